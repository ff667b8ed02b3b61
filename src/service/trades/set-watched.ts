import { refuse } from '../../domain/refusal.ts'
import type { BracketPrices } from '../../domain/trade/bracket-prices.ts'
import type { TradeCommand } from '../../domain/trade/trade-command.ts'
import { applyCommands } from '../../engine/lifecycle/apply-commands.ts'
import { NO_CONTEXT } from '../../ports/store/hand-terms.ts'
import type { StoreTransaction } from '../../ports/store/store.ts'
import type { TradeRecord } from '../../ports/store/trade-store.ts'
import type { PersonDesk } from '../engine/person-desk.ts'
import type { HandAnswer } from './close-by-hand.ts'
import { staleVersion } from './stale-version.ts'

/** The watch may exit only what it manages. */
export const NOT_MANAGED = refuse(
  'trade_must_be_managed',
  'The engine watches only trades that it manages; put it into its hands first.',
)

/**
 * Stores prices that the engine's own watch holds from now on, or that nobody holds any more when both are null.
 *
 * Refuses: `version_must_be_current` when the trade has changed since it was read; `trade_must_be_managed` when the watch
 * may not exit it.
 */
export async function setWatched(
  tx: StoreTransaction,
  { view }: PersonDesk,
  { trade: seen }: TradeRecord,
  wanted: BracketPrices,
): Promise<HandAnswer<TradeRecord>> {
  const { snapshotId } = await tx.lockAccount(view.account)
  const record = await tx.tradeById(seen.id)
  if (record === null || record.trade.version !== seen.version) {
    return staleVersion(tx, record ?? ({ trade: seen } as TradeRecord), seen.version)
  }
  const isNone = wanted.stopLoss === null && wanted.takeProfit === null
  if (!record.trade.managed && !isNone) {
    return NOT_MANAGED
  }
  const evidence = { actor: 'person', at: view.clock.now(), snapshotId, reference: 'adjusted' } as const
  const commands: TradeCommand[] = [
    { type: 'bracket_adjusted', ...wanted, heldBy: 'engine', evidence },
    { type: 'flag_cleared', flag: 'UNPROTECTED', evidence },
  ]
  const applied = applyCommands(record, commands)
  if (!applied.ok) return applied
  const { hand } = record
  const overrideCount = (hand?.overrideCount ?? 0) + 1
  const changed = {
    ...applied.value.record,
    hand: { context: NO_CONTEXT, ...hand, ...wanted, overrideCount },
  }
  await tx.saveTrades([{ ...applied.value, record: changed }])
  return { ok: true, value: changed }
}
