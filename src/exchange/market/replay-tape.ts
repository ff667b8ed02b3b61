import { MINUTE_MS } from '../../domain/calendar/instant.ts'
import { type Price, price } from '../../domain/money/price.ts'
import type { RecordedInstrument, TradeMinutes } from '../../ports/recorded-minutes.ts'
import type { MarketTime, TopOfBook } from '../venue/venue-types.ts'
import type { DayBar, MinuteBar } from './market-quote.ts'

/** The trades of a day so far. */
export interface TapeFigures extends Omit<DayBar, 'day'> {
  readonly lastSize: number
  readonly tradedAt: MarketTime
}

/**
 * The book that stood at a time of a recorded day: within a minute that was recorded its first quote, afterwards its
 * last one, until the next recorded minute; so nothing is told before it happened. Undefined before the first row.
 *
 * @param midnight of the day in New York, epoch milliseconds
 */
export function replayBook(
  { quotes, trades }: RecordedInstrument,
  midnight: MarketTime,
  time: MarketTime,
): TopOfBook | undefined {
  const row = lastRowAt(quotes.timeMs, time - midnight)
  if (row < 0) return undefined
  const begins = midnight + quotes.timeMs[row]!
  const isOver = time >= begins + MINUTE_MS
  const figures = replayFigures(trades, midnight, time)
  const bid = recorded((isOver ? quotes.bidClose : quotes.bidOpen)[row]!)
  const ask = recorded((isOver ? quotes.askClose : quotes.askOpen)[row]!)
  // Sizes are those at a minute's end; within it the ones before stand, if there are any.
  const sizes = isOver || row === 0 ? row : row - 1
  return {
    bid,
    ask,
    bidSize: bid === null ? 0 : Math.max(0, quotes.bidSize[sizes]!),
    askSize: ask === null ? 0 : Math.max(0, quotes.askSize[sizes]!),
    last: figures?.close ?? null,
    quotedAt: isOver ? begins + MINUTE_MS : begins,
  }
}

/** The trades of the minutes that are over; undefined while there are none. */
export function replayFigures(
  trades: TradeMinutes,
  midnight: MarketTime,
  time: MarketTime,
): TapeFigures | undefined {
  const last = lastRowAt(trades.timeMs, time - midnight - MINUTE_MS)
  if (last < 0) return undefined
  let [high, low, volume] = [0, Number.MAX_SAFE_INTEGER, 0]
  for (let row = 0; row <= last; row++) {
    high = Math.max(high, trades.high[row]!)
    low = Math.min(low, trades.low[row]!)
    volume += trades.volume[row]!
  }
  return {
    open: price(trades.open[0]!),
    high: price(high),
    low: price(low),
    close: price(trades.close[last]!),
    volume,
    lastSize: trades.volume[last]!,
    tradedAt: midnight + trades.timeMs[last]! + MINUTE_MS,
  }
}

/** The minutes of trades that are over at a time, from an instant up to, but not at, another. */
export function replayMinutes(
  trades: TradeMinutes,
  midnight: MarketTime,
  from: MarketTime,
  to: MarketTime,
  time: MarketTime,
): MinuteBar[] {
  const bars: MinuteBar[] = []
  for (let row = 0; row < trades.timeMs.length; row++) {
    const at = midnight + trades.timeMs[row]!
    if (at < from || at >= to || at + MINUTE_MS > time) continue
    bars.push({
      at,
      open: price(trades.open[row]!),
      high: price(trades.high[row]!),
      low: price(trades.low[row]!),
      close: price(trades.close[row]!),
      volume: trades.volume[row]!,
    })
  }
  return bars
}

function recorded(units: number): Price | null {
  return units < 0 ? null : price(units)
}

/** The last row that begins at a time of the day or before, -1 when there is none; by halving. */
function lastRowAt(timeMs: Int32Array, time: number): number {
  let [low, high] = [0, timeMs.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (timeMs[middle]! <= time) low = middle + 1
    else high = middle
  }
  return low - 1
}
