import { ok, type Result, refuse } from '../refusal.ts'
import { type Cents, cents } from './cents.ts'
import { formatDecimal, parseDecimal } from './decimal.ts'

/** The largest magnitude of an amount read from outside: one trillion dollars. */
export const MAX_CENTS = cents(100_000_000_000_000)

/** Why a text or number from outside is not an amount of money, in the order of the checks. */
export type CentsTextCode =
  | 'money_must_be_a_decimal'
  | 'money_must_have_at_most_2_decimals'
  | 'money_must_be_within_1_trillion_dollars'

/**
 * Reads dollars, e.g. `1,234.50`, `-$12`, `.5`, as cents, without floats. US notation, as in
 * `parseDecimal`; nothing is rounded.
 *
 * Refusals in this order: `money_must_be_a_decimal`, `money_must_have_at_most_2_decimals`,
 * `money_must_be_within_1_trillion_dollars`.
 *
 * @example
 * parseCents('-$1,234.50') // => { ok: true, value: -123450 }
 */
export function parseCents(text: string): Result<Cents, CentsTextCode> {
  const amount = parseDecimal(text, 2, MAX_CENTS)
  if (amount === 'malformed') {
    return refuse('money_must_be_a_decimal', `"${text}" is not an amount; write dollars, e.g. 1,234.50.`)
  }
  if (amount === 'too_many_decimals') {
    return refuse(
      'money_must_have_at_most_2_decimals',
      `${text} is finer than a cent; give at most 2 decimals.`,
    )
  }
  if (amount === 'out_of_range') {
    return refuse(
      'money_must_be_within_1_trillion_dollars',
      `${text} is beyond one trillion dollars; check the amount.`,
    )
  }
  return ok(cents(amount))
}

/**
 * An amount in dollars for people: sign, dollar sign, groups of three, always two decimals. `parseCents`
 * reads it back exactly.
 *
 * @example
 * import { cents } from './cents.ts'
 * formatCents(cents(-123_450)) // => '-$1,234.50'
 */
export function formatCents(amount: Cents): string {
  const [whole = '', fraction = ''] = formatDecimal(Math.abs(amount), 2, 2).split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return `${amount < 0 ? '-' : ''}$${grouped}.${fraction}`
}
