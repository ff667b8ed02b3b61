import { addCents, type Cents } from '../money/cents.ts'
import { cashFlowOf, type NetPrice } from './net-price.ts'

/**
 * The gross profit (+) or loss (-) of `quantity` spreads opened at one net price and closed at another, in
 * cents: the sum of the two cash flows, exact. For a credit spread that is `entry - exit`, for a debit spread
 * or a long option `exit - entry`. For plans and what-ifs of unadjusted contracts; a trade's own profit is
 * summed from its fills, not from averages (`realizedPnl` and `unrealizedPnl` of `trade/trade-figures.ts`).
 *
 * @param exit the net price of the closing trade, or the mark at which it could be closed
 * @example
 * import { price } from '../money/price.ts'
 * import { credit, debit } from './net-price.ts'
 * [profitBetween(debit(price(20_000)), credit(price(32_500)), 2), profitBetween(credit(price(8_000)), debit(price(15_000)), 1)] // => [25000, -7000]
 */
export function profitBetween(entry: NetPrice, exit: NetPrice, quantity: number): Cents {
  return addCents(cashFlowOf(entry, quantity), cashFlowOf(exit, quantity))
}
