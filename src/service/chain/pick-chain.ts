import { epochDay, type TradingDay, tradingDayFromEpochDay } from '../../domain/calendar/trading-day.ts'
import { ok, type Result, refuse } from '../../domain/refusal.ts'
import type { RecordedChain, SymbolColumn } from '../../ports/recorded-chain.ts'
import { listNearestDays, listSome } from './listing.ts'

/** Which part of a recording is asked for; what is null must be the only one there is. */
export interface ChainQuery {
  readonly underlying: string | null
  readonly quoteDay: TradingDay | null
  readonly expiration: TradingDay | null
  readonly root: string | null
}

/** The rows of one underlying, root, quote day, instant and expiration. */
export interface ChainPick {
  readonly chain: RecordedChain
  readonly root: string
  readonly expiration: TradingDay
  readonly rows: readonly number[]
}

/** Why nothing can be picked, in the order of the checks. */
export type PickCode =
  | 'recording_must_have_rows'
  | 'underlying_must_be_given'
  | 'underlying_must_be_recorded'
  | 'date_must_be_given'
  | 'date_must_be_recorded'
  | 'root_must_be_recorded'
  | 'expiration_must_be_given'
  | 'expiration_must_be_recorded'

type Rows = readonly number[]

function daysOf(column: Int32Array, rows: Rows): TradingDay[] {
  const days = new Set<number>()
  for (const row of rows) days.add(column[row]!)
  return [...days].sort((a, b) => a - b).map(tradingDayFromEpochDay)
}

function withSymbol(column: SymbolColumn, rows: Rows, symbol: string): Rows {
  const code = column.symbols.indexOf(symbol)
  return rows.filter((row) => column.codes[row] === code)
}

function pickUnderlying(chain: RecordedChain, underlying: string | null): Result<Rows, PickCode> {
  const { symbols } = chain.underlying
  const all = Array.from({ length: chain.rowCount }, (_, row) => row)
  if (all.length === 0) return refuse('recording_must_have_rows', 'The file has a header but no contracts.')
  const wanted = underlying ?? (symbols.length === 1 ? symbols[0]! : null)
  if (wanted === null) {
    return refuse(
      'underlying_must_be_given',
      `The file has ${symbols.length} underlyings; choose one with --underlying: ${listSome(symbols)}.`,
    )
  }
  const rows = withSymbol(chain.underlying, all, wanted)
  if (rows.length > 0) return ok(rows)
  return refuse(
    'underlying_must_be_recorded',
    `The file has no underlying ${wanted}; it has ${listSome(symbols)}.`,
  )
}

/** The rows of one day, and of that day only the last instant that was recorded. */
function pickDay(chain: RecordedChain, rows: Rows, wanted: TradingDay | null): Result<Rows, PickCode> {
  const days = daysOf(chain.quoteDay, rows)
  if (wanted === null && days.length > 1) {
    return refuse(
      'date_must_be_given',
      `The file has ${days.length} quote dates, ${days[0]} to ${days.at(-1)}; choose one with --date.`,
    )
  }
  const day = wanted ?? days[0]!
  if (!days.includes(day)) {
    return refuse(
      'date_must_be_recorded',
      `The file has no quotes of ${day}; it has ${listNearestDays(days, day)}.`,
    )
  }
  const ofDay = rows.filter((row) => chain.quoteDay[row] === epochDay(day))
  const minute = ofDay.reduce((latest, row) => Math.max(latest, chain.quoteMinute[row]!), -1)
  return ok(ofDay.filter((row) => chain.quoteMinute[row] === minute))
}

function pickRoots(chain: RecordedChain, rows: Rows, root: string | null): Result<Rows, PickCode> {
  if (root === null) return ok(rows)
  const found = withSymbol(chain.root, rows, root)
  if (found.length > 0) return ok(found)
  const roots = [...new Set(rows.map((row) => chain.root.symbols[chain.root.codes[row]!]!))].sort()
  return refuse('root_must_be_recorded', `There is no root ${root} here; there is ${listSome(roots)}.`)
}

function pickExpiration(chain: RecordedChain, rows: Rows, wanted: TradingDay | null): Result<Rows, PickCode> {
  const days = daysOf(chain.expirationDay, rows)
  if (wanted === null && days.length > 1) {
    return refuse(
      'expiration_must_be_given',
      `There are ${days.length} expirations; choose one with --expiration: ${listSome(days, 4)}${days.length > 4 ? `, up to ${days.at(-1)}` : ''}.`,
    )
  }
  const day = wanted ?? days[0]!
  if (!days.includes(day)) {
    return refuse(
      'expiration_must_be_recorded',
      `There is no expiration ${day}; there is ${listNearestDays(days, day)}.`,
    )
  }
  return ok(rows.filter((row) => chain.expirationDay[row] === epochDay(day)))
}

/** Splits rows by root, and each root's by expiration, in alphabetical order. */
function splitSeries(chain: RecordedChain, rows: Rows): ChainPick[] {
  const series = new Map<string, { root: string; expiration: TradingDay; rows: number[] }>()
  for (const row of rows) {
    const root = chain.root.symbols[chain.root.codes[row]!]!
    const expiration = tradingDayFromEpochDay(chain.expirationDay[row]!)
    const key = `${root} ${expiration}`
    const found = series.get(key)
    if (found === undefined) series.set(key, { root, expiration, rows: [row] })
    else found.rows.push(row)
  }
  const keys = [...series.keys()].sort()
  return keys.map((key) => ({ chain, ...series.get(key)! }))
}

/**
 * Picks one expiration of one underlying at one instant out of a recording, a pick for each root that has
 * it: SPX settles at the open and SPXW at the close, and one table would mix them. Where a day was recorded
 * more than once its last instant is taken.
 *
 * Refusals in this order: `recording_must_have_rows`, `underlying_must_be_given`,
 * `underlying_must_be_recorded`, `date_must_be_given`, `date_must_be_recorded`, `root_must_be_recorded`,
 * `expiration_must_be_given`, `expiration_must_be_recorded`. Each message names what there is.
 */
export function pickChain(chain: RecordedChain, query: ChainQuery): Result<readonly ChainPick[], PickCode> {
  const rows = pickMarket(chain, query)
  if (!rows.ok) return rows
  const ofExpiration = pickExpiration(chain, rows.value, query.expiration)
  return ofExpiration.ok ? ok(splitSeries(chain, ofExpiration.value)) : ofExpiration
}

/**
 * As `pickChain`, for every expiration: a pick for each root and expiration of the underlying at the
 * instant. The same refusals but the last two.
 */
export function pickEveryChain(
  chain: RecordedChain,
  query: Omit<ChainQuery, 'expiration'>,
): Result<readonly ChainPick[], PickCode> {
  const rows = pickMarket(chain, query)
  return rows.ok ? ok(splitSeries(chain, rows.value)) : rows
}

function pickMarket(
  chain: RecordedChain,
  query: Omit<ChainQuery, 'expiration'>,
): Result<readonly number[], PickCode> {
  const ofUnderlying = pickUnderlying(chain, query.underlying)
  if (!ofUnderlying.ok) return ofUnderlying
  const ofDay = pickDay(chain, ofUnderlying.value, query.quoteDay)
  return ofDay.ok ? pickRoots(chain, ofDay.value, query.root) : ofDay
}
