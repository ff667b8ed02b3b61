import { expirationInstant } from '../../domain/calendar/contract-expiration.ts'
import { yearsToExpiry } from '../../domain/calendar/days-to-expiration.ts'
import { instant } from '../../domain/calendar/instant.ts'
import { coversDay, type MarketCalendar } from '../../domain/calendar/market-calendar.ts'
import { epochDay } from '../../domain/calendar/trading-day.ts'
import type { OptionContract } from '../../domain/option/contract.ts'
import { formatOccSymbol } from '../../domain/option/occ-symbol.ts'
import { type ChainSnapshot, contractOfRow } from './chain-snapshots.ts'
import type { OptionGreeks } from './market-quote.ts'
import { greeksOfQuotes } from './quoted-greeks.ts'

/**
 * The greeks of a snapshot's options of a contract's root and expiration, by compact OCC symbol, implied from its
 * quotes; none for an expiration that the calendar does not reach.
 *
 * @param rate interest a year, continuously compounded
 */
export function snapshotGreeks(
  snapshot: ChainSnapshot,
  { root, expiration }: OptionContract,
  calendar: MarketCalendar,
  rate: number,
): ReadonlyMap<string, OptionGreeks | null> {
  if (!coversDay(calendar, expiration)) return new Map()
  const { chain, spot, at } = snapshot
  const day = epochDay(expiration)
  const isOfSeries = (row: number): boolean =>
    chain.expirationDay[row] === day && chain.root.symbols[chain.root.codes[row]!] === root
  const rows = Array.from(snapshot.rows.filter(isOfSeries), (row) => ({
    row,
    contract: contractOfRow(chain, row),
  }))
  const column = (from: Float64Array) => Float64Array.from(rows, ({ row }) => from[row]!)
  const greeks = greeksOfQuotes({
    strike: Float64Array.from(rows, ({ contract }) => contract.strike / 10_000),
    isCall: Uint8Array.from(rows, ({ row }) => chain.isCall[row]!),
    bid: column(chain.bid),
    ask: column(chain.ask),
    spot,
    years: yearsToExpiry(instant(at), expirationInstant(calendar, { root, expiration })),
    rate,
    style: chain.isAmerican[rows[0]!.row] === 1 ? 'american' : 'european',
    at,
  })
  return new Map(rows.map(({ contract }, i) => [formatOccSymbol(contract), greeks[i] ?? null]))
}
