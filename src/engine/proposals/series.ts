import { expirationInstant } from '../../domain/calendar/contract-expiration.ts'
import { daysToExpiration, yearsToExpiry } from '../../domain/calendar/days-to-expiration.ts'
import { coversDay } from '../../domain/calendar/market-calendar.ts'
import type { TradingDay } from '../../domain/calendar/trading-day.ts'
import { quoteAge } from '../../domain/market/quote-quality.ts'
import { PRICE_UNITS_PER_DOLLAR } from '../../domain/money/price.ts'
import type { ChainQuote, OptionChain } from '../../ports/market-data.ts'
import { type JudgedMarket, quoteAgeOf } from './judged-market.ts'
import type { ProposalInput } from './proposal-input.ts'
import { type SeriesFigures, seriesFigures } from './series-figures.ts'

/**
 * The options of one root and expiration as columns, a row a contract: ascending strikes, the call before the
 * put. Prices are units of `Price`; what is not known is NaN.
 */
export interface Series extends SeriesFigures {
  readonly market: JudgedMarket
  readonly root: string
  readonly expiration: TradingDay
  readonly dte: number
  readonly options: readonly ChainQuote[]
  readonly strike: Float64Array
  readonly isCall: Uint8Array
  readonly bid: Float64Array
  readonly ask: Float64Array
  /** Seconds beyond the declared delay. */
  readonly age: Float64Array
  readonly openInterest: Float64Array
  /** The row of a contract by `seriesKey`. */
  readonly rowOf: ReadonlyMap<number, number>
}

/** The key of a contract within its series: strike and type in one number. */
export function seriesKey(strike: number, isCall: number): number {
  return 2 * strike + isCall
}

const byStrikeThenCall = (a: ChainQuote, b: ChainQuote): number =>
  a.contract.strike - b.contract.strike || isCallOf(b) - isCallOf(a)

/** By root, each sorted; of a repeated contract the last stands. */
function byRoot({ options }: OptionChain): Map<string, ChainQuote[]> {
  const roots = new Map<string, ChainQuote[]>()
  for (const option of options) {
    const { root } = option.contract
    const found = roots.get(root)
    if (found === undefined) roots.set(root, [option])
    else found.push(option)
  }
  for (const [root, listed] of roots) {
    // The sort is stable, so that the last of the repeated ones comes last.
    const sorted = listed.sort(byStrikeThenCall)
    const last = (option: ChainQuote, i: number): boolean =>
      i + 1 === sorted.length || keyOf(option) !== keyOf(sorted[i + 1]!)
    roots.set(root, sorted.filter(last))
  }
  return roots
}

const isCallOf = ({ contract }: ChainQuote): number => (contract.type === 'call' ? 1 : 0)
const keyOf = (option: ChainQuote): number => seriesKey(option.contract.strike, isCallOf(option))
const orNaN = (value: number | null): number => value ?? Number.NaN

/** One pass over the contracts; `Array.from` with a callback a column takes five times as long. */
function columnsOf(input: ProposalInput, options: readonly ChainQuote[]) {
  const count = options.length
  const limits = quoteAgeOf(input)
  const columns = {
    strike: new Float64Array(count),
    isCall: new Uint8Array(count),
    bid: new Float64Array(count),
    ask: new Float64Array(count),
    age: new Float64Array(count),
    openInterest: new Float64Array(count),
    rowOf: new Map<number, number>(),
  }
  for (let row = 0; row < count; row++) {
    const option = options[row]!
    columns.strike[row] = option.contract.strike
    columns.isCall[row] = isCallOf(option)
    columns.bid[row] = orNaN(option.bid)
    columns.ask[row] = orNaN(option.ask)
    columns.age[row] = orNaN(quoteAge(option.quotedAt, input.at, limits))
    columns.openInterest[row] = orNaN(option.openInterest)
    columns.rowOf.set(keyOf(option), row)
  }
  return columns
}

function seriesOf(
  input: ProposalInput,
  market: JudgedMarket,
  root: string,
  expiration: TradingDay,
  options: readonly ChainQuote[],
): Series {
  const { at, calendar } = input
  const years = coversDay(calendar, expiration)
    ? yearsToExpiry(at, expirationInstant(calendar, { root, expiration }))
    : Number.NaN
  const { strike, isCall, bid, ask, age, openInterest, rowOf } = columnsOf(input, options)
  return {
    market,
    root,
    expiration,
    dte: daysToExpiration(market.day, expiration),
    options,
    strike,
    isCall,
    bid,
    ask,
    age,
    openInterest,
    rowOf,
    ...seriesFigures({
      root,
      strike,
      isCall,
      bid,
      ask,
      spot: market.price === null ? Number.NaN : market.price / PRICE_UNITS_PER_DOLLAR,
      years,
      rate: input.settings['pricing.rate'],
    }),
  }
}

/**
 * The series of an underlying whose days to expiration are in the window of the settings, in the order of the
 * chains and, within one, of the roots. What lies outside is passed over before anything is computed of it.
 */
export function seriesInWindow(
  input: ProposalInput,
  market: JudgedMarket,
  chains: readonly OptionChain[],
): readonly Series[] {
  const { settings } = input
  return chains
    .filter(({ expiration }) => {
      const dte = daysToExpiration(market.day, expiration)
      return dte >= settings['entry.dte_min'] && dte <= settings['entry.dte_max']
    })
    .flatMap((chain) =>
      [...byRoot(chain)]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([root, options]) => seriesOf(input, market, root, chain.expiration, options)),
    )
}
