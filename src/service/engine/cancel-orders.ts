import { requestCancel } from '../../engine/submission/request-cancel.ts'
import type { PersonDesk } from './person-desk.ts'

/** What became of a wish to cancel. */
export interface CancelReport {
  /** Broker's ids of orders that were asked to be cancelled. */
  readonly asked: readonly string[]
  /** Of those, what still works after a look; a cancel may lose to a fill. */
  readonly stillWorking: readonly string[]
  /** Working orders of other hands that were left alone. */
  readonly foreign: readonly string[]
}

/**
 * Cancels the working orders of an account: ours, and those of other hands only when that is asked for. Then the account
 * is looked at, since only a read proves what became of them. An exit that is still due is sent again by the next
 * monitor; to keep one from being sent, take the trade out of the engine's hands first.
 *
 * @param wanted which roles of ours; all unless given
 */
export async function cancelOrders(
  hand: PersonDesk,
  { everything, wanted }: { readonly everything: boolean; readonly wanted?: 'ENTRY' },
): Promise<CancelReport> {
  const { view, desk, log } = hand
  const { work, username, account, clock } = view
  const { intents, foreign } = await work.transact(username, async (tx) => ({
    intents: (await tx.unsettledIntents(account)).filter(
      ({ state, role }) => state === 'live' && (wanted === undefined || role === wanted),
    ),
    foreign: (await tx.workingOrders(account)).filter(({ intentId }) => intentId === null),
  }))
  for (const { id } of intents)
    await requestCancel({ username, work, desk, clock, log }, id, 'cancelled by a person')
  const others = foreign.map(({ order }) => order.id)
  if (everything) for (const id of others) await desk.cancel(id, 'cancel')
  const asked = [
    ...intents.flatMap(({ brokerOrderId }) => brokerOrderId ?? []),
    ...(everything ? others : []),
  ]
  if (asked.length > 0) await hand.confirm(asked)
  await hand.look()
  const working = await work.transact(username, (tx) => tx.workingOrders(account))
  const ids = new Set(working.map(({ order }) => order.id))
  return {
    asked,
    stillWorking: asked.filter((id) => ids.has(id)),
    foreign: everything ? [] : others,
  }
}
