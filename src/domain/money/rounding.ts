import { invariant } from '../invariant.ts'

// Through the exact remainder: a floored quotient times its divisor may lie beyond the safe integers.
function quotient(numerator: number, denominator: number): { floor: number; remainder: number } {
  invariant(
    Number.isSafeInteger(numerator) && Number.isSafeInteger(denominator) && denominator > 0,
    `a rounded division needs safe integers and a positive divisor, got ${numerator} / ${denominator}`,
  )
  const signed = numerator % denominator
  const remainder = signed < 0 ? signed + denominator : signed
  const whole = (numerator - signed) / denominator
  return { floor: signed < 0 ? whole - 1 : whole, remainder }
}

/**
 * `numerator / denominator` rounded toward minus infinity, exact for all safe integers.
 *
 * @throws {InvariantViolation} when an argument is not a safe integer or the divisor is not positive
 * @example
 * divideFloor(-7, 2) // => -4
 */
export function divideFloor(numerator: number, denominator: number): number {
  return quotient(numerator, denominator).floor
}

/**
 * `numerator / denominator` rounded toward plus infinity, exact for all safe integers.
 *
 * @throws {InvariantViolation} when an argument is not a safe integer or the divisor is not positive
 * @example
 * divideCeil(7, 2) // => 4
 */
export function divideCeil(numerator: number, denominator: number): number {
  const { floor, remainder } = quotient(numerator, denominator)
  return remainder === 0 ? floor : floor + 1
}

/**
 * `numerator / denominator` rounded to the nearest whole number, a tie to the even one, so that many
 * roundings do not drift to one side. Exact for all safe integers.
 *
 * @throws {InvariantViolation} when an argument is not a safe integer or the divisor is not positive
 * @example
 * [divideHalfEven(5, 2), divideHalfEven(7, 2)] // => [2, 4]
 */
export function divideHalfEven(numerator: number, denominator: number): number {
  const { floor, remainder } = quotient(numerator, denominator)
  const above = denominator - remainder
  if (remainder < above) return floor
  if (remainder > above) return floor + 1
  return floor % 2 === 0 ? floor : floor + 1
}
