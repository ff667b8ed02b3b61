import type { MarketCalendar } from '../domain/calendar/market-calendar.ts'
import type { Clock } from '../ports/clock.ts'
import { nextDue } from './schedule/cycle-times.ts'

/** What the turns of an account need. */
export interface TurnsDeps {
  readonly clock: Pick<Clock, 'now'>
  readonly calendar: MarketCalendar
  /** Somebody waits for their turn: what is least urgent in the present one should stop waiting for anything. */
  readonly onWanted: () => void
}

/**
 * The turns of one account: cycles and a person's commands run one after the other, and never beside each other. The
 * present turn learns when it must give way: when somebody waits, and when the monitor falls due, so that an entry that
 * waits for its place in the request budget never holds up the exits.
 */
export class Turns {
  readonly #deps: TurnsDeps
  #last: Promise<unknown> = Promise.resolve()
  #wanted = 0
  #monitorDue = Number.POSITIVE_INFINITY

  constructor(deps: TurnsDeps) {
    this.#deps = deps
  }

  /** Runs work in a turn of its own; what it throws is the caller's, and the next turn comes all the same. */
  run<Value>(work: () => Promise<Value>): Promise<Value> {
    this.#wanted += 1
    const begin = (): Promise<Value> => {
      this.#wanted -= 1
      const { clock, calendar } = this.#deps
      this.#monitorDue = nextDue('monitor', clock.now(), calendar)
      return work()
    }
    const mine = this.#last.then(begin, begin)
    this.#last = mine.catch(() => undefined)
    this.#deps.onWanted()
    return mine
  }

  /** Whether the present turn should begin nothing more that is not urgent. */
  mustGiveWay(): boolean {
    return this.#deps.clock.now() >= this.waitsUntil()
  }

  /** Until when the present turn may wait for what is not urgent, epoch milliseconds. */
  waitsUntil(): number {
    return this.#wanted > 0 ? this.#deps.clock.now() : this.#monitorDue
  }
}
