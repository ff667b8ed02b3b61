/** What a target must have for a case to make sense there. */
export type Need =
  /** The test can move the clock and set quotes. */
  | 'control'
  /** Tokens of other kinds beside the first: live, of a cash account, of two accounts, expired. */
  | 'tokens'
  /** The test can make requests fail. */
  | 'faults'
