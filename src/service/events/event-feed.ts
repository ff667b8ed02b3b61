import type { Instant } from '../../domain/calendar/instant.ts'

/** What a screen wants to know without asking again. */
export type FeedKind = 'trade' | 'order' | 'account' | 'alert' | 'staleness' | 'settings'

/** One piece of news of a user. */
export interface FeedEvent {
  /** Rises by 1 with each event of the process; what was missed is asked for by the last one seen. */
  readonly id: number
  readonly at: Instant
  readonly kind: FeedKind
  /** The account that it is about; null for the user's own. */
  readonly account: string | null
  /** Plain data, as the API shows it. */
  readonly data: unknown
}

/** Where news is told and listened to, each user's apart. */
export interface EventFeed {
  tell(username: string, event: Omit<FeedEvent, 'id'>): void
  /** Hears what comes after an id: what is still kept of it at once, `null` first when some of it is lost. Returns how to stop. */
  listen(username: string, afterId: number | null, hear: (event: FeedEvent | null) => void): () => void
}
