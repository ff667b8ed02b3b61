import { chainGreeks } from '../../domain/pricing/batch-greeks.ts'
import { impliedVolatilities } from '../../domain/pricing/batch-implied-volatility.ts'
import type { ContractColumns, ExpirationTerms } from '../../domain/pricing/chain-columns.ts'
import { forwardFromParity } from '../../domain/pricing/forward.ts'
import type { MarketTime } from '../venue/venue-types.ts'
import type { OptionGreeks } from './market-quote.ts'

/** The quotes of one root and expiration, a row a contract: ascending strikes, the call before the put. */
export interface QuotedExpiration {
  /** Dollars. */
  readonly strike: Float64Array
  readonly isCall: Uint8Array
  /** Dollars; NaN where there is none. */
  readonly bid: Float64Array
  readonly ask: Float64Array
  /** Dollars. */
  readonly spot: number
  readonly years: number
  /** Interest rate a year, continuously compounded. */
  readonly rate: number
  readonly style: 'european' | 'american'
  readonly at: MarketTime
}

/**
 * Greeks implied by recorded quotes, a row a contract: the forward by put-call parity, or the spot grown at the rate
 * where no pair is quoted. The volatility of a strike is the one that the middle of its out-of-the-money option implies as
 * a European option, or of the other one where that is not quoted on both sides. Null where neither has one.
 */
export function greeksOfQuotes(quoted: QuotedExpiration): (OptionGreeks | null)[] {
  const { strike, isCall, bid, ask, spot, years } = quoted
  const terms = termsOf(quoted)
  const columns: ContractColumns = { expiration: new Uint16Array(strike.length), strike, isCall }
  // Of a crossed quote no middle is anybody's price.
  const mid = bid.map((value, row) => (value <= ask[row]! ? 0.5 * (value + ask[row]!) : Number.NaN))
  const [bidIv, midIv, askIv] = [bid, mid, ask].map(
    (prices) => impliedVolatilities(columns, terms, prices).volatility,
  )
  const partner = strikePartners(quoted)
  const forward = terms.forward[0]!
  const isOut = (row: number) => (isCall[row] === 1 ? strike[row]! >= forward : strike[row]! < forward)
  // The row that speaks for a strike: that out of the money, or the other where only that one has a volatility.
  const speaker = Int32Array.from(strike, (_, row) => {
    const other = partner[row]! < 0 ? row : partner[row]!
    const [out, inside] = isOut(row) ? [row, other] : [other, row]
    return midIv![out]! > 0 ? out : inside
  })
  const smooth = Float64Array.from(speaker, (row) => midIv![row]!)
  const greeks = chainGreeks(columns, terms, smooth)
  const known = (value: number): number => (Number.isNaN(value) ? 0 : value)
  return Array.from(strike, (_, row) => {
    if (!(smooth[row]! > 0)) return null
    const delta = greeks.delta[row]!
    const from = speaker[row]!
    return {
      delta,
      gamma: greeks.gamma[from]!,
      theta: greeks.theta[from]!,
      vega: greeks.vega[from]!,
      rho: 0.01 * years * (spot * delta - greeks.price[row]!),
      phi: -0.01 * years * spot * delta,
      bidIv: known(bidIv![row]!),
      midIv: known(midIv![row]!),
      askIv: known(askIv![row]!),
      smvVol: smooth[row]!,
      updatedAt: quoted.at,
    }
  })
}

function termsOf(quoted: QuotedExpiration): ExpirationTerms {
  const { spot, years, rate } = quoted
  const discount = Math.exp(-rate * years)
  return {
    spot: Float64Array.of(spot),
    forward: Float64Array.of(forwardOfQuotes(quoted, discount)),
    discount: Float64Array.of(discount),
    years: Float64Array.of(years),
  }
}

/** The forward of quotes by parity, dollars; the spot grown at the rate where parity says nothing, or nonsense. */
export function forwardOfQuotes(quoted: QuotedExpiration, discount: number): number {
  const { strike, isCall, bid, ask, spot, style } = quoted
  const partner = strikePartners(quoted)
  const calls = Array.from(strike.keys()).filter((row) => isCall[row] === 1 && partner[row]! >= 0)
  const parity = forwardFromParity({
    quotes: {
      strike: calls.map((row) => strike[row]!),
      callBid: calls.map((row) => bid[row]!),
      callAsk: calls.map((row) => ask[row]!),
      putBid: calls.map((row) => bid[partner[row]!]!),
      putAsk: calls.map((row) => ask[partner[row]!]!),
    },
    discount,
    style,
  })
  const grown = spot / discount
  const isSane = parity.ok && Math.abs(parity.value.forward / grown - 1) < 0.2
  return isSane ? parity.value.forward : grown
}

/** The row of the other option of each row's strike, -1 where there is none. */
function strikePartners({ strike, isCall }: QuotedExpiration): Int32Array {
  return Int32Array.from(strike, (k, row) => {
    for (const other of [row - 1, row + 1]) {
      if (strike[other] === k && isCall[other] !== isCall[row]) return other
    }
    return -1
  })
}
