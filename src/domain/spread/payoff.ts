import { invariant } from '../invariant.ts'
import { addCents, type Cents, scaleCents, sumCents } from '../money/cents.ts'
import { premiumCents } from '../money/premium.ts'
import { comparePrices, type Price, price } from '../money/price.ts'
import { signOfAction } from '../option/action.ts'
import type { Leg, OptionContract } from '../option/contract.ts'
import { cashFlowOf, type NetPrice } from './net-price.ts'

/**
 * What exercising an option brings per share when the underlying settles at a price: `max(0, S - K)` for a
 * call, `max(0, K - S)` for a put.
 *
 * @example
 * import { parseOccSymbol } from '../option/occ-symbol.ts'
 * import { price } from '../money/price.ts'
 * intrinsicValue(parseOccSymbol('SPY231020P00450000').value, price(4_456_000)) // => 44000
 */
export function intrinsicValue({ type, strike }: OptionContract, underlying: Price): Price {
  const distance = type === 'call' ? underlying - strike : strike - underlying
  return price(Math.max(0, distance))
}

function assertOneSettlement(legs: readonly Leg[]): void {
  const [first, ...others] = legs
  // SPX and SPXW settle at different prices, and so do two days: there would be no one underlying price.
  for (const { contract } of others) {
    invariant(
      contract.root === first!.contract.root && contract.expiration === first!.contract.expiration,
      'a payoff at expiration is of legs with one root and one expiration',
    )
  }
}

/**
 * What a set of legs is worth when it expires, in cents, before what was paid or received for it: the sum
 * of `sign x ratio x intrinsic value x 100`, bought legs +, sold legs -. Exact. For any legs of one root
 * and expiration; 0 for none. Holds for unadjusted contracts of 100 shares only (see `isAdjustedRoot`).
 *
 * @throws {InvariantViolation} when the legs are of several roots or expirations
 * @example
 * import { parseOccSymbol } from '../option/occ-symbol.ts'
 * import { price } from '../money/price.ts'
 * payoffAtExpiration([{ contract: parseOccSymbol('SPY231020P00450000').value, ratio: 2, action: 'sell_to_open' }], price(4_450_000)) // => -100000
 */
export function payoffAtExpiration(legs: readonly Leg[], underlying: Price): Cents {
  assertOneSettlement(legs)
  return sumCents(
    legs.map(({ contract, ratio, action }) =>
      premiumCents(intrinsicValue(contract, underlying), signOfAction(action) * ratio),
    ),
  )
}

/**
 * The profit (+) or loss (-) of a set of legs held to expiration, in cents: the payoff plus the cash flow
 * of the entry, for one spread, before fees. Holds for unadjusted contracts of 100 shares only.
 *
 * @throws {InvariantViolation} when the legs are of several roots or expirations
 * @example
 * import { parseOccSymbol } from '../option/occ-symbol.ts'
 * import { price } from '../money/price.ts'
 * import { credit } from './net-price.ts'
 * profitAtExpiration([{ contract: parseOccSymbol('SPY231020P00450000').value, ratio: 1, action: 'sell_to_open' }], credit(price(20_000)), price(4_450_000)) // => -30000
 */
export function profitAtExpiration(legs: readonly Leg[], entry: NetPrice, underlying: Price): Cents {
  return addCents(payoffAtExpiration(legs, underlying), cashFlowOf(entry, 1))
}

/** Where a payoff bends, from an underlying of 0 up, and how it goes on above the last strike. */
export interface PayoffCurve {
  /** Ascending underlying prices, 0 and every strike, each with the payoff there. */
  readonly points: readonly { readonly underlying: Price; readonly cents: Cents }[]
  /** Cents gained per 1/10,000 dollar of the underlying above the last point. */
  readonly finalSlope: number
}

/**
 * The payoff at expiration as the straight pieces it consists of. Between two points it is linear, so
 * its extremes are among the points, unless the final slope is not 0. For unadjusted contracts only.
 *
 * @throws {InvariantViolation} when the legs are of several roots or expirations
 * @example
 * import { parseOccSymbol } from '../option/occ-symbol.ts'
 * payoffCurve([{ contract: parseOccSymbol('SPY231020P00450000').value, ratio: 1, action: 'buy_to_open' }]) // => { points: [{ underlying: 0, cents: 4500000 }, { underlying: 4500000, cents: 0 }], finalSlope: 0 }
 */
export function payoffCurve(legs: readonly Leg[]): PayoffCurve {
  const bends = new Set([price(0), ...legs.map((leg) => leg.contract.strike)])
  const points = [...bends]
    .sort(comparePrices)
    .map((underlying) => ({ underlying, cents: payoffAtExpiration(legs, underlying) }))
  const perUnit = premiumCents(price(1), 1)
  const calls = legs.filter((leg) => leg.contract.type === 'call')
  const finalSlope = sumCents(calls.map((leg) => scaleCents(perUnit, signOfAction(leg.action) * leg.ratio)))
  return { points, finalSlope }
}
