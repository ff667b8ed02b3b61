import type { TokenVault } from '../../ports/token-vault.ts'
import type { EventFeed } from '../../service/events/event-feed.ts'
import type { LateLog } from '../people/late-log.ts'
import type { PeopleServices } from '../people/people-services.ts'

/** What a host of accounts needs to know of the people whose they are. */
export interface HostPeople {
  /** Brokers' tokens, sealed. */
  readonly vault: TokenVault
  /** Where a user's news is told. */
  readonly feed: EventFeed
  /** The owner of rows of everybody who has signed up, and of the engine's own account. */
  usernames(): Promise<readonly string[]>
  /** Lets people in; left out where nobody signs in. */
  readonly signIn?: PeopleServices & { readonly log: LateLog }
}
