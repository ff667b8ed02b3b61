import type { Instant } from '../../domain/calendar/instant.ts'

/** News of a user, as the feed keeps it; the service's `FeedEvent`. */
export interface KeptEvent {
  readonly id: number
  readonly at: Instant
  readonly kind: 'trade' | 'order' | 'account' | 'alert' | 'staleness' | 'settings'
  readonly account: string | null
  readonly data: unknown
}

type Hear = (event: KeptEvent | null) => void

interface Channel {
  /** The newest last. */
  readonly kept: KeptEvent[]
  readonly listeners: Set<Hear>
}

/** Events that are kept of each user for who comes again. */
const MOST_KEPT = 500

/**
 * The news of a process, each user's apart, in memory: what was told before the process began is lost, and whoever asks for
 * it is told so.
 */
export class MemoryEventFeed {
  readonly #channels = new Map<string, Channel>()
  readonly #mostKept: number
  #last = 0

  constructor(mostKept = MOST_KEPT) {
    this.#mostKept = mostKept
  }

  /** Tells a user's listeners, and keeps it for those who come again. */
  tell(username: string, event: Omit<KeptEvent, 'id'>): void {
    this.#last += 1
    const told = { ...event, id: this.#last }
    const { kept, listeners } = this.#channelOf(username)
    kept.push(told)
    if (kept.length > this.#mostKept) kept.shift()
    for (const hear of listeners) hear(told)
  }

  /** @param afterId the last event seen; null begins with what comes now */
  listen(username: string, afterId: number | null, hear: Hear): () => void {
    const { kept, listeners } = this.#channelOf(username)
    if (afterId !== null) {
      const missed = kept.filter(({ id }) => id > afterId)
      if (this.#isLost(kept, afterId)) hear(null)
      for (const event of missed) hear(event)
    }
    listeners.add(hear)
    return () => {
      listeners.delete(hear)
      if (listeners.size === 0 && kept.length === 0) this.#channels.delete(username)
    }
  }

  /** An id of another life of the process, or older than what is kept. */
  #isLost(kept: readonly KeptEvent[], afterId: number): boolean {
    if (afterId > this.#last) return true
    return kept.length >= this.#mostKept && kept[0]!.id > afterId + 1
  }

  #channelOf(username: string): Channel {
    const known = this.#channels.get(username)
    if (known !== undefined) return known
    const channel: Channel = { kept: [], listeners: new Set() }
    this.#channels.set(username, channel)
    return channel
  }
}
