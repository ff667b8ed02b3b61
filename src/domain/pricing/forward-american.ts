import { ok, type Result } from '../refusal.ts'
import { americanCurve } from './american.ts'
import { type BsmInput, bsmPrice } from './bsm.ts'
import { forwardFromParity, impliedDividendYield, type ParityCode, type ParityForward } from './forward.ts'
import { impliedVolatility } from './implied-volatility.ts'
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
const ROUNDS = 8
/** Change of the forward, over itself, at which the rounds end: a tenth of a cent on 100 dollars. */
const SETTLED = 1e-5

type Row = readonly [strike: number, callBid: number, callAsk: number, putBid: number, putAsk: number]

/** What early exercise is worth, dollars per share. */
interface Premiums {
  readonly call: number
  readonly put: number
}

/**
 * The forward of an expiration from American options: at the four strikes nearest to the money the early
 * exercise premiums of call and put are valued, with the volatility that the out-of-the-money options imply
 * and the dividend yield that the forward implies, and taken out of the quotes; then parity holds and gives
 * a better forward, and so on until it stands still. Dividends count as a continuous yield. Refuses as
 * `forwardFromParity` does.
 */
export function forwardFromAmericanParity(input: AmericanParityInput): Result<ParityForward, ParityCode> {
  const { quotes, spot, years, rate } = input
  const discount = Math.exp(-rate * years)
  let parity = forwardFromParity({ quotes, discount, style: 'american' })
  if (!parity.ok) return parity
  const rows = nearestRows(quotes, parity.value.forward)
  let premiums: readonly Premiums[] = rows.map(() => ({ call: 0, put: 0 }))
  for (let round = 0; round < ROUNDS; round++) {
    const { forward } = parity.value
    const dividendYield = impliedDividendYield(spot, forward, years, rate)
    const market = { spot, years, rate, dividendYield, forward, discount }
    premiums = premiumsOf(rows, premiums, market)
    const european = rows.map((row, i) => withoutPremiums(row, premiums[i]!))
    const again = forwardFromParity({ quotes: columnsOf(european), discount, style: 'american' })
    if (!again.ok) break
    parity = again
    if (Math.abs(again.value.forward - forward) <= SETTLED * forward) break
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

interface Market extends Omit<BsmInput, 'type' | 'strike' | 'volatility'> {
  readonly forward: number
  readonly discount: number
}

/**
 * Volatility of the out-of-the-money option of a row: its price less the premium of the round before is a European
 * one, whose volatility is found at once, without valuing the American option again and again. NaN for none.
 */
function volatilityOf(
  [strike, callBid, callAsk, putBid, putAsk]: Row,
  before: Premiums,
  market: Market,
): number {
  const type = strike >= market.spot ? 'call' : 'put'
  const mid = type === 'call' ? 0.5 * (callBid + callAsk) : 0.5 * (putBid + putAsk)
  const implied = impliedVolatility({ ...market, type, strike, price: mid - before[type] })
  return implied.ok ? implied.value : Number.NaN
}

/**
 * The premiums of every row at one volatility, the mean of theirs: the exercise boundary, as a share of the strike,
 * is then solved once for all strikes, and so near to the money they hardly differ. None when no row tells one.
 */
function premiumsOf(rows: readonly Row[], before: readonly Premiums[], market: Market): readonly Premiums[] {
  const told = rows.map((row, i) => volatilityOf(row, before[i]!, market)).filter((each) => each > 0)
  if (told.length === 0) return rows.map(() => ({ call: 0, put: 0 }))
  const volatility = told.reduce((sum, each) => sum + each, 0) / told.length
  const premium = (type: 'call' | 'put') => {
    const option = { ...market, type, strike: 1, volatility }
    const american = americanCurve(option)
    return (strike: number): number => {
      const spot = market.spot / strike
      return strike * (american(spot) - bsmPrice({ ...option, spot }))
    }
  }
  const [call, put] = [premium('call'), premium('put')]
  return rows.map(([strike]) => ({ call: call(strike), put: put(strike) }))
}

function withoutPremiums([strike, callBid, callAsk, putBid, putAsk]: Row, { call, put }: Premiums): Row {
  return [strike, callBid - call, callAsk - call, putBid - put, putAsk - put]
}

function columnsOf(rows: readonly Row[]): ParityQuotes {
  const column = (of: 0 | 1 | 2 | 3 | 4) => rows.map((row) => row[of])
  return { strike: column(0), callBid: column(1), callAsk: column(2), putBid: column(3), putAsk: column(4) }
}
