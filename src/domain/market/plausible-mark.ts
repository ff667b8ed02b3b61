import type { Price } from '../money/price.ts'
import type { OptionContract } from '../option/contract.ts'
import { intrinsicValue } from '../spread/payoff.ts'

/**
 * How far a mark may lie below the intrinsic value, as a part of strike or underlying, the greater: a European put owes the
 * interest on its strike, and the two quotes are never of the same instant.
 */
const BELOW_INTRINSIC = 0.02

/**
 * Whether an option can be worth a mark at all. A call is never worth more than its underlying, a put never more than its
 * strike, and neither much less than exercising it would bring; a price beyond these is another thing's, as the
 * underlying's own in place of the option's. Within them any price is taken, however far from that of the entry.
 *
 * @param mark per share, above or equal 0
 * @param underlying null when nobody knows it: then only a put's strike is a bound
 * @example
 * import { price } from '../money/price.ts'
 * import { parseOccSymbol } from '../option/occ-symbol.ts'
 * const call = parseOccSymbol('AAPL261016C00310000').value
 * const underlying = price(3_115_900)
 * ;[price(3_115_901), price(3_000_000), price(59_300)].map((mark) => isPlausibleMark(call, mark, underlying)) // => [false, true, true]
 */
export function isPlausibleMark(contract: OptionContract, mark: Price, underlying: Price | null): boolean {
  if (contract.type === 'put' && mark > contract.strike) return false
  if (underlying === null) return true
  if (contract.type === 'call' && mark > underlying) return false
  return (
    mark >= intrinsicValue(contract, underlying) - BELOW_INTRINSIC * Math.max(contract.strike, underlying)
  )
}
