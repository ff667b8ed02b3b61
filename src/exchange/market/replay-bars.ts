import type { MarketCalendar } from '../../domain/calendar/market-calendar.ts'
import type { MarketTime } from '../venue/venue-types.ts'
import type { DayBar, MarketQuote, MinuteBar } from './market-quote.ts'
import { type Reel, reelHistory } from './replay-reel.ts'
import { replayFigures, replayMinutes } from './replay-tape.ts'

const YEAR_SESSIONS = 252
const QUARTER_SESSIONS = 63

/**
 * The sessions of a share or an option so far: of a share those of its recorded history, and otherwise those that the
 * recorded minutes give; ascending.
 *
 * @param reels of the underlying, ascending
 * @param option compact OCC symbol, undefined for the share itself
 */
export function replayDays(
  reels: readonly Reel[],
  option: string | undefined,
  calendar: MarketCalendar,
  now: MarketTime,
): DayBar[] {
  const last = reels.at(-1)
  const bars = option === undefined && last !== undefined ? reelHistory(last, calendar, now) : []
  const known = new Set(bars.map(({ day }) => day))
  for (const reel of reels) {
    const trades = tradesOf(reel, option)
    const figures = trades === undefined ? undefined : replayFigures(trades, reel.midnight, now)
    if (figures === undefined || known.has(reel.recorded.day)) continue
    const { open, high, low, close, volume } = figures
    bars.push({ day: reel.recorded.day, open, high, low, close, volume })
  }
  return bars.sort((a, b) => (a.day < b.day ? -1 : 1))
}

/** The finished minutes with trades, from an instant up to, but not at, another. */
export function replayMinuteBars(
  reels: readonly Reel[],
  option: string | undefined,
  from: MarketTime,
  to: MarketTime,
  now: MarketTime,
): MinuteBar[] {
  return reels.flatMap((reel) => {
    const trades = tradesOf(reel, option)
    return trades === undefined ? [] : replayMinutes(trades, reel.midnight, from, to, now)
  })
}

/** What a quote says of the past of a share. */
export function yearFigures(
  history: readonly DayBar[],
): Pick<MarketQuote, 'averageVolume' | 'week52High' | 'week52Low' | 'previousClose'> {
  const year = history.slice(-YEAR_SESSIONS)
  const quarter = year.slice(-QUARTER_SESSIONS)
  const volume = quarter.reduce((sum, bar) => sum + bar.volume, 0)
  return {
    averageVolume: quarter.length === 0 ? 0 : Math.round(volume / quarter.length),
    week52High: extreme(year, (a, b) => a.high > b.high)?.high ?? null,
    week52Low: extreme(year, (a, b) => a.low < b.low)?.low ?? null,
    previousClose: year.at(-1)?.close ?? null,
  }
}

function tradesOf(reel: Reel, option: string | undefined): Reel['recorded']['shares']['trades'] | undefined {
  return option === undefined ? reel.recorded.shares.trades : reel.options.get(option)?.trades
}

function extreme(bars: readonly DayBar[], isBeyond: (a: DayBar, b: DayBar) => boolean): DayBar | undefined {
  return bars.reduce<DayBar | undefined>(
    (best, bar) => (best === undefined || isBeyond(bar, best) ? bar : best),
    undefined,
  )
}
