/** One account as its user sees it in a list. */
export interface AccountStanding {
  readonly account: string
  readonly isOpen: boolean
  /** Why it does not run, in a sentence; null while it does, and for one that was closed. */
  readonly trouble: string | null
  /** Whether money was switched on for it. */
  readonly isLiveOn: boolean
}
