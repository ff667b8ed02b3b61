import type { Cents } from '../money/cents.ts'
import type { CentsTextCode } from '../money/cents-text.ts'
import { premiumCentsOfAverage } from '../money/json-number.ts'
import { CONTRACT_MULTIPLIER } from '../money/premium.ts'
import { ok, type Result } from '../refusal.ts'
import { cashFlowOfPaid } from './net-price.ts'

/**
 * The ledger's cash flow, + received and - paid, of the average net price that a broker reports for an
 * order, + paid and - received per share, whatever its decimals: the nearest cent of the whole, not of the
 * average. Fees are not in it.
 *
 * Refusals: those of `premiumCentsOfAverage`.
 *
 * @param quantity spreads filled, at least 1; contracts of a single leg
 * @param multiplier shares that one contract stands for; 100 unless adjusted
 * @throws {InvariantViolation} when quantity or multiplier is not a positive integer
 * @example
 * cashFlowOfPaidAverage(-0.41666667, 3) // => { ok: true, value: 12500 }
 */
export function cashFlowOfPaidAverage(
  paidAverage: number,
  quantity: number,
  multiplier = CONTRACT_MULTIPLIER,
): Result<Cents, CentsTextCode> {
  const paid = premiumCentsOfAverage(paidAverage, quantity, multiplier)
  return paid.ok ? ok(cashFlowOfPaid(paid.value)) : paid
}
