import { daysToExpiration } from '../../domain/calendar/days-to-expiration.ts'
import type { MarketCalendar } from '../../domain/calendar/market-calendar.ts'
import { tradingDayFromEpochDay } from '../../domain/calendar/trading-day.ts'
import { PRICE_UNITS_PER_DOLLAR, price } from '../../domain/money/price.ts'
import { productOfRoot } from '../../domain/option/product.ts'
import type { ContractColumns } from '../../domain/pricing/chain-columns.ts'
import { expectedMoveFromVolatility } from '../../domain/pricing/expected-move.ts'
import { UNSOLVABLE, type Unsolvable } from '../../domain/pricing/implied-volatility.ts'
import type { RecordedChain } from '../../ports/recorded-chain.ts'
import { americanFigures } from './american-figures.ts'
import { atTheMoneyIv, nearestStrike } from './at-the-money.ts'
import type { AnalysedContract, ChainAnalysis, ChainTerms, StrikeRow } from './chain-analysis.ts'
import { type ChainFigures, chainFigures } from './chain-figures.ts'
import { midOf, type QuoteKind, quoteKind } from './chain-quote.ts'
import { chainTerms, type GivenRates, ratesOf } from './chain-terms.ts'
import { chainTimes } from './chain-times.ts'
import { compareIv } from './compare-iv.ts'
import { parityQuotes } from './parity-columns.ts'
import type { ChainPick } from './pick-chain.ts'
import { recordedRate } from './recorded-rate.ts'

const known = (value: number): number | null => (Number.isFinite(value) ? value : null)
/** A price that somebody can have quoted; recorders write -1 for none. */
const quoted = (value: number): number | null => (value >= 0 ? known(value) : null)
const NO_QUOTES = { two_sided: 0, zero_bid: 0, crossed: 0, missing: 0 } as const
const counted = (value: number): number | null => (value < 0 ? null : value)

/** Rows in the order of a chain: ascending strikes, call before put; of a repeated contract the last row. */
function orderedRows({ strike, isCall }: RecordedChain, rows: readonly number[]): readonly number[] {
  const last = new Map(rows.map((row) => [2 * strike[row]! + isCall[row]!, row]))
  return [...last.values()].sort((a, b) => strike[a]! - strike[b]! || isCall[b]! - isCall[a]!)
}

function contractColumns({ strike, isCall }: RecordedChain, rows: readonly number[]): ContractColumns {
  return {
    expiration: new Uint16Array(rows.length),
    strike: Float64Array.from(rows, (row) => strike[row]! / PRICE_UNITS_PER_DOLLAR),
    isCall: Uint8Array.from(rows, (row) => isCall[row]!),
  }
}

function analysedContract(
  chain: RecordedChain,
  row: number,
  at: number,
  figures: ChainFigures,
): AnalysedContract {
  const { mids, implied, greeks } = figures
  const mid = known(mids[at]!)
  const code = implied.code[at]!
  const recordedIv = chain.iv[row]!
  return {
    type: chain.isCall[row] === 1 ? 'call' : 'put',
    strike: price(chain.strike[row]!),
    bid: quoted(chain.bid[row]!),
    ask: quoted(chain.ask[row]!),
    quote: quoteKind(chain.bid[row]!, chain.ask[row]!),
    mid,
    iv: known(implied.volatility[at]!),
    unsolved: mid === null || code === 0 ? null : UNSOLVABLE[code - 1]!,
    recordedIv: recordedIv > 0 ? recordedIv : null,
    delta: known(greeks.delta[at]!),
    gamma: known(greeks.gamma[at]!),
    theta: known(greeks.theta[at]!),
    vega: known(greeks.vega[at]!),
    volume: counted(chain.volume[row]!),
    openInterest: counted(chain.openInterest[row]!),
  }
}

function analysedContracts(
  chain: RecordedChain,
  rows: readonly number[],
  terms: ChainTerms,
  model: ChainAnalysis['model'],
): AnalysedContract[] {
  const columns = contractColumns(chain, rows)
  const mids = Float64Array.from(rows, (row) => midOf(chain.bid[row]!, chain.ask[row]!))
  const { spot, years } = terms
  const rates = ratesOf(terms)
  const figures =
    model === 'american' && spot !== null && rates !== null
      ? americanFigures(columns, { spot, years, ...rates }, mids)
      : chainFigures(columns, terms, mids)
  return rows.map((row, at) => analysedContract(chain, row, at, figures))
}

function strikeRows(contracts: readonly AnalysedContract[]): StrikeRow[] {
  const rows = new Map<number, { call: AnalysedContract | null; put: AnalysedContract | null }>()
  for (const contract of contracts) {
    const row = rows.get(contract.strike) ?? { call: null, put: null }
    rows.set(contract.strike, { ...row, [contract.type]: contract })
  }
  return [...rows].map(([strike, sides]) => ({ strike: price(strike), ...sides }))
}

function tally<Name extends string>(names: readonly (Name | null)[]): Partial<Record<Name, number>> {
  const counts: Partial<Record<Name, number>> = {}
  for (const name of names) if (name !== null) counts[name] = (counts[name] ?? 0) + 1
  return counts
}

/** What a chain is valued with beside its own quotes. */
export interface Surroundings {
  readonly calendar: MarketCalendar
  readonly given: GivenRates
  /** Value American options with early exercise; slower, and more exact in the money. */
  readonly withEarlyExercise: boolean
}

/**
 * Values one picked expiration: forward and discount (see `chainTerms`), the implied volatility of each mid,
 * and the greeks at it. American options are valued as European ones unless early exercise is asked for:
 * the difference is small out of the money.
 */
export function analyseChain(pick: ChainPick, surroundings: Surroundings): ChainAnalysis {
  const { calendar, given, withEarlyExercise } = surroundings
  const { chain, root, expiration } = pick
  const rows = orderedRows(chain, pick.rows)
  const first = rows[0]!
  const quoteDay = tradingDayFromEpochDay(chain.quoteDay[first]!)
  const quoteMinute = counted(chain.quoteMinute[first]!)
  const { quotedAt, expiresAt, years } = chainTimes(calendar, { quoteDay, quoteMinute, root, expiration })
  const exercise = chain.isAmerican[first] === 1 ? 'american' : 'european'
  const spot = known(chain.spot[first]!)
  const rateElsewhere =
    exercise === 'american' && given.rate === null ? recordedRate(chain, first, years, calendar) : null
  const quotes = parityQuotes(chain, rows)
  const terms = chainTerms({ quotes, exercise, spot, years, given, rateElsewhere })
  const model = exercise === 'american' && withEarlyExercise ? 'american' : 'european'
  const contracts = analysedContracts(chain, rows, terms, model)
  const strikes = strikeRows(contracts)
  const atmIv = atTheMoneyIv(strikes, terms.forward)
  return {
    underlying: chain.underlying.symbols[chain.underlying.codes[first]!]!,
    root,
    expiration,
    quoteDay,
    quoteMinute,
    quotedAt,
    expiresAt,
    dte: daysToExpiration(quoteDay, expiration),
    exercise,
    model,
    settlement: productOfRoot(root).settlement,
    terms,
    atmStrike: nearestStrike(strikes, spot ?? terms.forward),
    atmIv,
    expectedMove: atmIv === null ? null : expectedMoveFromVolatility(terms.forward, years, atmIv),
    strikes,
    contracts: contracts.length,
    repeated: pick.rows.length - rows.length,
    quotes: { ...NO_QUOTES, ...tally<QuoteKind>(contracts.map(({ quote }) => quote)) },
    solved: contracts.filter(({ iv }) => iv !== null).length,
    unsolved: tally<Unsolvable>(contracts.map(({ unsolved }) => unsolved)),
    comparison: compareIv(contracts, terms.forward),
  }
}
