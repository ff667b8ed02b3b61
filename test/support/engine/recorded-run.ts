import { join } from 'node:path'
import { readLeanDay } from '../../../src/adapters/recorded/lean-day.ts'
import { instant, MINUTE_MS } from '../../../src/domain/calendar/instant.ts'
import { buildMarketCalendar, sessionOn } from '../../../src/domain/calendar/market-calendar.ts'
import { tradingDay } from '../../../src/domain/calendar/trading-day.ts'
import { cents } from '../../../src/domain/money/cents.ts'
import { PRESETS, type PresetName } from '../../../src/domain/settings/presets.ts'
import { createReplayMarket } from '../../../src/exchange/market/replay-market.ts'
import type { RecordedDay } from '../../../src/ports/recorded-minutes.ts'
import type { TradeRecord } from '../../../src/ports/store/trade-store.ts'
import { type BooksReport, checkBooks } from './check-books.ts'
import { type LivedDays, liveDays } from './live-days.ts'
import { ACCOUNT, type TradingWorld, tradingWorld } from './trading-world.ts'

/** Two days of one underlying's minutes. */
export interface RecordedSet {
  readonly underlying: string
  readonly days: readonly [string, string]
}

/** LEAN's sample data with chains that can be traded. */
export const RECORDED_SETS: readonly RecordedSet[] = [
  { underlying: 'TWX', days: ['2014-06-05', '2014-06-06'] },
  { underlying: 'GOOG', days: ['2015-12-23', '2015-12-24'] },
]

/** How a run went. */
export interface RecordedRun {
  readonly world: TradingWorld
  readonly lived: LivedDays
  readonly books: BooksReport
  /** In the order of their creation. */
  readonly trades: readonly TradeRecord[]
}

const CALENDAR = buildMarketCalendar()
/** Tradier's budget, and a commission that shows in the books when it is lost. */
const TERMS = { ceiling: 50, fees: { perContract: cents(35) } } as const

async function readDay(data: string, underlying: string, day: string): Promise<RecordedDay> {
  const read = await readLeanDay({ folder: join(data, 'lean'), underlying, day: tradingDay(day) })
  if (!read.ok) throw new Error(read.message)
  return read.value
}

/**
 * The whole loop over the recorded days: proposals, entries, monitor, exits, mirror and reconciliation on the market's
 * clock, through the exchange's API, from the first open to the end of the last day's work.
 *
 * @param data the folder of recorded markets
 * @param changed settings over the preset's
 */
export async function runRecorded(
  data: string,
  { underlying, days }: RecordedSet,
  preset: PresetName,
  changed: Readonly<Record<string, string>> = {},
): Promise<RecordedRun> {
  const recorded = await Promise.all(days.map((day) => readDay(data, underlying, day)))
  const settings = { ...PRESETS[preset].values, 'entry.underlyings': underlying, ...changed }
  const market = createReplayMarket({ days: recorded, calendar: CALENDAR })
  const world = await tradingWorld(market, { ...TERMS, settings })
  const last = sessionOn(CALENDAR, tradingDay(days[1]))
  if (last.kind !== 'session') throw new Error(`the market was closed on ${days[1]}`)
  const lived = await liveDays(world, instant(last.lateCloses + 30 * MINUTE_MS))
  const trades = await world.read((tx) => tx.recentTrades(ACCOUNT, 1_000))
  return { world, lived, books: await checkBooks(world), trades: trades.toReversed() }
}

/** How many candidates each rule was the first to refuse, over all runs of the trade cycle; the most first. */
export function refusalsOf({ trades }: LivedDays): readonly (readonly [rule: string, count: number])[] {
  const counts = new Map<string, number>()
  for (const { run } of trades) {
    for (const [rule, count] of Object.entries(run.refusals))
      counts.set(rule, (counts.get(rule) ?? 0) + count)
  }
  return [...counts].sort(([, a], [, b]) => b - a)
}
