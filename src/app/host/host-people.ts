import type { TokenVault } from '../../ports/token-vault.ts'
import type { EventFeed } from '../../service/events/event-feed.ts'

/** What a host of accounts needs to know of the people whose they are. */
export interface HostPeople {
  /** Brokers' tokens, sealed. */
  readonly vault: TokenVault
  /** Where a user's news is told. */
  readonly feed: EventFeed
  /** The owner of rows of everybody who has signed up, and of the engine's own account. */
  usernames(): Promise<readonly string[]>
}
