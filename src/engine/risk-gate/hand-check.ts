/** One check of a trade by hand, passed or not, with its figures: money in cents, the rest counts. */
export interface HandCheck {
  /** The name of the rule, which is the code of its refusal. */
  readonly rule: string
  readonly passed: boolean
  /** With this trade; null where there is nothing to measure or it cannot be said. */
  readonly value: number | null
  readonly limit: number | null
  readonly unit: 'cents' | 'count' | 'price' | null
  /** What is wrong and what would be right, in one sentence; null when it passed. */
  readonly message: string | null
}

/** A check with nothing to measure: it holds, or it does not and the sentence says why. */
export function plainCheck(rule: string, message: string | null): HandCheck {
  return { rule, passed: message === null, value: null, limit: null, unit: null, message }
}

/** The first check that failed, in the order in which they stand; undefined when all of them passed. */
export function firstFailed(checks: readonly HandCheck[]): HandCheck | undefined {
  return checks.find(({ passed }) => !passed)
}
