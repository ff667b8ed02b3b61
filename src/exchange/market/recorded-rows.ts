import type { Instant } from '../../domain/calendar/instant.ts'
import { newYorkDayOf } from '../../domain/calendar/new-york-time.ts'
import type { OptionContract } from '../../domain/option/contract.ts'
import { parseOccSymbol } from '../../domain/option/occ-symbol.ts'
import { underlyingOfRoot } from '../../domain/option/product.ts'
import type { MarketTime } from '../venue/venue-types.ts'
import type { ChainSnapshot } from './chain-snapshots.ts'

/** What was recorded of each underlying, ascending in time. */
export type Snapshots = ReadonlyMap<string, readonly ChainSnapshot[]>

/** A row of a recorded chain. */
export interface FoundRow {
  readonly snapshot: ChainSnapshot
  readonly row: number
  readonly contract: OptionContract
}

/** The snapshot of an underlying that stands at a time; undefined before the first. */
export function latestSnapshot(
  snapshots: Snapshots,
  underlying: string,
  time: MarketTime,
): ChainSnapshot | undefined {
  return snapshots.get(underlying)?.findLast(({ at }) => at <= time)
}

/** The latest row of a compact OCC symbol that has not ended; a chain that lacks it leaves the row before in force. */
export function latestRow(snapshots: Snapshots, symbol: string, time: MarketTime): FoundRow | undefined {
  const parsed = parseOccSymbol(symbol)
  if (!parsed.ok || parsed.value.expiration < newYorkDayOf(time as Instant)) return undefined
  const list = snapshotsOfOption(snapshots, parsed.value)
  for (let i = list.length - 1; i >= 0; i--) {
    const snapshot = list[i]!
    if (snapshot.at > time) continue
    const row = snapshot.rowOf(symbol)
    if (row !== undefined) return { snapshot, row, contract: parsed.value }
  }
  return undefined
}

/** The snapshots of an option's underlying; none when it was not recorded. */
export function snapshotsOfOption(snapshots: Snapshots, { root }: OptionContract): readonly ChainSnapshot[] {
  return snapshots.get(underlyingOfRoot(root)) ?? []
}
