import type { DailyBar } from '../../../ports/market-data.ts'
import type { WireDaily } from '../wire.ts'
import { countOf, priceOf } from './figures.ts'

/** The bar of a row; none when a price is missing or is not above zero. */
export function barOf({ tradeDate, open, hiPx, loPx, clsPx, stockVolume }: WireDaily): DailyBar[] {
  const [first, high, low, close] = [open, hiPx, loPx, clsPx].map(priceOf)
  if (!first || !high || !low || !close) return []
  return [{ day: tradeDate, open: first, high, low, close, volume: countOf(stockVolume) ?? 0 }]
}
