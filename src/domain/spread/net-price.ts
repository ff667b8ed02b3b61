import { type Cents, negateCents } from '../money/cents.ts'
import {
  CONTRACT_MULTIPLIER,
  premiumCents,
  premiumCentsHalfEven,
  pricePerShareHalfEven,
} from '../money/premium.ts'
import { absPrice, negatePrice, type Price, price } from '../money/price.ts'
import { formatPrice } from '../money/price-text.ts'
import { ok, type Result, refuse } from '../refusal.ts'

// The one place where the three signs of the same money meet:
//
//   a net price of ours   { effect, amount >= 0 }   what an order form says; 'even' exactly when 0
//   a paid price          + paid, - received        how brokers report a fill (avg_fill_price, cost_basis)
//   a cash flow           + received, - paid        the ledger, in cents; per share the received price
//
// Everything else asks these functions and never turns a sign itself. Between modules a price with a side
// travels as a NetPrice: a bare Price could be + paid or + received, and no compiler would see a swap.
// Profit is the sum of cash flows: `trade/trade-figures.ts` of a trade, `pnl.ts` of two net prices.

/** Whether money comes in (credit), goes out (debit), or neither. */
export type NetEffect = 'credit' | 'debit' | 'even'

/** The net price of one spread, per share: the amount is never negative, and 0 exactly when even. */
export interface NetPrice {
  readonly effect: NetEffect
  readonly amount: Price
}

/** A net price of nothing either way. */
export const EVEN: NetPrice = { effect: 'even', amount: price(0) }

/**
 * The net price of a signed price per share that is + when paid and - when received, as brokers report the
 * average fill of a multileg order.
 *
 * @example
 * import { price } from '../money/price.ts'
 * netPriceOfPaid(price(-22_500)) // => { effect: 'credit', amount: 22500 }
 */
export function netPriceOfPaid(paid: Price): NetPrice {
  if (paid === 0) return EVEN
  return { effect: paid > 0 ? 'debit' : 'credit', amount: absPrice(paid) }
}

/**
 * The signed price per share of a net price: + paid, - received. The inverse of `netPriceOfPaid`.
 *
 * @example
 * import { price } from '../money/price.ts'
 * paidPriceOf({ effect: 'credit', amount: price(22_500) }) // => -22500
 */
export function paidPriceOf(net: NetPrice): Price {
  return net.effect === 'credit' ? negatePrice(net.amount) : net.amount
}

/**
 * The signed price per share of a net price as a cash flow: + received, - paid. The other sign of
 * `paidPriceOf`, for those who count what comes in, such as the payoff functions of `domain/pricing`.
 *
 * @example
 * import { price } from '../money/price.ts'
 * receivedPriceOf({ effect: 'credit', amount: price(22_500) }) // => 22500
 */
export function receivedPriceOf(net: NetPrice): Price {
  return negatePrice(paidPriceOf(net))
}

/**
 * Money received: a credit of `amount` per share.
 *
 * @param amount signed; a negative credit is a debit
 * @example
 * import { price } from '../money/price.ts'
 * credit(price(12_500)) // => { effect: 'credit', amount: 12500 }
 */
export function credit(amount: Price): NetPrice {
  return netPriceOfPaid(negatePrice(amount))
}

/**
 * Money paid: a debit of `amount` per share.
 *
 * @param amount signed; a negative debit is a credit
 * @example
 * import { price } from '../money/price.ts'
 * debit(price(0)) // => { effect: 'even', amount: 0 }
 */
export function debit(amount: Price): NetPrice {
  return netPriceOfPaid(amount)
}

/**
 * A net price from outside, as an order form or a message gives it. A credit or debit of 0 becomes even.
 *
 * Refusals in this order: `net_amount_must_not_be_negative`, `even_amount_must_be_zero`.
 *
 * @example
 * import { price } from '../money/price.ts'
 * parseNetPrice('credit', price(-1)).code // => 'net_amount_must_not_be_negative'
 */
export function parseNetPrice(
  effect: NetEffect,
  amount: Price,
): Result<NetPrice, 'net_amount_must_not_be_negative' | 'even_amount_must_be_zero'> {
  if (amount < 0) {
    return refuse(
      'net_amount_must_not_be_negative',
      `The ${effect} is ${formatPrice(amount)}; give an amount of 0 or more and let the effect say the side.`,
    )
  }
  if (effect === 'even' && amount !== 0) {
    return refuse('even_amount_must_be_zero', `An even price has amount 0, not ${formatPrice(amount)}.`)
  }
  return ok(effect === 'credit' ? credit(amount) : debit(amount))
}

/**
 * The same amount on the other side: what the counterparty sees, and what undoes a trade at no gain.
 *
 * @example
 * import { price } from '../money/price.ts'
 * flipNetPrice({ effect: 'credit', amount: price(12_500) }) // => { effect: 'debit', amount: 12500 }
 */
export function flipNetPrice(net: NetPrice): NetPrice {
  return netPriceOfPaid(negatePrice(paidPriceOf(net)))
}

/**
 * The ledger's cash flow of trading `quantity` spreads at a net price, in cents: + received, - paid.
 * Exact: `-paid x quantity x multiplier / 100`, the paid price in its units. Fees are not in it.
 *
 * @param multiplier shares that one contract stands for; 100 unless adjusted
 * @throws {InvariantViolation} when the amount is not whole cents, which only an odd multiplier can make
 * @example
 * import { price } from '../money/price.ts'
 * [cashFlowOf({ effect: 'credit', amount: price(12_500) }, 2), cashFlowOf({ effect: 'debit', amount: price(600) }, 1)] // => [25000, -600]
 */
export function cashFlowOf(net: NetPrice, quantity: number, multiplier = CONTRACT_MULTIPLIER): Cents {
  return premiumCents(receivedPriceOf(net), quantity, multiplier)
}

/**
 * As `cashFlowOf`, to the nearest cent, a tie to the even one: for marks, which are no money yet and may be
 * finer than a tick. Equal to `cashFlowOf` for every multiplier of whole hundreds.
 *
 * @example
 * import { price } from '../money/price.ts'
 * cashFlowHalfEven({ effect: 'debit', amount: price(12_345) }, 1, 10) // => -1234
 */
export function cashFlowHalfEven(net: NetPrice, quantity: number, multiplier: number): Cents {
  return premiumCentsHalfEven(receivedPriceOf(net), quantity, multiplier)
}

/**
 * The net price per share that a cash flow is for `quantity` spreads, to the nearest 1/10,000 dollar, a tie
 * to the even one: the fill-weighted average of some fills. To show and to compare; money stays in the cash.
 *
 * @param cashFlow + received, - paid, without fees
 * @param quantity spreads, at least 1
 * @param multiplier shares that one contract stands for; 100 unless adjusted
 * @throws {InvariantViolation} when quantity or multiplier is not a positive integer
 * @example
 * import { cents } from '../money/cents.ts'
 * netPriceOfCashFlowHalfEven(cents(-12_500), 3) // => { effect: 'debit', amount: 4167 }
 */
export function netPriceOfCashFlowHalfEven(
  cashFlow: Cents,
  quantity: number,
  multiplier = CONTRACT_MULTIPLIER,
): NetPrice {
  return netPriceOfPaid(pricePerShareHalfEven(negateCents(cashFlow), quantity, multiplier))
}

/**
 * The ledger's cash flow of an amount that is + when paid, such as the cost basis of a position: negative
 * for what was bought, positive for what was sold short.
 *
 * @example
 * import { cents } from '../money/cents.ts'
 * cashFlowOfPaid(cents(-62_800)) // => 62800
 */
export function cashFlowOfPaid(paid: Cents): Cents {
  return negateCents(paid)
}

/**
 * A net price for people: `1.25 credit`, `even`.
 *
 * @example
 * import { price } from '../money/price.ts'
 * describeNetPrice({ effect: 'credit', amount: price(12_500) }) // => '1.25 credit'
 */
export function describeNetPrice(net: NetPrice): string {
  return net.effect === 'even' ? 'even' : `${formatPrice(net.amount)} ${net.effect}`
}
