import { expirationInstant } from '../../domain/calendar/contract-expiration.ts'
import { yearsToExpiry } from '../../domain/calendar/days-to-expiration.ts'
import { type Instant, instant } from '../../domain/calendar/instant.ts'
import { coversDay, type MarketCalendar } from '../../domain/calendar/market-calendar.ts'
import type { TradingDay } from '../../domain/calendar/trading-day.ts'
import { impliedVolatilities } from '../../domain/pricing/batch-implied-volatility.ts'
import type { ExpirationTerms } from '../../domain/pricing/chain-columns.ts'
import { type ChainSnapshot, contractOfRow } from './chain-snapshots.ts'
import { forwardOfQuotes, type QuotedExpiration } from './quoted-greeks.ts'

/** The smile of one recorded root and expiration. */
export interface RecordedSmile {
  readonly root: string
  readonly day: TradingDay
  readonly expires: Instant
  /** ln(forward / spot) / years, as parity says. */
  readonly carry: number
  /** Strikes of the listing, dollars, ascending. */
  readonly strikes: readonly number[]
  /** ln(strike / forward) / √years of the strikes that have a volatility, ascending, and their volatilities. */
  readonly x: Float64Array
  readonly volatility: Float64Array
}

/** A volatility that no market means: quotes of worthless or stale options imply such. */
const [LEAST_VOL, MOST_VOL] = [0.01, 5]
const LEAST_POINTS = 3

/**
 * The smiles that a recorded snapshot implies, ascending by expiration: at each strike the volatility of the middle of
 * the out-of-the-money option, where both its sides are quoted and not crossed. Expirations that are over, or with fewer
 * than three such strikes, are left out.
 */
export function recordedSmiles(
  snapshot: ChainSnapshot,
  calendar: MarketCalendar,
  rate: number,
): RecordedSmile[] {
  const { chain } = snapshot
  const groups = new Map<string, number[]>()
  for (const row of snapshot.rows) {
    const key = `${chain.expirationDay[row]} ${chain.root.codes[row]}`
    const rows = groups.get(key)
    if (rows === undefined) groups.set(key, [row])
    else rows.push(row)
  }
  return [...groups.values()]
    .flatMap((rows) => smileOf(snapshot, rows, calendar, rate) ?? [])
    .sort((a, b) => a.expires - b.expires)
}

function smileOf(
  snapshot: ChainSnapshot,
  rows: readonly number[],
  calendar: MarketCalendar,
  rate: number,
): RecordedSmile | undefined {
  const { root, expiration } = contractOfRow(snapshot.chain, rows[0]!)
  if (!coversDay(calendar, expiration)) return undefined
  const expires = expirationInstant(calendar, { root, expiration })
  const years = yearsToExpiry(instant(snapshot.at), expires)
  if (years <= 0) return undefined
  const quoted = quotedRows(snapshot, rows, years, rate)
  const discount = Math.exp(-rate * years)
  const forward = forwardOfQuotes(quoted, discount)
  const terms: ExpirationTerms = {
    spot: Float64Array.of(quoted.spot),
    forward: Float64Array.of(forward),
    discount: Float64Array.of(discount),
    years: Float64Array.of(years),
  }
  const points = volatilityPoints(quoted, terms)
  if (points.length < LEAST_POINTS) return undefined
  return {
    root,
    day: expiration,
    expires,
    carry: Math.log(forward / quoted.spot) / years,
    strikes: [...new Set(quoted.strike)],
    x: Float64Array.from(points, ([strike]) => Math.log(strike / forward) / Math.sqrt(years)),
    volatility: Float64Array.from(points, ([, volatility]) => volatility),
  }
}

function quotedRows(
  snapshot: ChainSnapshot,
  rows: readonly number[],
  years: number,
  rate: number,
): QuotedExpiration {
  const { chain, spot, at } = snapshot
  const column = (from: Float64Array) => Float64Array.from(rows, (row) => from[row]!)
  return {
    strike: Float64Array.from(rows, (row) => chain.strike[row]! / 10_000),
    isCall: Uint8Array.from(rows, (row) => chain.isCall[row]!),
    bid: column(chain.bid),
    ask: column(chain.ask),
    spot,
    years,
    rate,
    style: chain.isAmerican[rows[0]!] === 1 ? 'american' : 'european',
    at,
  }
}

function volatilityPoints(
  quoted: QuotedExpiration,
  terms: ExpirationTerms,
): [strike: number, volatility: number][] {
  const { strike, isCall, bid, ask } = quoted
  const forward = terms.forward[0]!
  const mid = bid.map((value, row) => {
    const isOut = isCall[row] === 1 ? strike[row]! >= forward : strike[row]! < forward
    const isQuoted = isOut && value > 0 && ask[row]! >= value
    return isQuoted ? 0.5 * (value + ask[row]!) : Number.NaN
  })
  const columns = { expiration: new Uint16Array(strike.length), strike, isCall }
  const { volatility } = impliedVolatilities(columns, terms, mid)
  return Array.from(strike, (k, row): [number, number] => [k, volatility[row]!]).filter(
    ([, value]) => value > LEAST_VOL && value < MOST_VOL,
  )
}

/** The volatility of a smile at a standardised log-strike: straight between strikes, level beyond the last. */
export function smileAt({ x, volatility }: RecordedSmile, at: number): number {
  let [low, high] = [0, x.length - 1]
  if (at <= x[low]!) return volatility[low]!
  if (at >= x[high]!) return volatility[high]!
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (x[middle]! <= at) low = middle
    else high = middle
  }
  const share = (at - x[low]!) / (x[high]! - x[low]!)
  return volatility[low]! + share * (volatility[high]! - volatility[low]!)
}

/** The two smiles about an instant, and how far it lies from the first to the second, 0 to 1. */
export function smilesAbout(
  smiles: readonly RecordedSmile[],
  expires: Instant,
): [before: RecordedSmile, after: RecordedSmile, share: number] {
  const at = smiles.findIndex((smile) => smile.expires >= expires)
  const after = at < 0 ? smiles.at(-1)! : smiles[at]!
  const before = at < 0 ? after : (smiles[at - 1] ?? after)
  const span = after.expires - before.expires
  return [before, after, span > 0 && after.expires !== expires ? (expires - before.expires) / span : 1]
}
