import type { Unsolvable } from '../domain/pricing/implied-volatility.ts'
import { type ChainAnalysis, contractsOf } from '../service/chain/chain-analysis.ts'
import { numberText } from './number-text.ts'
import { paintFor } from './paint.ts'
import type { Screen } from './shell.ts'
import { wrapText } from './text-table.ts'

const plural = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`

function solvedLine({ solved, unsolved, contracts }: ChainAnalysis, unknown: string): string {
  const reasons = (Object.entries(unsolved) as [Unsolvable, number][]).map(
    ([code, count]) => `${count} ${code.replaceAll('_', ' ')}`,
  )
  const without = reasons.length === 0 ? '' : `; ${unknown} where the mid has none: ${reasons.join(', ')}`
  return `IV for ${solved} of ${plural(contracts, 'contract')}${without}.`
}

function quotesLine({ quotes, repeated }: ChainAnalysis): string {
  const parts = [
    `${quotes.two_sided} two-sided`,
    `${quotes.zero_bid} with no bid`,
    `${quotes.crossed} crossed`,
    `${quotes.missing} missing`,
  ]
  const again = repeated > 0 ? ` ${plural(repeated, 'row')} repeated a contract; the last one counts.` : ''
  return `Quotes: ${parts.join(', ')}.${again}`
}

function comparisonLine(analysis: ChainAnalysis, screen: Screen): string {
  const { comparison } = analysis
  if (comparison === null) {
    return contractsOf(analysis).some(({ recordedIv }) => recordedIv !== null)
      ? "IV% is ours, rec% the recorder's; no quote out of the money is tight enough to compare them."
      : 'No IV was recorded.'
  }
  const numbers = numberText(screen)
  const points = (value: number): string => numbers.fixed(100 * value, 2)
  return (
    `IV% is ours, rec% the recorder's: apart by ${points(comparison.median)} points in the median and ` +
    `${points(comparison.max)} at most, over ${plural(comparison.contracts, 'contract')} out of the money ` +
    'whose spread is at most a tenth of the mid.'
  )
}

const EARLY_EXERCISE =
  'American options are valued as European ones on the forward: in the money the IV includes what early ' +
  'exercise is worth (--american takes it out).'

/** What stands under a chain: how many contracts, which have no volatility and why, and how sure it is. */
export function chainFoot(analysis: ChainAnalysis, shownStrikes: number, screen: Screen): string[] {
  const paint = paintFor(screen.colour)
  const { contracts, strikes, exercise, model } = analysis
  const shown = shownStrikes < strikes.length ? `; ${shownStrikes} shown, --all shows every one` : ''
  const isOver = !(analysis.terms.years > 0)
  const sentences = [
    `${plural(contracts, 'contract')}, ${plural(strikes.length, 'strike')}${shown}.`,
    quotesLine(analysis),
    ...(isOver ? [] : [solvedLine(analysis, numberText(screen).unknown), comparisonLine(analysis, screen)]),
    ...(isOver || exercise === model ? [] : [EARLY_EXERCISE]),
  ]
  return sentences
    .flatMap((sentence) => wrapText(sentence, screen.columns))
    .map((line) => paint('faint', line))
}
