import { cents } from '../domain/money/cents.ts'
import { formatCents } from '../domain/money/cents-text.ts'
import { formatPrice } from '../domain/money/price-text.ts'
import { describeStrike } from '../domain/option/describe-contract.ts'
import type { NetPrice } from '../domain/spread/net-price.ts'
import { strategyShape } from '../domain/spread/strategy-table.ts'
import type { VerticalCandidate } from '../service/scan/vertical.ts'
import { numberText } from './number-text.ts'
import { paintFor } from './paint.ts'
import type { Screen } from './shell.ts'
import { columnsThatFit, renderTable, type TextColumn } from './text-table.ts'

/** `bull put credit spread` without what every row shares. */
function shortLabel({ strategy }: VerticalCandidate): string {
  return strategyShape(strategy).label.replace(/ spread$/, '')
}

const amount = ({ amount: value }: NetPrice): string => formatPrice(value)

function columnsByWeight(candidates: readonly VerticalCandidate[], screen: Screen): TextColumn[] {
  const numbers = numberText(screen)
  const column = (
    head: string,
    cell: (candidate: VerticalCandidate, at: number) => string,
    align: TextColumn['align'] = 'right',
  ): TextColumn => ({ head, align, cells: candidates.map(cell) })
  const dollars = (amountCents: number): string => formatCents(cents(Math.round(amountCents)))
  return [
    column('#', (_, at) => String(at + 1)),
    column('spread', shortLabel, 'left'),
    column('strikes', ({ strikes }) => strikes.map(describeStrike).join('/'), 'left'),
    column('days', ({ dte }) => String(dte)),
    column('natural', ({ natural }) => amount(natural)),
    column('mid', ({ mid }) => amount(mid)),
    column('max loss', ({ maxLossCents }) => dollars(maxLossCents)),
    column('on risk', ({ returnOnRisk }) => numbers.percent(returnOnRisk)),
    column('POP', ({ probabilityOfProfit }) => numbers.percent(probabilityOfProfit)),
    column('EV', ({ expectedValueCents }) => dollars(expectedValueCents)),
    column('max profit', ({ maxProfitCents }) => dollars(maxProfitCents)),
    column('breakeven', ({ breakeven }) => formatPrice(breakeven)),
    column('short delta', ({ short }) => numbers.fixed(short.delta, 2)),
    column('long delta', ({ long }) => numbers.fixed(long.delta, 2)),
  ]
}

/** The columns in the order in which they are read; they get their room in the order of `columnsByWeight`. */
const READING_ORDER = [
  '#',
  'spread',
  'strikes',
  'days',
  'short delta',
  'long delta',
  'natural',
  'mid',
  'max profit',
  'max loss',
  'on risk',
  'breakeven',
  'POP',
  'EV',
]

/** As many columns as to be seen before they are set closer together. */
const CORE_COLUMNS = 10

/** Candidates as a table no wider than the screen, best first. */
export function candidateTable(candidates: readonly VerticalCandidate[], screen: Screen): string[] {
  const paint = paintFor(screen.colour)
  const all = columnsByWeight(candidates, screen)
  const gap = columnsThatFit(all, screen.columns).length >= CORE_COLUMNS ? 2 : 1
  const fitting = columnsThatFit(all, screen.columns, gap)
  fitting.sort((a, b) => READING_ORDER.indexOf(a.head) - READING_ORDER.indexOf(b.head))
  return renderTable(fitting, paint, ' '.repeat(gap))
}
