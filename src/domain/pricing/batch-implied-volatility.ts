import { logMoneyness } from './black.ts'
import { type ContractColumns, checkColumns, type ExpirationTerms } from './chain-columns.ts'
import { guessTotalVol } from './implied-vol-guess.ts'
import { refineTotalVol } from './implied-vol-step.ts'
import { unsolvableCode } from './implied-volatility.ts'

/** Rows that pass through one stage before the next begins: the scratch columns stay in the first cache. */
const BLOCK = 512

/** The implied volatilities of a chain, a row a contract. */
export interface ImpliedVolatilities {
  /** Volatility per square root of a year; NaN where the price has none. */
  readonly volatility: Float64Array
  /** 0 where solved, otherwise the broken rule as its position in `UNSOLVABLE` plus one. */
  readonly code: Uint8Array
}

/**
 * The implied volatilities of a whole chain; row by row the same answer as `impliedVolatility`. It runs in
 * stages over blocks of rows (normalise, guess, refine), so that the processor works on many independent
 * rows at once instead of waiting for one row's chain of divisions and logarithms.
 *
 * @param price prices today, dollars per share, a row a contract; NaN is ordinary input
 * @param out where to write; new columns when left out
 * @example
 * const terms = { spot: Float64Array.of(100), forward: Float64Array.of(100), discount: Float64Array.of(1), years: Float64Array.of(1) }
 * const contracts = { expiration: Uint16Array.of(0), strike: Float64Array.of(100), isCall: Uint8Array.of(1) }
 * impliedVolatilities(contracts, terms, Float64Array.of(10)).volatility[0] // => ≈ 0.2513227
 * impliedVolatilities(contracts, terms, Float64Array.of(0)).code[0] // => 4
 */
export function impliedVolatilities(
  contracts: ContractColumns,
  terms: ExpirationTerms,
  price: Float64Array,
  out?: ImpliedVolatilities,
): ImpliedVolatilities {
  const rows = checkColumns(contracts, terms, price, ...(out ? [out.volatility, out.code] : []))
  const result = out ?? { volatility: new Float64Array(rows), code: new Uint8Array(rows) }
  const scratch: Scratch = {
    perDiscount: terms.discount.map((discount) => (discount > 0 ? 1 / discount : Number.NaN)),
    perRootYears: terms.years.map((years) => 1 / Math.sqrt(years)),
    moneyness: new Float64Array(BLOCK),
    ratio: new Float64Array(BLOCK),
  }
  for (let from = 0; from < rows; from += BLOCK) {
    const to = Math.min(rows, from + BLOCK)
    normalise(contracts, terms, price, scratch, result, from, to)
    guess(scratch, result, from, to)
    refine(contracts, scratch, result, from, to)
  }
  return result
}

interface Scratch {
  readonly perDiscount: Float64Array
  readonly perRootYears: Float64Array
  readonly moneyness: Float64Array
  readonly ratio: Float64Array
}

function normalise(
  contracts: ContractColumns,
  terms: ExpirationTerms,
  price: Float64Array,
  scratch: Scratch,
  { code }: ImpliedVolatilities,
  from: number,
  to: number,
): void {
  const { expiration, strike, isCall } = contracts
  const { forward, years } = terms
  const { perDiscount, moneyness, ratio } = scratch
  let f = Number.NaN
  let k = Number.NaN
  let distance = Number.NaN
  for (let row = from; row < to; row++) {
    const e = expiration[row]!
    // Calls and puts of a strike stand side by side in a chain; they share the logarithm.
    if (strike[row] !== k || forward[e] !== f) {
      f = forward[e]!
      k = strike[row]!
      distance = Math.abs(logMoneyness(f, k))
    }
    const intrinsic = Math.max(0, isCall[row] === 1 ? f - k : k - f)
    const cap = Math.min(f, k)
    const undiscounted = price[row]! * perDiscount[e]!
    code[row] = unsolvableCode(distance, undiscounted, intrinsic, cap, years[e]!)
    moneyness[row - from] = distance
    ratio[row - from] = (undiscounted - intrinsic) / cap
  }
}

function guess(
  { moneyness, ratio }: Scratch,
  { volatility, code }: ImpliedVolatilities,
  from: number,
  to: number,
): void {
  for (let row = from; row < to; row++) {
    volatility[row] = code[row] === 0 ? guessTotalVol(moneyness[row - from]!, ratio[row - from]!) : Number.NaN
  }
}

function refine(
  { expiration }: ContractColumns,
  { moneyness, ratio, perRootYears }: Scratch,
  { volatility, code }: ImpliedVolatilities,
  from: number,
  to: number,
): void {
  for (let row = from; row < to; row++) {
    if (code[row] !== 0) continue
    const totalVol = refineTotalVol(volatility[row]!, moneyness[row - from]!, ratio[row - from]!)
    volatility[row] = totalVol * perRootYears[expiration[row]!]!
  }
}
