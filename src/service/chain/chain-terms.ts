import { forwardFromParity, impliedDividendYield, type ParityForward } from '../../domain/pricing/forward.ts'
import { forwardFromAmericanParity } from '../../domain/pricing/forward-american.ts'
import type { ParityQuotes } from '../../domain/pricing/parity-pairs.ts'
import type { Result } from '../../domain/refusal.ts'
import type { ChainTerms } from './chain-analysis.ts'

/** What a person says of the rates; null is left to the quotes. All a year, continuously compounded. */
export interface GivenRates {
  /** Gives the discount factor; the forward still comes from parity. */
  readonly rate: number | null
  /** Gives the forward, from the spot; parity is not asked. */
  readonly dividendYield: number | null
}

/** An interest rate that was found elsewhere, and where, as it completes "at a rate ... ". */
export interface KnownRate {
  readonly rate: number
  readonly source: string
}

/** One expiration's quotes and what is known of its surroundings. */
export interface TermsInput {
  readonly quotes: ParityQuotes
  readonly exercise: 'american' | 'european'
  readonly spot: number | null
  readonly years: number
  readonly given: GivenRates
  /** For American options, whose own quotes do not tell the discount. */
  readonly rateElsewhere: KnownRate | null
}

/** Taken for American options when neither a person nor the recording says the rate. */
const ASSUMED_RATE: KnownRate = { rate: 0.04, source: 'assumed; --rate sets yours' }

const percent = (rate: number): string => `${(100 * rate).toFixed(2)} %`

function byRates({ spot, years, given }: TermsInput, why: string): ChainTerms {
  const rate = given.rate ?? 0
  const dividendYield = given.dividendYield ?? 0
  const forward = (spot ?? Number.NaN) * Math.exp((rate - dividendYield) * years)
  const sourceNote =
    rate === 0 && dividendYield === 0
      ? `${why}, so the forward is the spot and nothing is discounted; --rate and --yield set them.`
      : `${why}, so the forward is the spot carried at ${percent(rate)} less a yield of ${percent(dividendYield)}.`
  return { spot, years, forward, discount: Math.exp(-rate * years), source: 'rates', sourceNote }
}

function expired({ spot }: TermsInput): ChainTerms {
  const sourceNote = 'No time was left when it was quoted, so there are no volatilities and no greeks.'
  return { spot, years: 0, forward: spot ?? Number.NaN, discount: 1, source: 'rates', sourceNote }
}

function parityNote({ pairs, outside }: ParityForward, rate: KnownRate | null): string {
  const strikes = `${pairs} strike${pairs === 1 ? '' : 's'}`
  const off = outside > 0 ? ` (${outside} of them disagree by more than bid and ask)` : ''
  if (rate === null) return `Forward and discount by put-call parity over ${strikes}${off}.`
  return `Forward by put-call parity over ${strikes}${off}, at a rate of ${percent(rate.rate)} (${rate.source}).`
}

/**
 * Forward and discount factor of one expiration. European quotes tell both by put-call parity; American ones
 * tell the forward once a rate is known: the given one, one that European options of the same recording
 * imply, or else one that is assumed. Where parity has no answer, the spot stands for the forward. What was
 * done is said in `sourceNote`.
 */
export function chainTerms(input: TermsInput): ChainTerms {
  const { quotes, exercise, spot, years, given } = input
  if (!(years > 0)) return expired(input)
  if (given.dividendYield !== null) return byRates(input, 'The yield is given')
  const told: KnownRate | null = given.rate === null ? null : { rate: given.rate, source: 'given' }
  const rate = exercise === 'american' ? (told ?? input.rateElsewhere ?? ASSUMED_RATE) : told
  const parity = parityOf(quotes, exercise, spot, years, rate)
  if (!parity.ok)
    return byRates(input, `Put-call parity has no answer here (${parity.code.replaceAll('_', ' ')})`)
  const { forward, discount } = parity.value
  return { spot, years, forward, discount, source: 'parity', sourceNote: parityNote(parity.value, rate) }
}

function parityOf(
  quotes: ParityQuotes,
  exercise: 'american' | 'european',
  spot: number | null,
  years: number,
  known: KnownRate | null,
): Result<ParityForward> {
  if (known === null) return forwardFromParity({ quotes })
  const { rate } = known
  if (exercise === 'american' && spot !== null) {
    return forwardFromAmericanParity({ quotes, spot, years, rate })
  }
  return forwardFromParity({ quotes, discount: Math.exp(-rate * years), style: exercise })
}

/** The rates a year that the terms stand for; null when no time is left or there is no spot. */
export function ratesOf({ spot, forward, discount, years }: ChainTerms): {
  readonly rate: number
  readonly dividendYield: number
} | null {
  if (!(years > 0) || spot === null) return null
  const rate = -Math.log(discount) / years
  return { rate, dividendYield: impliedDividendYield(spot, forward, years, rate) }
}
