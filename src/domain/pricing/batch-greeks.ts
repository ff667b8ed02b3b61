import { DAYS_PER_YEAR } from './bsm.ts'
import { type ContractColumns, checkColumns, type ExpirationTerms } from './chain-columns.ts'
import { quickMillsRatio } from './quick-mills.ts'

const INVERSE_SQRT_TWO_PI = 0.3989422804014327

/** Value and greeks of a chain, a row a contract, in the units of `Greeks`; NaN where an input is. */
export interface GreekColumns {
  /** Value, dollars per share. */
  readonly price: Float64Array
  /** Per dollar of the underlying. */
  readonly delta: Float64Array
  /** Delta per dollar of the underlying. */
  readonly gamma: Float64Array
  /** Dollars per share and calendar day. */
  readonly theta: Float64Array
  /** Dollars per share and volatility point (0.01). */
  readonly vega: Float64Array
}

/**
 * New columns for the greeks of `rows` contracts.
 *
 * @example
 * greekColumns(3).delta.length // => 3
 */
export function greekColumns(rows: number): GreekColumns {
  const column = (): Float64Array => new Float64Array(rows)
  return { price: column(), delta: column(), gamma: column(), theta: column(), vega: column() }
}

/** What the greeks need of an expiration, worked out once for all its contracts. */
interface Expiration {
  readonly forward: number
  readonly discount: number
  readonly discountedForward: number
  readonly rootYears: number
  /** Discounted change of the forward with the spot: turns a probability into delta. */
  readonly deltaScale: number
  readonly gammaScale: number
  readonly vegaScale: number
  /** Interest rate per calendar day. */
  readonly ratePerDay: number
  /** Dividend yield per calendar day. */
  readonly yieldPerDay: number
  /** Turns density times volatility into decay per calendar day. */
  readonly decayScale: number
}

/**
 * Value and greeks of a whole chain of European options; row by row those of `bsmGreeks`, to 1e-11 of the strike, with rate
 * -ln(discount) / years and dividend yield rate - ln(forward / spot) / years. Needs time and volatility above zero;
 * a row without them is NaN, since its greeks are limits that a screen or a rule should not average.
 *
 * @param volatility per square root of a year, a row a contract
 * @param out where to write; new columns when left out
 * @example
 * const terms = { spot: Float64Array.of(100), forward: Float64Array.of(100), discount: Float64Array.of(1), years: Float64Array.of(1) }
 * const contracts = { expiration: Uint16Array.of(0), strike: Float64Array.of(100), isCall: Uint8Array.of(1) }
 * chainGreeks(contracts, terms, Float64Array.of(0.2)).price[0] // => ≈ 7.965567
 */
export function chainGreeks(
  contracts: ContractColumns,
  terms: ExpirationTerms,
  volatility: Float64Array,
  out: GreekColumns = greekColumns(volatility.length),
): GreekColumns {
  const rows = checkColumns(
    contracts,
    terms,
    volatility,
    out.price,
    out.delta,
    out.gamma,
    out.theta,
    out.vega,
  )
  const expirations = Array.from(terms.forward, (_, e) => prepare(terms, e))
  const { expiration } = contracts
  // Chains come sorted by expiration; a run of rows shares one set of terms held in registers.
  for (let from = 0; from < rows; ) {
    const e = expiration[from]!
    let to = from + 1
    while (to < rows && expiration[to] === e) to++
    fillRun(contracts, expirations[e]!, volatility, out, from, to)
    from = to
  }
  return out
}

function prepare(terms: ExpirationTerms, e: number): Expiration {
  const forward = terms.forward[e]!
  const discount = terms.discount[e]!
  const years = terms.years[e]! > 0 ? terms.years[e]! : Number.NaN
  const carry = forward / terms.spot[e]!
  const rate = -Math.log(discount) / years
  const rootYears = Math.sqrt(years)
  return {
    forward,
    discount,
    discountedForward: discount * forward,
    rootYears,
    deltaScale: discount * carry,
    gammaScale: (discount * carry * carry) / forward,
    vegaScale: 0.01 * discount * forward * rootYears,
    ratePerDay: rate / DAYS_PER_YEAR,
    yieldPerDay: (rate - Math.log(carry) / years) / DAYS_PER_YEAR,
    decayScale: (0.5 * discount * forward) / (DAYS_PER_YEAR * rootYears),
  }
}

function fillRun(
  { strike, isCall }: ContractColumns,
  terms: Expiration,
  volatility: Float64Array,
  { price, delta, gamma, theta, vega }: GreekColumns,
  from: number,
  to: number,
): void {
  const { forward, discount, discountedForward, rootYears, deltaScale, gammaScale } = terms
  const { vegaScale, ratePerDay, yieldPerDay, decayScale } = terms
  let k = Number.NaN
  let ratio = Number.NaN
  let moneyness = Number.NaN
  for (let row = from; row < to; row++) {
    // Calls and puts of a strike stand side by side in a chain; they share the logarithm.
    if (strike[row] !== k) {
      k = strike[row]!
      ratio = forward / k
      moneyness = Math.log(ratio)
    }
    const vol = volatility[row]!
    const totalVol = vol > 0 ? vol * rootYears : Number.NaN
    const perVol = 1 / totalVol
    const d1 = moneyness * perVol + 0.5 * totalVol
    const d2 = d1 - totalVol
    const density = INVERSE_SQRT_TWO_PI * Math.exp(-0.5 * d1 * d1)
    // φ(d2) k = φ(d1) f, so one exponential serves both probabilities.
    const sign = 2 * isCall[row]! - 1
    const n1 = sign * lowerTail(sign * d1, density)
    const n2 = sign * lowerTail(sign * d2, density * ratio)
    const owned = discountedForward * n1
    const owed = discount * k * n2
    price[row] = owned - owed
    delta[row] = deltaScale * n1
    gamma[row] = gammaScale * density * perVol
    theta[row] = yieldPerDay * owned - ratePerDay * owed - decayScale * density * vol
    vega[row] = vegaScale * density
  }
}

/** Φ(d), given φ(d). */
function lowerTail(d: number, density: number): number {
  return d > 0 ? 1 - density * quickMillsRatio(d) : density * quickMillsRatio(-d)
}
