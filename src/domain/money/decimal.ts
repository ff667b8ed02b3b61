/** Why a text is not an amount: not a decimal number, finer than the unit, or beyond the range. */
export type DecimalFault = 'malformed' | 'too_many_decimals' | 'out_of_range'

// US notation: an optional sign and dollar sign, an integer part that is plain or grouped by threes with
// commas, and an optional fraction. A digit must follow the point: "5." looks like a text that was cut off.
const DECIMAL = /^([+-]?)\$?(\d{1,3}(?:,\d{3})+|\d+)?(?:\.(\d+))?$/

/**
 * Reads a decimal number in US notation as a whole number of its `decimals`-th decimal, without floats.
 * Accepts `1.25`, `-.5`, `+3`, `1,234.50`, `-$1,234.50` and surrounding blanks; zeros beyond `decimals`
 * are accepted, as they lose nothing. `1,25`, `5.`, `(1.25)`, `1e3` and the empty text are malformed.
 *
 * @param max the largest magnitude, in units
 * @returns the signed whole number, or which of the three faults it has, checked in the order of the type
 * @example
 * parseDecimal('-$1,234.50', 2, 1_000_000) // => -123450
 */
export function parseDecimal(text: string, decimals: number, max: number): number | DecimalFault {
  const match = DECIMAL.exec(text.trim())
  if (match === null) return 'malformed'
  const [, sign, grouped, fraction = ''] = match
  if (grouped === undefined && fraction === '') return 'malformed'
  const kept = fraction.replace(/0+$/, '')
  if (kept.length > decimals) return 'too_many_decimals'
  const whole = (grouped ?? '0').replaceAll(',', '').replace(/^0+(?=\d)/, '')
  // Beyond 15 digits a number is no longer exact, and far beyond every range here.
  if (whole.length + decimals > 15) return 'out_of_range'
  const magnitude = Number(whole + kept.padEnd(decimals, '0'))
  if (magnitude > max) return 'out_of_range'
  return sign === '-' && magnitude !== 0 ? -magnitude : magnitude
}

/**
 * The decimal digits of a whole number of units, without floats: at least `minDecimals` of them after the
 * point, and as many more, up to `decimals`, as are needed to lose nothing. No grouping.
 *
 * @example
 * formatDecimal(-1750, 4, 2) // => '-0.175'
 */
export function formatDecimal(units: number, decimals: number, minDecimals: number): string {
  const digits = String(Math.abs(units)).padStart(decimals + 1, '0')
  const whole = digits.slice(0, digits.length - decimals)
  let fraction = digits.slice(digits.length - decimals)
  while (fraction.length > minDecimals && fraction.endsWith('0')) fraction = fraction.slice(0, -1)
  return `${units < 0 ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`
}
