import { describeDay } from '../domain/option/describe-contract.ts'
import type { ChainAnalysis } from '../service/chain/chain-analysis.ts'
import { type NumberText, numberText } from './number-text.ts'
import { paintFor } from './paint.ts'
import type { Screen } from './shell.ts'
import { flowGroups, wrapText } from './text-table.ts'

/** Minutes since midnight as a wall time: 991 is `16:31`. */
export function wallTime(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}

function timeLeft({ dte, terms }: ChainAnalysis): string {
  if (terms.years <= 0) return 'expired before the quote'
  if (dte === 0) return 'expires today'
  return `${dte} day${dte === 1 ? '' : 's'} left`
}

function quotedAt({ quoteDay, quoteMinute }: ChainAnalysis): string {
  const time = quoteMinute === null ? 'at the close (no time recorded)' : `${wallTime(quoteMinute)} New York`
  return `quoted ${describeDay(quoteDay)} ${time}`
}

/** Below this many years a rate is not told: a cent in the quotes is many percent a year. */
const LEAST_RATE_YEARS = 10 / 365

/** The interest rate a year that the discount stands for; null when too little time is left to tell it. */
export function impliedRate({ terms: { discount, years } }: ChainAnalysis): number | null {
  return years >= LEAST_RATE_YEARS ? -Math.log(discount) / years : null
}

function termsGroups(analysis: ChainAnalysis, numbers: NumberText, plusMinus: string): string[] {
  const { terms, atmIv, expectedMove } = analysis
  if (terms.years <= 0) return []
  const centre = terms.spot ?? terms.forward
  const rate = impliedRate(analysis)
  return [
    `forward ${numbers.fixed(terms.forward, 2)}`,
    `discount ${numbers.fixed(terms.discount, 5)}${rate === null ? '' : ` (${numbers.percent(rate, 2)} a year)`}`,
    `ATM IV ${numbers.percent(atmIv)}`,
    ...(expectedMove === null
      ? []
      : [
          `expected move ${plusMinus}${numbers.fixed(expectedMove, 2)} (${numbers.percent(expectedMove / centre)}, 1 s.d.)`,
        ]),
  ]
}

/** What stands over a chain: what it is of, when, and what all its contracts share. */
export function chainHead(analysis: ChainAnalysis, screen: Screen): string[] {
  const paint = paintFor(screen.colour)
  const numbers = numberText(screen)
  const { underlying, root, expiration, exercise, settlement, terms } = analysis
  const style = exercise === 'american' ? 'American' : 'European'
  const title = `${root} ${describeDay(expiration)}`
  const facts = flowGroups(
    [
      `${underlying} ${numbers.fixed(terms.spot, 2)}`,
      quotedAt(analysis),
      timeLeft(analysis),
      `${style}, settled at the ${settlement === 'AM' ? 'open (AM)' : 'close (PM)'}`,
    ],
    screen.columns,
  )
  return [
    paint('title', title),
    ...facts,
    ...flowGroups(termsGroups(analysis, numbers, screen.unicode ? '±' : '+/-'), screen.columns),
    ...wrapText(terms.sourceNote, screen.columns).map((line) => paint('faint', line)),
  ]
}
