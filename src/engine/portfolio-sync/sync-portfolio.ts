import type { BrokerPosition } from '../../ports/broker-positions.ts'
import type { MirrorCounts, PositionWriter } from '../../ports/store/position-writer.ts'
import { type MirrorStamp, positionRows } from './position-rows.ts'

/** The part of a transaction that mirrors positions: whoever commits a snapshot hands it through. */
export type MirrorTransaction = PositionWriter

/** How a mirroring ended. */
export interface PortfolioSync {
  readonly success: boolean
  /** Rows that the mirror has now. */
  readonly synced: number
  readonly errors: readonly string[]
  readonly counts: MirrorCounts
}

/**
 * Makes the mirror equal to what the broker reports, and nothing else: no trade is looked at, nothing is concluded.
 * Only positions of a complete snapshot may be handed in; a failed read is never an empty list.
 */
export async function syncPortfolioFromTradier(
  tx: PositionWriter,
  positions: readonly BrokerPosition[],
  stamp: MirrorStamp,
): Promise<PortfolioSync> {
  const rows = positionRows(positions, stamp)
  const counts = await tx.mirrorPositions(stamp.account, rows)
  return { success: true, synced: rows.length, errors: [], counts }
}
