import { isFinal } from '../domain/trade/trade-status.ts'
import type { CallPriority } from '../ports/call-priority.ts'
import type { AccountEngine } from './account-engine.ts'

/**
 * Cancels working orders of ours that nothing stands behind any more: their trade is closed or cancelled, or they came
 * late. Orders of other hands are never touched: only an order that an intent of ours is behind, or that carries our
 * tag and was found late, is cancelled.
 *
 * @param late ids of entries that turned up after they had been given up
 * @returns how many were asked to be cancelled
 */
export async function guardOrphans(
  engine: AccountEngine,
  late: readonly string[],
  priority: CallPriority,
): Promise<number> {
  const { store, username, account, broker, log } = engine.context
  const orphans = await store.transact(username, async (tx) => {
    const working = (await tx.workingOrders(account)).filter(({ tradeId }) => tradeId !== null)
    const trades = await tx.tradesByIds(working.flatMap(({ tradeId }) => tradeId ?? []))
    const final = new Set(trades.filter(({ trade }) => isFinal(trade.status)).map(({ trade }) => trade.id))
    return working
      .filter(({ tradeId }) => tradeId !== null && final.has(tradeId))
      .map(({ order }) => order.id)
  })
  const ids = [...new Set([...orphans, ...late])]
  for (const id of ids) {
    const answer = await broker.cancel(id, priority)
    log.write('warn', '[orphan-guard]', `an order without a trade: cancel ${answer.kind}`, { order: id })
  }
  if (ids.length > 0) await engine.confirm(ids, priority)
  return ids.length
}
