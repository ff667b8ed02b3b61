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
