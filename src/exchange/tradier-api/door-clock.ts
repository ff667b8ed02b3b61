import type { MarketTime } from '../venue/venue-types.ts'

/** The clock of the market, for whoever may move it. */
export interface DoorClock {
  /** Market seconds in a second of the wall; 0 stands still between jumps. */
  speed(): number
  /** Another speed from now on. */
  runAt(speed: number): void
  /** Takes market and venue to a later instant at once; what is due on the way is done. */
  goTo(time: MarketTime): void
}
