import { invariant } from '../invariant.ts'
import { addCents, type Cents, cents, sumCents } from '../money/cents.ts'
import type { CentsTextCode } from '../money/cents-text.ts'
import { premiumCentsOfAverage } from '../money/json-number.ts'
import { CONTRACT_MULTIPLIER } from '../money/premium.ts'
import { price } from '../money/price.ts'
import { divideHalfEven } from '../money/rounding.ts'
import { ok, type Result } from '../refusal.ts'
import { cashFlowOf, cashFlowOfPaid, type NetPrice, netPriceOfPaid } from './net-price.ts'

/** An execution of a number of spreads, as the ledger books it. */
export interface SpreadFill {
  /** Spreads, a positive integer; contracts of a single leg. */
  readonly quantity: number
  /** + received, - paid, before fees. The truth: prices are derived from it, not it from prices. */
  readonly cashFlowCents: Cents
  /** Commissions and fees as an amount of 0 or more. */
  readonly feesCents: Cents
}

/**
 * A fill at a net price, with its exact cash flow.
 *
 * @throws {InvariantViolation} when the quantity is not a positive integer or the fees are negative
 * @example
 * import { price } from '../money/price.ts'
 * import { credit } from './net-price.ts'
 * fillAt(credit(price(12_500)), 2) // => { quantity: 2, cashFlowCents: 25000, feesCents: 0 }
 */
export function fillAt(net: NetPrice, quantity: number, feesCents: Cents = cents(0)): SpreadFill {
  assertFill(quantity, feesCents)
  return { quantity, cashFlowCents: cashFlowOf(net, quantity), feesCents }
}

/**
 * A fill from the average net price that a broker reports for an order, + paid and - received per share,
 * whatever its decimals: the cash flow is the nearest cent of the whole, not of the average.
 *
 * Refusals: those of `premiumCentsOfAverage`.
 *
 * @throws {InvariantViolation} when the quantity is not a positive integer or the fees are negative
 * @example
 * fillOfAverage(-0.41666667, 3) // => { ok: true, value: { quantity: 3, cashFlowCents: 12500, feesCents: 0 } }
 */
export function fillOfAverage(
  paidAverage: number,
  quantity: number,
  feesCents: Cents = cents(0),
): Result<SpreadFill, CentsTextCode> {
  assertFill(quantity, feesCents)
  const paid = premiumCentsOfAverage(paidAverage, quantity)
  return paid.ok ? ok({ quantity, cashFlowCents: cashFlowOfPaid(paid.value), feesCents }) : paid
}

function assertFill(quantity: number, feesCents: Cents): void {
  invariant(Number.isSafeInteger(quantity) && quantity > 0, `a fill is of at least 1, got ${quantity}`)
  invariant(feesCents >= 0, `fees are an amount of 0 or more, got ${feesCents}`)
}

/** The spreads, cash and fees of some fills together. */
export interface FillTotals {
  readonly quantity: number
  readonly cashFlowCents: Cents
  readonly feesCents: Cents
}

/**
 * The sum of fills; zeros of none.
 *
 * @example
 * totalFills([]) // => { quantity: 0, cashFlowCents: 0, feesCents: 0 }
 */
export function totalFills(fills: readonly SpreadFill[]): FillTotals {
  return {
    quantity: fills.reduce((sum, fill) => sum + fill.quantity, 0),
    cashFlowCents: sumCents(fills.map((fill) => fill.cashFlowCents)),
    feesCents: fills.reduce((sum, fill) => addCents(sum, fill.feesCents), cents(0)),
  }
}

/**
 * The fill-weighted net price of some fills, per share, to the nearest 1/10,000 dollar, a tie to the even
 * one; `null` of none. To show and to compare; money is summed from the fills themselves.
 *
 * @example
 * averageNetPriceHalfEven([{ quantity: 3, cashFlowCents: -12_500, feesCents: 0 }]) // => { effect: 'debit', amount: 4167 }
 */
export function averageNetPriceHalfEven(fills: readonly SpreadFill[]): NetPrice | null {
  const { quantity, cashFlowCents } = totalFills(fills)
  if (quantity === 0) return null
  const unitsPerCent = 100
  const shares = quantity * CONTRACT_MULTIPLIER
  return netPriceOfPaid(price(divideHalfEven(cashFlowOfPaid(cashFlowCents) * unitsPerCent, shares)))
}
