import { PRICE_UNITS_PER_DOLLAR } from '../../domain/money/price.ts'
import { floatText } from './wire-json.ts'
import { float } from './wire-value.ts'

// A chain of 2,000 rows prints 50,000 numbers. Put together from digits that were printed once they take a third of the
// time that the language's own search for the shortest decimal does.
const THREE = Array.from({ length: 1_000 }, (_, digits) => String(digits).padStart(3, '0'))
const THREE_AT_END = THREE.map((digits) => digits.replace(/0+$/, ''))
const FOUR_AFTER_POINT = Array.from(
  { length: PRICE_UNITS_PER_DOLLAR },
  (_, digits) => `.${String(digits).padStart(4, '0').replace(/0+$/, '') || '0'}`,
)
const BILLION = 1e9

/**
 * A price in dollars, with a point: what `floatText` prints of the same amount.
 *
 * @param units of 1/10,000 dollar
 * @example
 * [priceText(17_456_000), priceText(20_000), priceText(-5)] // => ['1745.6', '2.0', '-0.0005']
 */
export function priceText(units: number): string {
  if (units < 0) return `-${priceText(-units)}`
  const dollars = Math.floor(units / PRICE_UNITS_PER_DOLLAR)
  return dollars + FOUR_AFTER_POINT[units - dollars * PRICE_UNITS_PER_DOLLAR]!
}

/**
 * A number to nine decimals: what `floatText` prints of `float` of it.
 *
 * @example
 * [nineDecimals(2), nineDecimals(-0.04917096449), nineDecimals(1e-7)] // => ['2.0', '-0.049170964', '1e-7']
 */
export function nineDecimals(value: number): string {
  const scaled = Math.round(value * BILLION)
  const billionths = Math.abs(scaled)
  // Below a millionth the language prints an exponent; beyond 15 digits the shortest decimal may be another.
  if (!(billionths >= 1e3 && billionths < 1e15)) return floatText(float(value).value)
  const whole = Math.floor(billionths / BILLION)
  const rest = billionths - whole * BILLION
  const start = scaled < 0 ? `-${whole}.` : `${whole}.`
  if (rest === 0) return `${start}0`
  const first = Math.floor(rest / 1e6)
  const second = Math.floor(rest / 1e3) - first * 1e3
  const third = rest % 1e3
  if (third > 0) return start + THREE[first]! + THREE[second]! + THREE_AT_END[third]!
  return second > 0 ? start + THREE[first]! + THREE_AT_END[second]! : start + THREE_AT_END[first]!
}
