import { MINUTE_MS } from '../../domain/calendar/instant.ts'
import type { TradingDay } from '../../domain/calendar/trading-day.ts'
import type { Price } from '../../domain/money/price.ts'
import type { MarketTime } from '../venue/venue-types.ts'
import type { ChainSnapshot } from './chain-snapshots.ts'
import type { DayBar, MinuteBar } from './market-quote.ts'
import { recordedPrice, tradePrice } from './recorded-price.ts'

/** What one recorded instant says of the trading of a day: its last price, and the volume up to then. */
export interface Sighting {
  readonly at: MarketTime
  readonly day: TradingDay
  /** Null where nothing had traded on the day. */
  readonly last: Price | null
  /** Null where nobody recorded it. */
  readonly volume: number | null
}

/** The recorded prices of an underlying, whose volume nobody recorded. */
export function spotSightings(snapshots: readonly ChainSnapshot[]): Sighting[] {
  return snapshots.map(({ at, day, spot }) => ({ at, day, last: recordedPrice(spot), volume: null }))
}

/**
 * The trading of a compact OCC symbol at the instants that recorded its volume. The last price of an option that has
 * not traded yet is of a day before, so it is left out.
 */
export function optionSightings(snapshots: readonly ChainSnapshot[], symbol: string): Sighting[] {
  return snapshots.flatMap((snapshot) => {
    const row = snapshot.rowOf(symbol)
    const volume = row === undefined ? -1 : snapshot.chain.volume[row]!
    if (row === undefined || volume < 0) return []
    const last = volume > 0 ? tradePrice(snapshot.chain.last[row]!) : null
    return [{ at: snapshot.at, day: snapshot.day, last, volume }]
  })
}

/** A bar for each day with a price: its extremes are those that a recorded instant saw, so true ones may lie beyond. */
export function sightedDays(sightings: readonly Sighting[], now: MarketTime): DayBar[] {
  const bars = new Map<TradingDay, DayBar>()
  for (const { at, day, last, volume } of sightings) {
    if (at > now || last === null) continue
    const { open, high, low } = bars.get(day) ?? { open: last, high: last, low: last }
    bars.set(day, {
      day,
      open,
      high: high > last ? high : last,
      low: low < last ? low : last,
      close: last,
      volume: volume ?? 0,
    })
  }
  return [...bars.values()]
}

/**
 * A bar for each minute at whose beginning and end the chain was recorded, where there was a trade between: of an
 * option when its volume grew, of an underlying whenever both prices are known. Of longer gaps nothing is told, since
 * nobody knows in which of their minutes the trades were.
 */
export function sightedMinutes(sightings: readonly Sighting[], now: MarketTime): MinuteBar[] {
  return sightings.flatMap((seen, i): MinuteBar[] => {
    const before = sightings[i - 1]
    const { at, last, volume } = seen
    if (before === undefined || last === null || at > now || at - before.at !== MINUTE_MS) return []
    const grown = volume === null ? 0 : volume - (before.volume ?? 0)
    const open = volume === null ? before.last : grown > 0 ? last : null
    if (open === null) return []
    const [low, high] = open < last ? [open, last] : [last, open]
    return [{ at: before.at, open, high, low, close: last, volume: grown }]
  })
}
