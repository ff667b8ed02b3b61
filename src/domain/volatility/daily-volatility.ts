import type { ContractColumns, ExpirationTerms } from '../pricing/chain-columns.ts'
import { impliedVolatilities } from '../pricing/batch-implied-volatility.ts'
import { forwardFromParity, type ParityCode } from '../pricing/forward.ts'
import type { ParityQuotes } from '../pricing/parity-pairs.ts'
import { ok, type Result, refuse } from '../refusal.ts'
import { atTheMoneyVolatility, type StrikeVolatility } from './at-the-money.ts'
import { type ConstantMaturityCode, constantMaturityVolatility } from './constant-maturity.ts'

/** The quotes of one root and expiration at the end of a day. */
export interface ClosingExpiration {
  /** To the expiration, above zero. */
  readonly years: number
  /** Dollars per share, ascending by strike; NaN and zero where nobody quoted. */
  readonly quotes: ParityQuotes
}

/** The chain of an underlying at the end of a day. */
export interface ClosingChain {
  readonly expirations: readonly ClosingExpiration[]
  /** Interest rate a year, continuously compounded. */
  readonly rate: number
  readonly style: 'european' | 'american'
}

/** Why an expiration has no volatility at the money. */
export type ExpirationVolatilityCode = ParityCode | 'quotes_must_surround_the_money'

/**
 * The volatility at the money of one expiration: the forward by put-call parity, at each strike the volatility that the
 * middle of the out-of-the-money option implies (European; at the money over a month the early exercise premium of an
 * American one is a cent or two), and the straight line between the strikes about the forward.
 *
 * Refuses as `forwardFromParity` does, and `quotes_must_surround_the_money`.
 */
export function expirationVolatility(
  { years, quotes }: ClosingExpiration,
  { rate, style }: Pick<ClosingChain, 'rate' | 'style'>,
): Result<number, ExpirationVolatilityCode> {
  const discount = Math.exp(-rate * years)
  const parity = forwardFromParity({ quotes, discount, style })
  if (!parity.ok) return parity
  const { forward } = parity.value
  const found = atTheMoneyVolatility(strikeVolatilities(quotes, { years, discount, forward }), forward)
  return found === null
    ? refuse(
        'quotes_must_surround_the_money',
        `No strike on one side of the forward ${forward.toFixed(2)} is quoted on both sides.`,
      )
    : ok(found)
}

/**
 * The implied volatility of a day: at the money, at a constant maturity of thirty days, a fraction. One number a day,
 * which `ivRank` compares with those of other days. Expirations without a volatility are left out; the nearest on
 * either side of the maturity must have one (`expirations_must_bracket_the_maturity`).
 *
 * @param days the maturity; 30 unless given
 */
export function dailyVolatility(chain: ClosingChain, days = 30): Result<number, ConstantMaturityCode> {
  const points = chain.expirations.flatMap((expiration) => {
    const found = expirationVolatility(expiration, chain)
    return found.ok ? [{ years: expiration.years, volatility: found.value }] : []
  })
  return constantMaturityVolatility(points, days)
}

function strikeVolatilities(
  { strike, callBid, callAsk, putBid, putAsk }: ParityQuotes,
  { years, discount, forward }: { years: number; discount: number; forward: number },
): StrikeVolatility[] {
  const strikes = Float64Array.from(strike)
  const isCall = Uint8Array.from(strikes, (k) => (k >= forward ? 1 : 0))
  const middle = strikes.map((_, row) => {
    const [bid, ask] = isCall[row] === 1 ? [callBid[row]!, callAsk[row]!] : [putBid[row]!, putAsk[row]!]
    return bid > 0 && ask >= bid ? 0.5 * (bid + ask) : Number.NaN
  })
  const columns: ContractColumns = { expiration: new Uint16Array(strikes.length), strike: strikes, isCall }
  const terms: ExpirationTerms = {
    spot: Float64Array.of(forward * discount),
    forward: Float64Array.of(forward),
    discount: Float64Array.of(discount),
    years: Float64Array.of(years),
  }
  const { volatility } = impliedVolatilities(columns, terms, middle)
  return Array.from(strikes, (k, row) => ({ strike: k, volatility: volatility[row]! })).filter(
    (point) => point.volatility > 0,
  )
}
