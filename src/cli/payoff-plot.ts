import { cents } from '../domain/money/cents.ts'
import { formatCents } from '../domain/money/cents-text.ts'
import { CONTRACT_MULTIPLIER } from '../domain/money/premium.ts'
import { formatPrice } from '../domain/money/price-text.ts'
import { profitAtExpiration } from '../domain/pricing/payoff-at-expiration.ts'
import { profitBeforeExpiration } from '../domain/pricing/payoff-before-expiration.ts'
import type { SpreadEnvelope } from '../domain/spread/envelope.ts'
import type { NetPrice } from '../domain/spread/net-price.ts'
import { dollarsOf, payoffPosition } from '../service/price/payoff-position.ts'
import type { SpreadReport } from '../service/price/price-spread.ts'
import { paintFor } from './paint.ts'
import { drawPlot, type PlotLine } from './plot.ts'
import type { Mark } from './plot-marks.ts'
import type { Screen } from './shell.ts'
import { flowGroups } from './text-table.ts'

const ROWS = 12
const MOST_COLUMNS = 64

interface Span {
  readonly from: number
  readonly to: number
}

/** What a plot is drawn of: a report with an entry. */
interface Plotted extends SpreadReport {
  readonly entry: NetPrice
  readonly envelope: SpreadEnvelope
}

/** Strikes, breakevens and spot, with room on both sides: a deviation's move, if it is known. */
function spanOf({ strikes, envelope, market, odds }: Plotted): Span {
  const points = [...strikes, ...envelope.breakevens].map(dollarsOf)
  const low = Math.min(market.spot, ...points)
  const high = Math.max(market.spot, ...points)
  const room = Math.max(0.3 * (high - low), 0.02 * market.spot, market.spot * (odds?.totalVol ?? 0))
  return { from: Math.max(0.01, low - room), to: high + room }
}

/** The curve of today, which is not straight: sampled, and read between the samples. */
function todayLine(report: Plotted, { from, to }: Span, samples: number): PlotLine {
  const { legs, entry, market, volatility } = report
  const position = payoffPosition(legs, entry)
  const step = (to - from) / (samples - 1)
  const profits = profitBeforeExpiration(
    {
      ...market,
      style: market.exercise,
      cash: position.cash,
      legs: position.legs.map((leg) => ({ ...leg, years: market.years, volatility: volatility ?? 0 })),
    },
    Array.from({ length: samples }, (_, i) => from + i * step),
  )
  return {
    style: 'dotted',
    letter: '.',
    at: (x) => CONTRACT_MULTIPLIER * profits[Math.round((x - from) / step)]!,
  }
}

function marksOf({ envelope, market }: Plotted, { from, to }: Span): Mark[] {
  return [
    { x: market.spot, name: `spot ${market.spot.toFixed(2)}`, kind: 'spot' },
    ...envelope.breakevens.map(
      (price): Mark => ({
        x: dollarsOf(price),
        name: `breakeven ${formatPrice(price)}`,
        kind: 'breakeven',
      }),
    ),
    { x: from, name: from.toFixed(0), kind: 'end' },
    { x: to, name: to.toFixed(0), kind: 'end' },
  ]
}

/**
 * Profit and loss of one spread over the price of the underlying: at expiration solid, today dotted when a
 * volatility is known. No lines without an entry.
 */
export function payoffPlot(report: SpreadReport, screen: Screen): string[] {
  const { entry, envelope } = report
  return entry === null || envelope === null ? [] : plotLines({ ...report, entry, envelope }, screen)
}

function plotLines(report: Plotted, screen: Screen): string[] {
  const position = payoffPosition(report.legs, report.entry)
  const columns = Math.min(MOST_COLUMNS, screen.columns - 14)
  const span = spanOf(report)
  const atExpiration: PlotLine = {
    style: 'solid',
    letter: '*',
    at: (x) => CONTRACT_MULTIPLIER * profitAtExpiration(position, x),
  }
  const samples = columns * (screen.unicode ? 2 : 1)
  const lines = report.odds === null ? [atExpiration] : [atExpiration, todayLine(report, span, samples)]
  const [solid, dotted] = screen.unicode ? ['⠤⠤', '⠄⠄'] : ['**', '..']
  const legend = [
    'profit of one spread',
    `${solid} at expiration`,
    ...(lines.length > 1 ? [`${dotted} today`] : []),
  ]
  const plot = drawPlot(
    {
      ...span,
      lines,
      marks: marksOf(report, span),
      label: (value) => formatCents(cents(100 * Math.round(value))).replace(/\.00$/, ''),
    },
    { columns, rows: ROWS, unicode: screen.unicode, paint: paintFor(screen.colour) },
  )
  return [...flowGroups(legend, screen.columns), ...plot]
}
