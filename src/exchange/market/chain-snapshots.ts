import { instant, MINUTE_MS } from '../../domain/calendar/instant.ts'
import { type MarketCalendar, marketDayAt } from '../../domain/calendar/market-calendar.ts'
import { instantOfEpochDay } from '../../domain/calendar/new-york-time.ts'
import { timeOfDay, timeOfDayFromMs } from '../../domain/calendar/time-of-day.ts'
import { type TradingDay, tradingDayFromEpochDay } from '../../domain/calendar/trading-day.ts'
import { price } from '../../domain/money/price.ts'
import type { OptionContract } from '../../domain/option/contract.ts'
import { formatOccSymbol } from '../../domain/option/occ-symbol.ts'
import { underlyingOfRoot } from '../../domain/option/product.ts'
import type { RecordedChain } from '../../ports/recorded-chain.ts'
import type { MarketTime } from '../venue/venue-types.ts'

/** The rows of one underlying that were recorded at one instant. */
export class ChainSnapshot {
  readonly chain: RecordedChain
  readonly at: MarketTime
  readonly day: TradingDay
  /** Dollars; NaN where it was not recorded. */
  readonly spot: number
  /** Rows of the chain: by expiration, root, strike, the call before the put. */
  readonly rows: Int32Array
  #bySymbol: Map<string, number> | undefined

  constructor(chain: RecordedChain, at: MarketTime, day: TradingDay, rows: readonly number[]) {
    this.chain = chain
    this.at = at
    this.day = day
    this.rows = Int32Array.from(rows).sort((a, b) => compareRows(chain, a, b))
    this.spot = rows.map((row) => chain.spot[row]!).find((spot) => spot > 0) ?? Number.NaN
  }

  /** The row of a compact OCC symbol; undefined when it was not recorded at this instant. */
  rowOf(symbol: string): number | undefined {
    // Of a contract that was recorded twice the later row holds.
    this.#bySymbol ??= new Map(
      Array.from(this.rows, (row) => [formatOccSymbol(contractOfRow(this.chain, row)), row]),
    )
    return this.#bySymbol.get(symbol)
  }
}

/** The contract of a row. */
export function contractOfRow(chain: RecordedChain, row: number): OptionContract {
  return {
    root: chain.root.symbols[chain.root.codes[row]!]!,
    expiration: tradingDayFromEpochDay(chain.expirationDay[row]!),
    type: chain.isCall[row] === 1 ? 'call' : 'put',
    strike: price(chain.strike[row]!),
  }
}

/**
 * The snapshots of each underlying of a recording, ascending in time. Rows without a time are of the close of
 * their day, 16:00 where the calendar knows no session. The underlying is that of the options' roots: some recordings name
 * a root (`SPXW`) or spell a class of shares in another way, by which none of their options would be found.
 */
export function chainSnapshots(chain: RecordedChain, calendar: MarketCalendar): Map<string, ChainSnapshot[]> {
  const underlyings = chain.root.symbols.map(underlyingOfRoot)
  const groups = new Map<string, { symbol: string; at: MarketTime; day: number; rows: number[] }>()
  for (let row = 0; row < chain.rowCount; row++) {
    const [day, minute] = [chain.quoteDay[row]!, chain.quoteMinute[row]!]
    const symbol = underlyings[chain.root.codes[row]!]!
    const key = `${symbol} ${day} ${minute}`
    let group = groups.get(key)
    if (group === undefined) {
      group = { symbol, at: instantOfRow(calendar, day, minute), day, rows: [] }
      groups.set(key, group)
    }
    group.rows.push(row)
  }
  const found = new Map<string, ChainSnapshot[]>()
  for (const { symbol, at, day, rows } of [...groups.values()].sort((a, b) => a.at - b.at)) {
    const snapshots = found.get(symbol) ?? []
    snapshots.push(new ChainSnapshot(chain, at, tradingDayFromEpochDay(day), rows))
    found.set(symbol, snapshots)
  }
  return found
}

/** When a row was quoted; without a time, at the close of its day. */
export function instantOfRow(calendar: MarketCalendar, day: number, minute: number): MarketTime {
  if (minute >= 0) return instantOfEpochDay(day, timeOfDayFromMs(minute * MINUTE_MS))
  const known = marketDayAt(calendar, day)
  return known.kind === 'session' ? known.closes : instant(instantOfEpochDay(day, timeOfDay('16:00')))
}

function compareRows(chain: RecordedChain, a: number, b: number): number {
  return (
    chain.expirationDay[a]! - chain.expirationDay[b]! ||
    compareText(chain.root.symbols[chain.root.codes[a]!]!, chain.root.symbols[chain.root.codes[b]!]!) ||
    chain.strike[a]! - chain.strike[b]! ||
    chain.isCall[b]! - chain.isCall[a]! ||
    a - b
  )
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
