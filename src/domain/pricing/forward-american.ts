import { ok, type Result } from '../refusal.ts'
import { americanPrice } from './american.ts'
import { impliedVolatilityAmerican } from './american-implied-volatility.ts'
import { type BsmInput, bsmPrice } from './bsm.ts'
import { forwardFromParity, impliedDividendYield, type ParityCode, type ParityForward } from './forward.ts'
import type { ParityQuotes } from './parity-pairs.ts'

/** A chain of American options of one expiration. */
export interface AmericanParityInput {
  readonly quotes: ParityQuotes
  /** Price of the underlying, dollars per share. */
  readonly spot: number
  /** Time to expiration in years, above zero. */
  readonly years: number
  /** Interest rate per year, continuously compounded. */
  readonly rate: number
}

/** Strikes around the money whose early exercise premium is taken out. */
const STRIKES = 4
const ROUNDS = 4

type Row = readonly [strike: number, callBid: number, callAsk: number, putBid: number, putAsk: number]

/**
 * The forward of an expiration from American options: at the four strikes nearest to the money the early
 * exercise premiums of call and put are valued, with the volatility that the out-of-the-money option implies
 * and the dividend yield that the forward implies, and taken out of the quotes; then parity holds and gives
 * a better forward, and so on, four rounds. Dividends count as a continuous yield. Refuses as
 * `forwardFromParity` does.
 */
export function forwardFromAmericanParity(input: AmericanParityInput): Result<ParityForward, ParityCode> {
  const { quotes, spot, years, rate } = input
  const discount = Math.exp(-rate * years)
  let parity = forwardFromParity({ quotes, discount, style: 'american' })
  if (!parity.ok) return parity
  const rows = nearestRows(quotes, parity.value.forward)
  for (let round = 0; round < ROUNDS; round++) {
    const dividendYield = impliedDividendYield(spot, parity.value.forward, years, rate)
    const european = rows.map((row) => withoutPremiums(row, { spot, years, rate, dividendYield }))
    const again = forwardFromParity({ quotes: columnsOf(european), discount, style: 'american' })
    if (!again.ok) break
    parity = again
  }
  return ok(parity.value)
}

/** Rows with both sides quoted, nearest to the forward. */
function nearestRows(quotes: ParityQuotes, forward: number): Row[] {
  const rows = Array.from(quotes.strike, (strike, i): Row => {
    return [strike, quotes.callBid[i]!, quotes.callAsk[i]!, quotes.putBid[i]!, quotes.putAsk[i]!]
  })
  return rows
    .filter(
      ([, callBid, callAsk, putBid, putAsk]) =>
        callBid > 0 && putBid > 0 && callAsk >= callBid && putAsk >= putBid,
    )
    .sort((a, b) => Math.abs(a[0] - forward) - Math.abs(b[0] - forward))
    .slice(0, STRIKES)
}

function withoutPremiums(row: Row, market: Omit<BsmInput, 'type' | 'strike' | 'volatility'>): Row {
  const [strike, callBid, callAsk, putBid, putAsk] = row
  const type = strike >= market.spot ? 'call' : 'put'
  const price = type === 'call' ? 0.5 * (callBid + callAsk) : 0.5 * (putBid + putAsk)
  const implied = impliedVolatilityAmerican({ ...market, type, strike, price })
  if (!implied.ok) return row
  const premium = (of: 'call' | 'put') => {
    const option = { ...market, type: of, strike, volatility: implied.value }
    return americanPrice(option) - bsmPrice(option)
  }
  const [call, put] = [premium('call'), premium('put')]
  return [strike, callBid - call, callAsk - call, putBid - put, putAsk - put]
}

function columnsOf(rows: readonly Row[]): ParityQuotes {
  const column = (of: 0 | 1 | 2 | 3 | 4) => rows.map((row) => row[of])
  return { strike: column(0), callBid: column(1), callAsk: column(2), putBid: column(3), putAsk: column(4) }
}
