import { chainGreeks, greekColumns } from '../src/domain/pricing/batch-greeks.ts'
import { impliedVolatilities } from '../src/domain/pricing/batch-implied-volatility.ts'
import { exactPrices } from './exact-prices.ts'
import { type Bench, type Figures, medianMs, row } from './harness.ts'
import { newtonVolatility } from './newton-baseline.ts'
import { type TiledQuotes, tiledQuotes } from './pricing-quotes.ts'
import { accuracyOf } from './solver-accuracy.ts'

const ROWS = 1_000_000

/** What both the tiled quotes and the exact prices have. */
type Priced = Pick<TiledQuotes, 'contracts' | 'terms' | 'price'>

function newtonOver({ contracts, terms, price }: Priced, out: Float64Array): Float64Array {
  const { expiration, strike, isCall } = contracts
  for (let i = 0; i < out.length; i++) {
    const e = expiration[i]!
    out[i] = newtonVolatility(
      isCall[i] === 1,
      price[i]! / terms.discount[e]!,
      terms.forward[e]!,
      strike[i]!,
      terms.years[e]!,
    )
  }
  return out
}

const perSecond = (ms: number): number => Math.round((ROWS * 1000) / ms)
const millions = (rate: number): string => `${(rate / 1e6).toFixed(2)} M/s`

async function run(print: (line: string) => void): Promise<Figures> {
  const quotes = await tiledQuotes(ROWS)
  print(
    `${quotes.distinct} two-sided quotes of ${quotes.source}, repeated to ${ROWS}; one core, median of five`,
  )
  const implied = { volatility: new Float64Array(ROWS), code: new Uint8Array(ROWS) }
  const naive = new Float64Array(ROWS)
  const ivRate = perSecond(
    medianMs(() => impliedVolatilities(quotes.contracts, quotes.terms, quotes.price, implied)),
  )
  const newtonRate = perSecond(medianMs(() => newtonOver(quotes, naive)))
  const volatility = implied.volatility.map((v) => (Number.isNaN(v) ? 0.2 : v))
  const columns = greekColumns(ROWS)
  const greeksRate = perSecond(
    medianMs(() => chainGreeks(quotes.contracts, quotes.terms, volatility, columns)),
  )
  const exact = exactPrices()
  const count = exact.price.length
  const oursSeen = accuracyOf(
    exact,
    impliedVolatilities(exact.contracts, exact.terms, exact.price).volatility,
  )
  const newtonSeen = accuracyOf(exact, newtonOver(exact, new Float64Array(count)))
  const unsolved = (values: Float64Array): string =>
    `${((100 * values.filter(Number.isNaN).length) / ROWS).toFixed(1)} %`
  print(row('', 'Legwork', 'naive Newton'))
  print(row('implied volatility, cold', millions(ivRate), millions(newtonRate)))
  print(row('quotes without an answer', unsolved(implied.volatility), unsolved(naive)))
  print(
    row(
      `largest error over ${count} exact prices`,
      oursSeen.maxError.toExponential(1),
      newtonSeen.maxError.toExponential(1),
    ),
  )
  print(row('failures among them', String(oursSeen.failures), String(newtonSeen.failures)))
  print(row('price and four greeks', millions(greeksRate), ''))
  return {
    iv_cold_per_s: ivRate,
    iv_max_error: oursSeen.maxError,
    iv_failures: oursSeen.failures,
    greeks_per_s: greeksRate,
  }
}

/** Speed and accuracy of implied volatility and greeks. */
export const bench: Bench = { name: 'pricing', about: 'implied volatility and greeks of whole chains', run }
