import { ok, type Result, refuse } from '../../domain/refusal.ts'
import { applyCommands } from '../../engine/lifecycle/apply-commands.ts'
import type { AccountView } from './account-view.ts'
import { findTrade } from './find-trade.ts'
import { tradeLines } from './list-books.ts'
import type { TradeLine } from './trade-line.ts'

/**
 * Lets the engine exit a trade, or takes it out of its hands; the change is written with who made it.
 *
 * Refuses: those of `findTrade`, and of the trade when it is over.
 */
export function setManaged(view: AccountView, name: string, managed: boolean): Promise<Result<TradeLine>> {
  const { work, username, account, clock } = view
  return work.transact(username, async (tx): Promise<Result<TradeLine>> => {
    const found = await findTrade(tx, account, name)
    if (!found.ok) return found
    const evidence = { actor: 'person', at: clock.now(), snapshotId: null, reference: null } as const
    const applied = applyCommands(found.value, [{ type: 'managed_set', managed, evidence }])
    if (!applied.ok) return refuse(applied.code, applied.message)
    if (applied.value.events.length > 0) await tx.saveTrades([applied.value])
    const [line] = await tradeLines(tx, [applied.value.record])
    return ok(line!)
  })
}
