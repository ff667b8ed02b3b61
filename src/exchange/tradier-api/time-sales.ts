import { instant } from '../../domain/calendar/instant.ts'
import { instantOf } from '../../domain/calendar/new-york-time.ts'
import { marketDayOf } from '../../domain/calendar/session-lookup.ts'
import { parseTimeOfDay, timeOfDay } from '../../domain/calendar/time-of-day.ts'
import { epochDay, tradingDayFromEpochDay } from '../../domain/calendar/trading-day.ts'
import type { Market } from '../market/market.ts'
import type { MinuteBar } from '../market/market-quote.ts'
import type { FaceCall } from './face-call.ts'
import { marketList } from './list-shape.ts'
import { dollarsOrNull } from './quote-row.ts'
import { invalidParameter, type Reply, recordReply } from './reply.ts'
import { readDay } from './request-day.ts'
import { shownMarket } from './shown-market.ts'
import { newYorkDate, newYorkText } from './wire-time.ts'
import type { WireRecord } from './wire-value.ts'

const MINUTE_MS = 60_000
/** Minutes of a row, and how many days back the vendor goes: for regular hours, for all hours. */
const INTERVALS = new Map([
  ['tick', { minutes: 1, openDays: 5, allDays: 5 }],
  ['1min', { minutes: 1, openDays: 20, allDays: 10 }],
  ['5min', { minutes: 5, openDays: 40, allDays: 18 }],
  ['15min', { minutes: 15, openDays: 40, allDays: 18 }],
])

/** Reads `YYYY-MM-DD`, or with ` HH:MM` or `THH:MM[:SS]`, in New York; undefined when it is neither. */
function readTime(text: string): number | undefined {
  const day = readDay(text.slice(0, 10))
  const time = parseTimeOfDay(text.length === 10 ? '00:00' : text.slice(11))
  return day !== undefined && time.ok ? instantOf(day, time.value) : undefined
}

interface Gathered {
  readonly at: number
  readonly bars: MinuteBar[]
}

function gather(bars: readonly MinuteBar[], minutes: number): Gathered[] {
  const gathered: Gathered[] = []
  for (const bar of bars) {
    const at = bar.at - (bar.at % (minutes * MINUTE_MS))
    const latest = gathered.at(-1)
    if (latest?.at === at) latest.bars.push(bar)
    else gathered.push({ at, bars: [bar] })
  }
  return gathered
}

function seriesRow({ at, bars }: Gathered): WireRecord {
  const high = Math.max(...bars.map((bar) => bar.high))
  const low = Math.min(...bars.map((bar) => bar.low))
  const volume = bars.reduce((sum, bar) => sum + bar.volume, 0)
  const typical = (bar: MinuteBar): number => (bar.high + bar.low + bar.close) / 3
  const value = bars.reduce((sum, bar) => sum + typical(bar) * bar.volume, 0)
  const vwap = volume === 0 ? typical(bars[0]!) : value / volume
  return {
    time: newYorkText(at),
    timestamp: Math.floor(at / 1000),
    price: dollarsOrNull(Math.round((high + low) / 2)),
    open: dollarsOrNull(bars[0]!.open),
    high: dollarsOrNull(high),
    low: dollarsOrNull(low),
    close: dollarsOrNull(bars.at(-1)!.close),
    volume,
    vwap: dollarsOrNull(Math.round(vwap)),
  }
}

function inSession(market: Market, at: number): boolean {
  const day = marketDayOf(market.calendar, instant(at))
  return day.kind === 'session' && at >= day.opens && at < day.closes
}

interface Asked {
  readonly symbol: string
  readonly minutes: number
  readonly openOnly: boolean
  readonly ticks: boolean
  readonly from: number
  readonly to: number
}

function asked({ params, now }: FaceCall): Asked | Reply {
  const symbol = params.text('symbol')?.toUpperCase()
  if (symbol === undefined) return invalidParameter('symbol')
  const name = params.text('interval') ?? 'tick'
  const interval = INTERVALS.get(name)
  if (interval === undefined) return invalidParameter('interval')
  const filter = params.text('session_filter') ?? 'all'
  if (filter !== 'all' && filter !== 'open') return invalidParameter('session_filter')
  const openOnly = filter === 'open'
  const today = newYorkDate(now)
  const from = readTime(params.text('start') ?? today)
  if (from === undefined) return invalidParameter('start')
  const end = params.text('end')
  const to = end === undefined ? now : readTime(end)
  if (to === undefined) return invalidParameter('end')
  const depth = openOnly ? interval.openDays : interval.allDays
  const first = instantOf(tradingDayFromEpochDay(epochDay(today) - depth), timeOfDay('00:00'))
  if (from < first) {
    return invalidParameter('start', `must be on or after ${newYorkText(first).replace('T', ' ')}.`)
  }
  return { symbol, minutes: interval.minutes, openOnly, ticks: name === 'tick', from, to: Math.max(from, to) }
}

/** `GET /markets/timesales`: bars within days; ticks are given as a trade a minute, and not in the sandbox. */
export function timeSales(call: FaceCall): Reply {
  const found = asked(call)
  if ('kind' in found) return found
  if (found.ticks && call.token.personality === 'sandbox') return recordReply({ series: null })
  const market = shownMarket(call)
  const bars = market
    .minuteBars(found.symbol, found.from, found.to)
    .filter((bar) => !found.openOnly || inSession(market, bar.at))
  return recordReply({ series: marketList('data', gather(bars, found.minutes).map(seriesRow)) })
}
