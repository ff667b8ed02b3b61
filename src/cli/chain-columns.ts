import type { OptionType } from '../domain/option/contract.ts'
import { describeStrike } from '../domain/option/describe-contract.ts'
import type { AnalysedContract, ChainAnalysis, StrikeRow } from '../service/chain/chain-analysis.ts'
import type { NumberText } from './number-text.ts'
import { columnWidth, type TextColumn } from './text-table.ts'

/** What a chain may show of a contract, from the strike outwards. */
const FIGURES = [
  'bid',
  'ask',
  'mid',
  'iv',
  'recordedIv',
  'delta',
  'gamma',
  'theta',
  'vega',
  'openInterest',
  'volume',
] as const

type Figure = (typeof FIGURES)[number]

const HEADS: Readonly<Record<Figure, string>> = {
  bid: 'bid',
  ask: 'ask',
  mid: 'mid',
  iv: 'IV%',
  recordedIv: 'rec%',
  delta: 'delta',
  gamma: 'gamma',
  theta: 'theta',
  vega: 'vega',
  openInterest: 'OI',
  volume: 'vol',
}

/** The figures in the order in which they get room. */
const USUAL: readonly Figure[] = [
  'bid',
  'ask',
  'iv',
  'recordedIv',
  'delta',
  'mid',
  'openInterest',
  'volume',
  'theta',
  'vega',
  'gamma',
]
const GREEKS_FIRST: readonly Figure[] = [
  'bid',
  'ask',
  'iv',
  'delta',
  'gamma',
  'theta',
  'vega',
  'mid',
  'recordedIv',
  'openInterest',
  'volume',
]

function figureText(figure: Figure, contract: AnalysedContract, numbers: NumberText): string {
  const value = contract[figure]
  switch (figure) {
    case 'iv':
    case 'recordedIv':
      return numbers.fixed(value === null ? null : 100 * value, 1)
    case 'gamma':
      return numbers.fixed(value, 4)
    case 'openInterest':
    case 'volume':
      return numbers.count(value)
    default:
      return numbers.fixed(value, 2)
  }
}

function sideColumn(
  rows: readonly StrikeRow[],
  type: OptionType,
  figure: Figure,
  analysis: ChainAnalysis,
  numbers: NumberText,
): TextColumn {
  const { atmStrike } = analysis
  return {
    head: HEADS[figure],
    cells: rows.map((row) => (row[type] === null ? '' : figureText(figure, row[type], numbers))),
    ink: (at) => {
      const { strike } = rows[at]!
      const inside = atmStrike !== null && (type === 'call' ? strike < atmStrike : strike > atmStrike)
      return rows[at]![type]?.quote === 'crossed' && figure !== 'delta' ? 'warning' : inside ? 'faint' : null
    },
  }
}

function strikeColumn(rows: readonly StrikeRow[], { atmStrike }: ChainAnalysis): TextColumn {
  const isAtm = (at: number): boolean => rows[at]!.strike === atmStrike
  return {
    head: 'strike',
    align: 'centre',
    cells: rows.map(({ strike }, at) => (isAtm(at) ? `>${describeStrike(strike)}<` : describeStrike(strike))),
    ink: (at) => (isAtm(at) ? 'mark' : 'title'),
  }
}

/** The columns of a chain that fit a screen: those of the calls, the strikes, those of the puts. */
export interface ChainColumns {
  readonly calls: readonly TextColumn[]
  readonly strike: TextColumn
  readonly puts: readonly TextColumn[]
  readonly gap: string
}

const OUTWARDS = new Map(FIGURES.map((figure, at) => [figure, at]))

/**
 * Chooses what a chain shows in `width` characters: figures in the order of their weight, the same on both
 * sides, so long as they fit. A side without contracts and a figure that was never recorded take no room.
 */
export function chainColumns(
  analysis: ChainAnalysis,
  rows: readonly StrikeRow[],
  width: number,
  numbers: NumberText,
  greeks: boolean,
): ChainColumns {
  const strike = strikeColumn(rows, analysis)
  const types = (['call', 'put'] as const).filter((type) => rows.some((row) => row[type] !== null))
  const isKnown = (figure: Figure): boolean =>
    rows.some((row) => types.some((type) => (row[type]?.[figure] ?? null) !== null))
  const wanted = (greeks ? GREEKS_FIRST : USUAL).filter(isKnown)
  const column = (type: OptionType, figure: Figure): TextColumn =>
    sideColumn(rows, type, figure, analysis, numbers)
  const room = (figures: readonly Figure[], gap: number): number =>
    figures
      .flatMap((figure) => types.map((type) => columnWidth(column(type, figure)) + gap))
      .reduce((sum, taken) => sum + taken, columnWidth(strike))
  const core = wanted.slice(0, 5)
  const gap = room(core, 2) <= width ? 2 : 1
  const chosen: Figure[] = []
  for (const figure of wanted) {
    if (room([...chosen, figure], gap) > width) break
    chosen.push(figure)
  }
  chosen.sort((a, b) => OUTWARDS.get(a)! - OUTWARDS.get(b)!)
  const side = (type: OptionType): TextColumn[] =>
    types.includes(type) ? chosen.map((figure) => column(type, figure)) : []
  // Mirrored, but a bid stands left of its ask on both sides, as on every screen.
  const calls = side('call').toReversed()
  const bidAndAsk = calls.length >= 2 ? calls.splice(-2).toReversed() : []
  return { calls: [...calls, ...bidAndAsk], strike, puts: side('put'), gap: ' '.repeat(gap) }
}
