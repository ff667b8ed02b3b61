import { type Refusal, refuse } from '../../domain/refusal.ts'
import type { StoreTransaction } from '../../ports/store/store.ts'
import type { TradeRecord } from '../../ports/store/trade-store.ts'
import { tradeLines } from '../engine/list-books.ts'
import type { TradeLine } from '../engine/trade-line.ts'

/** A refusal that shows the trade as it is now, so that whoever asked can see it and decide anew. */
export interface StaleRefusal extends Refusal {
  readonly present: TradeLine
}

/** The refusal of a command that was given in view of another version of a trade; the present one goes with it. */
export async function staleVersion(
  tx: StoreTransaction,
  record: TradeRecord,
  version: number,
): Promise<StaleRefusal> {
  const { trade } = record
  const said = `Trade ${trade.id} is at version ${trade.version}, and the command was for ${version}; look at it again.`
  return withPresent(tx, record, refuse('version_must_be_current', said))
}

/** A refusal with the trade as it is. */
export async function withPresent(
  tx: StoreTransaction,
  record: TradeRecord,
  refused: Refusal,
): Promise<StaleRefusal> {
  const [present] = await tradeLines(tx, [record])
  return { ...refused, present: present! }
}
