import type { Venue } from '../../exchange/venue/venue.ts'

/** What a venue has done so far. */
export interface EventCounts {
  readonly orders: number
  readonly workingOrders: number
  readonly fills: number
}

const WORKING: ReadonlySet<string> = new Set(['pending', 'open', 'partially_filled'])

/** Counts a venue's log as it grows, so that a status costs what is new and not all that ever was. */
export class EventTally {
  readonly #venue: Pick<Venue, 'events' | 'order'>
  #read = 0
  #orders = 0
  #fills = 0
  /** Orders that worked when they were last looked at, and whose they are. */
  readonly #working = new Map<number, string>()

  constructor(venue: Pick<Venue, 'events' | 'order'>) {
    this.#venue = venue
  }

  count(): EventCounts {
    const events = this.#venue.events()
    for (; this.#read < events.length; this.#read++) {
      const event = events[this.#read]!
      if (event.kind === 'order_filled') this.#fills += 1
      if (event.kind !== 'order_accepted') continue
      this.#orders += 1
      this.#working.set(event.orderId, event.accountId)
    }
    for (const [id, account] of this.#working) {
      if (!WORKING.has(this.#venue.order(account, id)?.status ?? '')) this.#working.delete(id)
    }
    return { orders: this.#orders, workingOrders: this.#working.size, fills: this.#fills }
  }
}
