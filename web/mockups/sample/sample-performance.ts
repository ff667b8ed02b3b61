import { cents } from '../../../src/domain/money/cents.ts'
import { strategyShape } from '../../../src/domain/spread/strategy-table.ts'
import type { ClosedTradeView, HistoryView } from '../../api/history-view.ts'
import type { PerformanceSlice, PerformanceView } from '../../api/performance-view.ts'
import { reasonText } from '../../ui/trade-words.ts'
import { SAMPLE_CLOSED, SAMPLE_SESSIONS } from './sample-history.ts'
import { SAMPLE_OPEN_TRADES } from './sample-open-trades.ts'

/** What the sample account began with. */
const START = 100_000_00

const CLOSED = SAMPLE_CLOSED.map(({ view }) => view)
const KNOWN = CLOSED.filter(({ netCents }) => netCents !== null)
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
const netOf = (trades: readonly ClosedTradeView[]) => cents(sum(trades.map(({ netCents }) => netCents ?? 0)))
const WINS = KNOWN.filter(({ netCents }) => netCents! > 0)
const LOSSES = KNOWN.filter(({ netCents }) => netCents! <= 0)

/** The sample account's history, the newest first. */
export const SAMPLE_HISTORY: HistoryView = {
  trades: [...CLOSED].reverse(),
  total: CLOSED.length,
  netCents: netOf(CLOSED),
  feesCents: cents(sum(CLOSED.map(({ feesCents }) => feesCents ?? 0))),
  wins: WINS.length,
  losses: LOSSES.length,
  unknown: CLOSED.length - KNOWN.length,
}

function equity(): PerformanceView['equity'] {
  let peak = START
  return SAMPLE_SESSIONS.map((day) => {
    const realized = netOf(KNOWN.filter(({ closed }) => closed <= day))
    const open = sum(
      SAMPLE_CLOSED.flatMap(({ marks }) => marks.filter((mark) => mark.day === day).map(({ pnl }) => pnl)),
    )
    const value = START + realized + open
    peak = Math.max(peak, value)
    return { day, cents: cents(value), drawdown: value / peak - 1 }
  })
}

function slices(nameOf: (trade: ClosedTradeView) => string): readonly PerformanceSlice[] {
  const groups = Map.groupBy(KNOWN, nameOf)
  return [...groups]
    .map(([name, trades]) => ({
      name,
      trades: trades.length,
      wins: trades.filter(({ netCents }) => netCents! > 0).length,
      netCents: netOf(trades),
    }))
    .sort((a, b) => b.netCents - a.netCents)
}

const dteBucket = (dte: number): string =>
  dte < 33 ? '28 to 32 days' : dte < 36 ? '33 to 35 days' : '36 to 38 days'

const CURVE = equity()
const MARKED = SAMPLE_OPEN_TRADES.filter(({ unrealizedCents }) => unrealizedCents !== null)

/** What the sample account is worth at the last close. */
export const SAMPLE_EQUITY = CURVE.at(-1)!.cents

/** How the sample account did, computed from its history. */
export const SAMPLE_PERFORMANCE: PerformanceView = {
  equity: CURVE,
  months: [...Map.groupBy(KNOWN, ({ closed }) => closed.slice(0, 7))].map(([month, trades]) => ({
    month,
    netCents: netOf(trades),
    trades: trades.length,
  })),
  trades: KNOWN.length,
  unknown: CLOSED.length - KNOWN.length,
  realizedCents: netOf(KNOWN),
  unrealizedCents: cents(sum(MARKED.map(({ unrealizedCents }) => unrealizedCents!))),
  feesCents: SAMPLE_HISTORY.feesCents,
  winRate: WINS.length / KNOWN.length,
  profitFactor: netOf(WINS) / -netOf(LOSSES),
  expectancyCents: netOf(KNOWN) / KNOWN.length,
  averageWinCents: netOf(WINS) / WINS.length,
  averageLossCents: netOf(LOSSES) / LOSSES.length,
  worstDrawdown: Math.min(...CURVE.map(({ drawdown }) => drawdown)),
  byStrategy: slices(({ strategy }) => strategyShape(strategy).label),
  byUnderlying: slices(({ underlying }) => underlying),
  byReason: slices(({ reason }) => reasonText(reason)),
  byDte: slices(({ dteAtEntry }) => dteBucket(dteAtEntry)),
}
