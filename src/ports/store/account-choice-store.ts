import type { Instant } from '../../domain/calendar/instant.ts'

/** What a user has decided about an account of theirs. */
export interface AccountChoice {
  /** `environment:accountId`; there need not be such an account yet. */
  readonly account: string
  /** Whether its cycles run when the program does. */
  readonly runs: boolean
  /** When money was switched on (wall time), and when the second factor was proved by which it was; null while it is off. */
  readonly live: { readonly at: Instant; readonly provedAt: Instant } | null
}

/** The choices of a user. An account without one runs, and trades no money. */
export interface AccountChoiceStore {
  /** All of them, by `account`. */
  accountChoices(): Promise<readonly AccountChoice[]>
  accountChoice(account: string): Promise<AccountChoice | null>
  /** Stores the choice over the one of the same account. */
  putAccountChoice(choice: AccountChoice): Promise<void>
}
