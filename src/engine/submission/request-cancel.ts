import type { Clock } from '../../ports/clock.ts'
import type { Log } from '../../ports/log.ts'
import type { CancelAnswer, OrderDesk } from '../../ports/order-desk.ts'
import type { IntentStore, OrderIntent } from '../../ports/store/intent-store.ts'
import type { UnitOfWork } from '../../ports/store/unit-of-work.ts'

/**
 * How long an order that a cancel was asked for may go on working before the cancel is asked for again: a request that
 * was lost on its way must not leave the order there for ever, and asking twice does no harm.
 */
export const ASK_AGAIN_MS = 5_000

/** What a cancel needs. */
export interface CancelDeps {
  readonly username: string
  readonly work: UnitOfWork<IntentStore>
  readonly desk: Pick<OrderDesk, 'cancel'>
  readonly clock: Pick<Clock, 'now'>
  readonly log: Log
}

/**
 * Asks the broker to cancel an intent's order; the wish is stored first. Whatever the answer, only a read of the order
 * proves what became of it: an acknowledged cancel may still lose to a fill.
 *
 * @param resolution what stands on the intent from then on: `repriced` when the next price of a ladder follows
 * @returns null when there is nothing to cancel (not live)
 */
export async function requestCancel(
  { username, work, desk, clock, log }: CancelDeps,
  intentId: string,
  resolution: string | null,
): Promise<CancelAnswer | null> {
  const wished = await work.transact(username, async (tx): Promise<OrderIntent | null> => {
    const intent = await tx.intentById(intentId)
    if (intent === null || intent.state !== 'live' || intent.brokerOrderId === null) return null
    const next = { ...intent, version: intent.version + 1, cancelRequestedAt: clock.now(), resolution }
    await tx.saveIntent(next)
    return next
  })
  if (wished?.brokerOrderId === null || wished === null) return null
  const priority = wished.role === 'ENTRY' ? 'cancel' : 'exit'
  const answer = await desk.cancel(wished.brokerOrderId, priority)
  log.write('info', '[submission]', `cancel ${answer.kind}`, {
    intent: wished.id,
    order: wished.brokerOrderId,
  })
  return answer
}
