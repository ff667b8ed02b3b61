/**
 * A refusal: an answer of "no" that names the rule it enforces. It is data, never thrown; a bug throws
 * (see `invariant`), and a fault of the outside world has its own type at the ports.
 */
export interface Refusal<Code extends string = string> {
  readonly ok: false
  /** The rule that was enforced, in snake_case: `credit_must_be_below_width`. */
  readonly code: Code
  /** One sentence for a person: what is wrong, and what would be right. */
  readonly message: string
}

/** What a function that may refuse returns: the value, or the named refusal. */
export type Result<Value, Code extends string = string> =
  | { readonly ok: true; readonly value: Value }
  | Refusal<Code>

/**
 * Wraps a value as an accepted result.
 *
 * @example
 * ok(5) // => { ok: true, value: 5 }
 */
export function ok<Value>(value: Value): { readonly ok: true; readonly value: Value } {
  return { ok: true, value }
}

/**
 * Builds a refusal named after the rule it enforces.
 *
 * @example
 * refuse('quantity_must_be_positive', 'The quantity is 0; give at least 1.').code // => 'quantity_must_be_positive'
 */
export function refuse<Code extends string>(code: Code, message: string): Refusal<Code> {
  return { ok: false, code, message }
}
