import type { Clock } from '../../ports/clock.ts'
import type { Log } from '../../ports/log.ts'
import type { OrderDesk, Placement } from '../../ports/order-desk.ts'
import type { IntentStore, OrderIntent } from '../../ports/store/intent-store.ts'
import type { UnitOfWork } from '../../ports/store/unit-of-work.ts'

/** What a submission needs. */
export interface SubmissionDeps<Tx extends IntentStore> {
  readonly username: string
  readonly work: UnitOfWork<Tx>
  readonly desk: Pick<OrderDesk, 'place'>
  readonly clock: Pick<Clock, 'now'>
  readonly log: Log
  /**
   * The last look before the request leaves, in the transaction that claims the intent: the kill switch, the lease,
   * whatever may have changed since it was prepared. The name of what forbids it, or null.
   */
  readonly forbids: (tx: Tx, intent: OrderIntent) => Promise<string | null>
}

/**
 * Sends a prepared intent, at most once, and stores how that ended. The claim is committed before the request leaves
 * and no transaction is open while it is under way; so whatever happens in between, a restart finds `sending` and
 * looks for the order instead of sending it again.
 *
 * Answers the intent as stored: `live`, `refused`, `unknown`, `prepared` again (proven unsent), or `expired` (too
 * late, or forbidden). An intent that was not `prepared` is answered as it is, untouched.
 */
export async function submitIntent<Tx extends IntentStore>(
  deps: SubmissionDeps<Tx>,
  intentId: string,
): Promise<OrderIntent> {
  const { intent: claimed, isOurs } = await claim(deps, intentId)
  if (!isOurs) return claimed
  const priority = claimed.role === 'ENTRY' ? 'entry' : 'exit'
  const placement = await deps.desk.place(claimed.ticket, claimed.tag, priority, claimed.notAfter)
  const resolved = await resolve(deps, claimed, placement)
  const level = placement.kind === 'accepted' ? 'info' : 'warn'
  deps.log.write(level, '[submission]', `${claimed.role} order ${placement.kind}`, {
    intent: claimed.id,
    trade: claimed.tradeId,
    order: resolved.brokerOrderId,
    why: placement.kind === 'accepted' ? null : `${placement.code}: ${placement.message}`,
  })
  return resolved
}

/** `isOurs`: this call has claimed it. One that is `sending` already is another's to send, and never sent beside it. */
interface Claim {
  readonly intent: OrderIntent
  readonly isOurs: boolean
}

async function claim<Tx extends IntentStore>(
  { username, work, clock, forbids }: SubmissionDeps<Tx>,
  intentId: string,
): Promise<Claim> {
  return work.transact(username, async (tx) => {
    const intent = await tx.intentById(intentId)
    if (intent === null) throw new Error(`intent ${intentId} is gone; intents are never deleted`)
    if (intent.state !== 'prepared') return { intent, isOurs: false }
    const now = clock.now()
    const version = intent.version + 1
    const barred = now >= intent.notAfter ? 'not_after_has_passed' : await forbids(tx, intent)
    const next: OrderIntent =
      barred === null
        ? { ...intent, state: 'sending', version, attempt: intent.attempt + 1, sentAt: now }
        : { ...intent, state: 'expired', version, resolvedAt: now, resolution: barred }
    await tx.saveIntent(next)
    return { intent: next, isOurs: barred === null }
  })
}

/** Stores how the send ended, unless an order list has shown the order meanwhile: what was seen is the truth. */
function resolve<Tx extends IntentStore>(
  { username, work, clock }: SubmissionDeps<Tx>,
  claimed: OrderIntent,
  placement: Placement,
): Promise<OrderIntent> {
  return work.transact(username, async (tx) => {
    const present = await tx.intentById(claimed.id)
    if (present === null || present.version !== claimed.version) return present ?? claimed
    const resolved = afterPlacement(claimed, placement, clock.now())
    await tx.saveIntent(resolved)
    return resolved
  })
}

/** The intent as a placement leaves it. */
export function afterPlacement(
  intent: OrderIntent,
  placement: Placement,
  now: OrderIntent['preparedAt'],
): OrderIntent {
  const version = intent.version + 1
  switch (placement.kind) {
    case 'accepted':
      return { ...intent, state: 'live', version, brokerOrderId: placement.orderId, resolvedAt: now }
    case 'rejected':
      return { ...intent, state: 'refused', version, resolvedAt: now, resolution: placement.code }
    case 'unsent':
      return { ...intent, state: 'prepared', version, sentAt: null, resolution: placement.code }
    case 'unknown':
      return { ...intent, state: 'unknown', version, resolution: placement.code }
  }
}
