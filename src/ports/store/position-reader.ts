import type { Instant } from '../../domain/calendar/instant.ts'
import type { Cents } from '../../domain/money/cents.ts'
import type { Price } from '../../domain/money/price.ts'
import type { OptionContract } from '../../domain/option/contract.ts'

/** A row of the mirror: one contract (or share) on one side. */
export interface PositionRow {
  readonly account: string
  /** OCC symbol, or ticker of shares. */
  readonly symbol: string
  /** Null for shares and for what no order of ours may touch (adjusted contracts). */
  readonly contract: OptionContract | null
  readonly side: 'long' | 'short'
  /** Absolute and above 0: whole contracts, or shares, in parts as well. */
  readonly quantity: number
  /** Cash paid per contract or share, + paid, - received; null when the broker gave none that can be told. */
  readonly costBasisPerContract: Cents | null
  readonly lastPrice: Price | null
  /** The snapshot that last changed the row, and when. */
  readonly snapshotId: string
  readonly updatedAt: Instant
}

/** Reads the mirror of the broker's positions, as the newest complete snapshot left it. */
export interface PositionReader {
  /** By symbol. */
  positions(account: string): Promise<readonly PositionRow[]>
}
