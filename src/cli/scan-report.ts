import { formatPrice } from '../domain/money/price-text.ts'
import { describeDay } from '../domain/option/describe-contract.ts'
import type { ChainAnalysis } from '../service/chain/chain-analysis.ts'
import { listSome } from '../service/chain/listing.ts'
import type { RecordingScan, SeriesDays } from '../service/scan/scan-recording.ts'
import type { ScanRules } from '../service/scan/scan-rules.ts'
import { VERTICALS } from '../service/scan/scan-rules.ts'
import { candidateTable } from './candidate-table.ts'
import { chainHead } from './chain-head.ts'
import { chainTable } from './chain-table.ts'
import { paintFor } from './paint.ts'
import type { Screen } from './shell.ts'
import { wrapText } from './text-table.ts'

/** What of a scan is shown. */
export interface ScanView {
  readonly isSample: boolean
  /** The most candidates that are listed. */
  readonly top: number
  readonly rules: ScanRules
}

const SAMPLE_NOTE =
  'This is the built-in sample: LEGW does not exist and every price is invented. No broker is involved, ' +
  'and nothing is ordered.'

const NEXT = [
  'Try next:',
  '  npx legwork chain FILE --underlying SPY --expiration 2023-10-20',
  '  npx legwork scan FILE --underlying SPY',
  '  npx legwork price SPY231020C00450000 --spot 450 --vol 0.14 --date 2023-09-14',
  '  npx legwork --help',
]

function rulesSentence(rules: ScanRules): string {
  const widths = rules.widths.map((width) => formatPrice(width).replace(/\.00$/, '')).join(' or ')
  return (
    `Verticals ${widths} wide, ${rules.dteMin} to ${rules.dteMax} days out: credit spreads with a short ` +
    `delta of ${rules.shortDeltaMin} to ${rules.shortDeltaMax}, debit spreads with a long delta of ` +
    `${rules.longDeltaMin} to ${rules.longDeltaMax}.`
  )
}

function countLines({ judged, candidates, refused }: RecordingScan): string[] {
  const total = `Looked at ${judged} pairs of strikes in ${VERTICALS.length} strategies; ${candidates.length} passed.`
  if (refused.length === 0) return [total]
  const byCount = refused.toSorted((a, b) => b.count - a.count)
  const width = String(byCount[0]!.count).length
  return [
    `${total} The others, by the first rule that each breaks:`,
    ...byCount.map(({ code, count }) => `  ${String(count).padStart(width)}  ${code.replaceAll('_', ' ')}`),
  ]
}

function expirationsSentence({ outOfRange, chains }: RecordingScan, { dteMin, dteMax }: ScanRules): string {
  const day = ({ root, expiration, dte }: SeriesDays): string =>
    `${root} ${describeDay(expiration)} (${dte} d)`
  const others = listSome(outOfRange.map(day), 4)
  if (chains.length === 0) return `No expiration is ${dteMin} to ${dteMax} days out; there is ${others}.`
  return others === '' ? '' : `Not scanned, being out of that range: ${others}.`
}

/** The chain that is shown: that of the best candidate, or the first that was scanned. */
function shownChain({ candidates, chains }: RecordingScan): ChainAnalysis[] {
  const [best] = candidates
  const found = chains.find((chain) => chain.root === best?.root && chain.expiration === best.expiration)
  return [found ?? chains[0]].filter((chain) => chain !== undefined)
}

const COLUMNS_NOTE =
  'Natural: bought legs at the ask, sold ones at the bid; mid: the middle of the market. Money is of one ' +
  'spread at the natural price, before fees. POP and EV: lognormal on the forward at the ATM volatility, ' +
  'held to expiration, EV as value today. No skew is in it, so that where low strikes are dear it flatters ' +
  'buying them. Ranked by EV for each dollar at risk. IV rank is not looked at: one day of quotes has no history.'

/** The lines of a scan: the chain around the money, the candidates, and why the others are none. */
export function scanReport(scan: RecordingScan, view: ScanView, screen: Screen): string[] {
  const paint = paintFor(screen.colour)
  const faint = (text: string): string[] =>
    text === '' ? [] : wrapText(text, screen.columns).map((line) => paint('faint', line))
  const { candidates } = scan
  const chains = shownChain(scan).flatMap((chain) => [
    ...chainHead(chain, screen),
    '',
    ...chainTable(chain, { near: 5, greeks: false }, screen),
    '',
  ])
  const shown = candidates.slice(0, view.top)
  const listed = shown.length < candidates.length ? ` (the best ${shown.length} of ${candidates.length})` : ''
  return [
    ...(view.isSample
      ? [...wrapText(SAMPLE_NOTE, screen.columns).map((line) => paint('warning', line)), '']
      : []),
    ...chains,
    paint('title', `Candidates${listed}`),
    ...wrapText(rulesSentence(view.rules), screen.columns),
    '',
    ...(shown.length > 0 ? candidateTable(shown, screen) : ['None: no trade is a result as well.']),
    '',
    ...countLines(scan).flatMap((line) => (line.startsWith(' ') ? [paint('faint', line)] : faint(line))),
    ...faint(expirationsSentence(scan, view.rules)),
    ...(shown.length > 0 ? faint(COLUMNS_NOTE) : []),
    ...(view.isSample ? ['', ...NEXT] : []),
  ]
}
