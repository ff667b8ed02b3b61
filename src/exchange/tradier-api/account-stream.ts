import type { FaceRoom } from './face-call.ts'
import type { FrameSource } from './live-streams.ts'
import { orderFrames } from './order-event.ts'
import { writeJson } from './wire-json.ts'
import { utcText } from './wire-time.ts'

const HEARTBEAT_MS = 60_000

/** What a client wants to hear of. */
export interface AccountWish {
  /** Whether orders are among the events; there are no others today. */
  readonly orders: boolean
  readonly accounts: ReadonlySet<string>
}

/** The account stream: what happens from now on to orders, and a heartbeat a minute of market time. */
export class OrderEvents implements FrameSource {
  private readonly room: Pick<FaceRoom, 'venue' | 'market' | 'switches'>
  private wish: AccountWish
  private read: number
  private beatAt: number

  constructor(room: Pick<FaceRoom, 'venue' | 'market' | 'switches'>, wish: AccountWish) {
    this.room = room
    this.wish = wish
    this.read = room.venue.events().length
    this.beatAt = room.market.now + HEARTBEAT_MS
  }

  /** Other events or accounts; what happened before stays told or untold. */
  change(wish: AccountWish): void {
    this.wish = wish
  }

  next(): string[] {
    const { venue, market, switches } = this.room
    const frames: string[] = []
    const events = venue.events()
    // A wiped venue begins its log again.
    if (this.read > events.length) this.read = 0
    for (; this.read < events.length; this.read += 1) {
      const event = events[this.read]!
      if (!this.wish.orders || !this.wish.accounts.has(event.accountId)) continue
      for (const frame of orderFrames(event, venue, switches)) frames.push(writeJson(frame))
    }
    if (market.now >= this.beatAt) {
      this.beatAt = market.now + HEARTBEAT_MS
      frames.push(writeJson({ event: 'heartbeat', status: 'active', timestamp: utcText(market.now) }))
    }
    return frames
  }
}
