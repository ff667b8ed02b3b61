import { readFileSync } from 'node:fs'
import { chainGreeks, greekColumns } from '../src/domain/pricing/batch-greeks.ts'
import { impliedVolatilities } from '../src/domain/pricing/batch-implied-volatility.ts'
import { blackValue } from '../src/domain/pricing/black.ts'
import { type ImpliedVolatilityInput, impliedVolatility } from '../src/domain/pricing/implied-volatility.ts'
import { type Bench, type Figures, medianMs, row } from './harness.ts'
import { newtonVolatility } from './newton-baseline.ts'
import { type TiledQuotes, tiledQuotes } from './pricing-quotes.ts'

const ROWS = 1_000_000
const GRID = new URL('../test/fixtures/pricing/implied-volatility.json', import.meta.url)
const VOLATILITIES = [0.01, 0.05, 0.11, 0.2, 0.35, 0.6, 1.1, 2.2, 4]

interface Accuracy {
  /** Largest error where the price can tell the volatility to 1e-11. */
  maxError: number
  /** Prices with a time value of $0.005 on a forward of 100 that got no answer, or one that does not reprice. */
  failures: number
  cases: number
}

type Solve = (input: ImpliedVolatilityInput) => number

const ours: Solve = (input) => {
  const implied = impliedVolatility(input)
  return implied.ok ? implied.value : Number.NaN
}
const newton: Solve = ({ type, price, forward, strike, years }) =>
  newtonVolatility(type === 'call', price, forward, strike, years)

function ulp(x: number): number {
  return 2 ** (Math.max(-1022, Math.floor(Math.log2(x))) - 52)
}

/** Counts one case towards the accuracy of a solver, by the rule that `maxError` and `failures` state. */
function judge(
  solve: Solve,
  input: ImpliedVolatilityInput,
  volatility: number,
  timeValue: number,
  into: Accuracy,
): void {
  const root = Math.sqrt(input.years)
  const d1 = Math.log(input.forward / input.strike) / (volatility * root) + 0.5 * volatility * root
  const vega = (input.forward * root * Math.exp(-0.5 * d1 * d1)) / Math.sqrt(2 * Math.PI)
  const implied = solve(input)
  const tells = ulp(input.price) / vega <= 1e-11
  into.cases++
  if (tells && !Number.isNaN(implied)) into.maxError = Math.max(into.maxError, Math.abs(implied - volatility))
  const repriced = Math.abs(blackValue({ ...input, totalVol: implied * root }) - input.price)
  const wrong = tells ? Number.isNaN(implied) : repriced > 2 * ulp(input.price)
  if (wrong || (Number.isNaN(implied) && timeValue >= 0.005)) into.failures++
}

/** Both the exact prices of the fixture and a denser grid priced by ourselves, in and out of the money. */
function accuracyOf(solve: Solve): Accuracy {
  const into: Accuracy = { maxError: 0, failures: 0, cases: 0 }
  const both = (strike: number, years: number, volatility: number, timeValue: number): void => {
    if (timeValue < 1e-300) return
    const outside = strike >= 100 ? 'call' : 'put'
    const common = { forward: 100, strike, years, discount: 1 }
    judge(solve, { ...common, type: outside, price: timeValue }, volatility, timeValue, into)
    const inside = outside === 'call' ? 'put' : 'call'
    judge(
      solve,
      { ...common, type: inside, price: Math.abs(100 - strike) + timeValue },
      volatility,
      timeValue,
      into,
    )
  }
  const grid = JSON.parse(readFileSync(GRID, 'utf8')) as {
    strike: number[]
    years: number[]
    volatility: number[]
    rows: [number, number, number, number][]
  }
  for (const [k, t, v, price] of grid.rows) both(grid.strike[k]!, grid.years[t]!, grid.volatility[v]!, price)
  for (let t = 0; t <= 24; t++) {
    const years = (15 / 525_600) * (5 / (15 / 525_600)) ** (t / 24)
    for (const volatility of VOLATILITIES) {
      for (let k = -150; k <= 150; k++) {
        const strike = 100 * Math.exp(k / 100)
        const type = strike >= 100 ? 'call' : 'put'
        both(
          strike,
          years,
          volatility,
          blackValue({ type, forward: 100, strike, totalVol: volatility * Math.sqrt(years) }),
        )
      }
    }
  }
  return into
}

function newtonOver({ contracts, terms, price }: TiledQuotes, out: Float64Array): void {
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
  const oursSeen = accuracyOf(ours)
  const newtonSeen = accuracyOf(newton)
  const unsolved = (values: Float64Array): string =>
    `${((100 * values.filter(Number.isNaN).length) / ROWS).toFixed(1)} %`
  print(row('', 'Legwork', 'naive Newton'))
  print(row('implied volatility, cold', millions(ivRate), millions(newtonRate)))
  print(row('quotes without an answer', unsolved(implied.volatility), unsolved(naive)))
  print(
    row(
      `largest error over ${oursSeen.cases} exact prices`,
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
