import { MILLS_CELLS, MILLS_COEFFICIENTS, MILLS_SHIFT } from './mills-table.ts'

const SCALE = MILLS_SHIFT * MILLS_CELLS
const STRIDE = 12

/**
 * The Mills ratio of the standard normal, R(z) = Φ(-z) / φ(z), for z >= 0, to about 3e-16 relative: a
 * polynomial of degree 5 in each of 128 cells of 3 / (3 + z). It carries the tail without underflow, so
 * that prices far out of the money keep every digit.
 *
 * @param z zero or more; for negative z use `normalCdf`
 * @example
 * millsRatio(0) // => ≈ 1.2533141373155
 */
export function millsRatio(z: number): number {
  const shifted = MILLS_SHIFT + z
  const position = SCALE / shifted
  const cell = position | 0
  const f = position - cell - 0.5
  const row = cell * STRIDE
  const c = MILLS_COEFFICIENTS
  const low = c[row]! + f * c[row + 1]!
  const middle = c[row + 2]! + f * c[row + 3]!
  const high = c[row + 4]! + f * c[row + 5]!
  const square = f * f
  return (low + square * (middle + square * high)) / shifted
}

/**
 * The slope of the Mills ratio with its sign turned, Q(z) = -R'(z) = 1 - z R(z), for z >= 0, to full
 * relative precision, where the formula itself would lose z² units in the last place.
 *
 * @param z zero or more
 * @example
 * millsSlope(0) // => 1
 */
export function millsSlope(z: number): number {
  const shifted = MILLS_SHIFT + z
  const position = SCALE / shifted
  const cell = position | 0
  const f = position - cell - 0.5
  const row = cell * STRIDE + 6
  const c = MILLS_COEFFICIENTS
  const low = c[row]! + f * c[row + 1]!
  const middle = c[row + 2]! + f * c[row + 3]!
  const high = c[row + 4]! + f * c[row + 5]!
  const square = f * f
  return (low + square * (middle + square * high)) / (shifted * shifted)
}

/**
 * R(a - t) - R(a + t) by its Taylor series about `a`, for t up to 0.1 and a·t up to 1/2, to full relative
 * precision, where the difference of the two ratios would cancel. Terms come from the recurrence
 * R⁽ⁿ⁺¹⁾ = a R⁽ⁿ⁾ + n R⁽ⁿ⁻¹⁾; the first one left out is below 1e-17 of the sum. It holds for a < t too.
 *
 * @example
 * millsDropSeries(0, 0.05) // => ≈ 0.100083375
 */
export function millsDropSeries(a: number, t: number): number {
  const q1 = millsSlope(a)
  const r2 = millsRatio(a) - a * q1
  const q3 = 2 * q1 - a * r2
  const r4 = 3 * r2 - a * q3
  const q5 = 4 * q3 - a * r4
  const r6 = 5 * r4 - a * q5
  const q7 = 6 * q5 - a * r6
  const r8 = 7 * r6 - a * q7
  const q9 = 8 * q7 - a * r8
  const q11 = 10 * q9 - a * (9 * r8 - a * q9)
  const u = t * t
  const tail = q7 * (1 / 5040) + u * (q9 * (1 / 362_880) + u * q11 * (1 / 39_916_800))
  return 2 * t * (q1 + u * (q3 * (1 / 6) + u * (q5 * (1 / 120) + u * tail)))
}
