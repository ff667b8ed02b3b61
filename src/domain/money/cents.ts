import { invariant } from '../invariant.ts'

declare const centsBrand: unique symbol

/** An amount of money as an integer of cents, signed: in the ledger + is received, - is paid. */
export type Cents = number & { readonly [centsBrand]: 'Cents' }

/**
 * Brands an integer as an amount of cents.
 *
 * @throws {InvariantViolation} when `amount` is not a safe integer
 * @example
 * cents(-12_550) // => -12550
 */
export function cents(amount: number): Cents {
  invariant(Number.isSafeInteger(amount), `money is an integer of cents, got ${amount}`)
  return (amount === 0 ? 0 : amount) as Cents
}

/**
 * The sum of two amounts of cents.
 *
 * @throws {InvariantViolation} when the sum is not a safe integer
 * @example
 * addCents(cents(12_500), cents(-500)) // => 12000
 */
export function addCents(a: Cents, b: Cents): Cents {
  return cents(a + b)
}

/**
 * `a - b` in cents.
 *
 * @throws {InvariantViolation} when the difference is not a safe integer
 * @example
 * subtractCents(cents(500), cents(12_500)) // => -12000
 */
export function subtractCents(a: Cents, b: Cents): Cents {
  return cents(a - b)
}

/**
 * The amount with its sign turned: what one side pays the other receives. Zero stays +0.
 *
 * @example
 * negateCents(cents(-65)) // => 65
 */
export function negateCents(a: Cents): Cents {
  return cents(-a)
}

/**
 * The amount times a whole number, e.g. a number of spreads.
 *
 * @throws {InvariantViolation} when `factor` or the product is not a safe integer
 * @example
 * scaleCents(cents(37_500), 3) // => 112500
 */
export function scaleCents(a: Cents, factor: number): Cents {
  invariant(Number.isSafeInteger(factor), `money is scaled by a whole number, got ${factor}`)
  return cents(a * factor)
}

/**
 * The sum of any number of amounts; 0 of none.
 *
 * @throws {InvariantViolation} when the sum is not a safe integer
 * @example
 * sumCents([cents(100), cents(-30)]) // => 70
 */
export function sumCents(amounts: readonly Cents[]): Cents {
  return amounts.reduce(addCents, cents(0))
}
