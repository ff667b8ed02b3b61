import { epochDay, type TradingDay, tradingDayFromEpochDay } from '../../domain/calendar/trading-day.ts'
import type { Market } from '../market/market.ts'
import type { DayBar } from '../market/market-quote.ts'
import type { FaceCall } from './face-call.ts'
import { marketList } from './list-shape.ts'
import { dollarsOrNull } from './quote-row.ts'
import { invalidParameter, type Reply, recordReply } from './reply.ts'
import { readDay } from './request-day.ts'
import { shownMarket } from './shown-market.ts'
import { newYorkDate } from './wire-time.ts'
import type { WireRecord } from './wire-value.ts'

const YEAR_DAYS = 365
// 1970-01-01 was a Thursday; weeks begin on Monday.
const MONDAY_SHIFT = 3

function bucketOf(day: TradingDay, interval: string): string {
  if (interval === 'weekly') return String(Math.floor((epochDay(day) + MONDAY_SHIFT) / 7))
  return interval === 'monthly' ? day.slice(0, 7) : day
}

function joined(so: DayBar, bar: DayBar): DayBar {
  return {
    ...so,
    high: so.high > bar.high ? so.high : bar.high,
    low: so.low < bar.low ? so.low : bar.low,
    close: bar.close,
    volume: so.volume + bar.volume,
  }
}

/** Daily bars put together to weeks or months, each named by its first session. */
function gatherBars(bars: readonly DayBar[], interval: string): DayBar[] {
  const gathered = new Map<string, DayBar>()
  for (const bar of bars) {
    const bucket = bucketOf(bar.day, interval)
    const so = gathered.get(bucket)
    gathered.set(bucket, so === undefined ? bar : joined(so, bar))
  }
  return [...gathered.values()]
}

/** Bars of the days that the calendar knows and that have begun. */
function barsWithin(market: Market, symbol: string, start: TradingDay, end: TradingDay): readonly DayBar[] {
  const first = tradingDayFromEpochDay(market.calendar.firstEpochDay)
  const today = newYorkDate(market.now)
  const from = start > first ? start : first
  const to = end < today ? end : today
  return from > to ? [] : market.dailyBars(symbol, from, to)
}

function barRow(bar: DayBar): WireRecord {
  return {
    date: bar.day,
    open: dollarsOrNull(bar.open),
    high: dollarsOrNull(bar.high),
    low: dollarsOrNull(bar.low),
    close: dollarsOrNull(bar.close),
    volume: bar.volume,
  }
}

/** `GET /markets/history`: daily, weekly or monthly bars of a year, or of the days asked for. */
export function priceHistory(call: FaceCall): Reply {
  const { params, now } = call
  const symbol = params.text('symbol')?.toUpperCase()
  if (symbol === undefined) return invalidParameter('symbol')
  const interval = params.text('interval') ?? 'daily'
  if (!['daily', 'weekly', 'monthly'].includes(interval)) return invalidParameter('interval')
  const end = readDay(params.text('end')?.slice(0, 10) ?? newYorkDate(now))
  if (end === undefined) return invalidParameter('end')
  const from = params.text('start')?.slice(0, 10)
  const start = from === undefined ? tradingDayFromEpochDay(epochDay(end) - YEAR_DAYS) : readDay(from)
  if (start === undefined) return invalidParameter('start')
  const bars = barsWithin(shownMarket(call), symbol, start, end)
  return recordReply({ history: marketList('day', gatherBars(bars, interval).map(barRow)) })
}
