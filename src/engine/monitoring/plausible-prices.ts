import { isPlausibleMark } from '../../domain/market/plausible-mark.ts'
import { type Price, price } from '../../domain/money/price.ts'
import { divideHalfEven } from '../../domain/money/rounding.ts'
import type { ClosingPrices, LegQuality } from './closing-prices.ts'
import type { OpenTradeInput } from './open-trade-input.ts'

/**
 * The prices as they are, or bad ones when the middle of a leg's quote cannot be what that option is worth: no rule on
 * price may act on the price of something else, and none is put in its place.
 *
 * @param underlying its price, null while it is not known
 */
export function plausiblePrices(
  prices: ClosingPrices,
  { record, quotes }: Pick<OpenTradeInput, 'record' | 'quotes'>,
  underlying: Price | null,
): ClosingPrices {
  if (prices.quality === 'bad') return prices
  const legs = record.spread.legs.map(({ contract }, i): LegQuality => {
    const mark = price(divideHalfEven(quotes[i]!.bid! + quotes[i]!.ask!, 2))
    return isPlausibleMark(contract, mark, underlying) ? 'good' : 'implausible'
  })
  if (!legs.includes('implausible')) return prices
  return { quality: 'bad', legs, mark: null, natural: null }
}
