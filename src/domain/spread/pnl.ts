import { addCents, type Cents } from '../money/cents.ts'
import { addPrice, negatePrice, type Price } from '../money/price.ts'
import { cashFlowOf, type NetPrice, paidPriceOf } from './net-price.ts'

/**
 * The profit (+) or loss (-) per share of opening at one net price and closing at another: what was
 * received less what was paid. For a credit spread `entry - exit`, for a debit spread or a long option
 * `exit - entry`.
 *
 * @param exit the net price of the closing trade, or the mark at which it could be closed
 * @example
 * import { price } from '../money/price.ts'
 * import { credit, debit } from './net-price.ts'
 * pnlPerShare(credit(price(12_500)), debit(price(5_000))) // => 7500
 */
export function pnlPerShare(entry: NetPrice, exit: NetPrice): Price {
  return negatePrice(addPrice(paidPriceOf(entry), paidPriceOf(exit)))
}

/**
 * The gross profit (+) or loss (-) of `quantity` spreads opened at one net price and closed at another, in
 * cents: the sum of the two cash flows, exact. Of a trade with several fills use `tradePnl`, which sums
 * its fills and not an average.
 *
 * @example
 * import { price } from '../money/price.ts'
 * import { credit, debit } from './net-price.ts'
 * realizedPnl(debit(price(20_000)), credit(price(32_500)), 2) // => 25000
 */
export function realizedPnl(entry: NetPrice, exit: NetPrice, quantity: number): Cents {
  return addCents(cashFlowOf(entry, quantity), cashFlowOf(exit, quantity))
}

/**
 * The gross profit (+) or loss (-) that `quantity` open spreads would realize if they were closed at the
 * mark, in cents.
 *
 * @param mark the net price of closing at the mark: normally a debit for a spread opened for a credit
 * @example
 * import { price } from '../money/price.ts'
 * import { credit, debit } from './net-price.ts'
 * unrealizedPnl(credit(price(8_000)), debit(price(15_000)), 1) // => -7000
 */
export function unrealizedPnl(entry: NetPrice, mark: NetPrice, quantity: number): Cents {
  return realizedPnl(entry, mark, quantity)
}
