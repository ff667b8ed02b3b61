import type { Result } from '../../domain/refusal.ts'
import type { Placement } from '../../ports/order-desk.ts'
import type { StoreTransaction } from '../../ports/store/store.ts'
import type { HandDesk } from '../../engine/risk-gate/hand-desk.ts'
import { submitIntent } from '../../engine/submission/submit-intent.ts'
import type { PersonDesk } from '../engine/person-desk.ts'
import { type PlacedTrade, placementAnswer } from './placement-answer.ts'

/**
 * When an order that neither fills nor ends is read again after the first time. A broker that answers 200 may reject a
 * moment later, of an order that it has shown as open: measured after 75 to 105 ms, and known after a second.
 */
const PAUSES_MS = [150, 850] as const

/** The trade that was written, and its intent. */
export interface WrittenEntry {
  readonly tradeId: string
  readonly intentId: string
}

/**
 * Sends a written entry, once, and reads it back: an order that was accepted and then rejected is a refusal with the
 * broker's words, one of unknown outcome is looked for at once. What provably never left is given up, so that nothing
 * is sent that the person was told was not.
 */
export async function sendEntry(
  { view, log }: PersonDesk,
  desk: HandDesk,
  { tradeId, intentId }: WrittenEntry,
): Promise<Result<PlacedTrade>> {
  const { work, username, clock } = view
  let heard: Placement | null = null
  const hearing: HandDesk['desk'] = {
    preview: (ticket, priority) => desk.desk.preview(ticket, priority),
    async place(ticket, tag, priority, notAfter) {
      heard = await desk.desk.place(ticket, tag, priority, notAfter)
      return heard
    },
  }
  const deps = { username, work, desk: hearing, clock, log, forbids: desk.forbids }
  const intent = await submitIntent(deps, intentId)
  if (intent.state === 'prepared') await giveUp(view, intentId)
  if (intent.state === 'live' && intent.brokerOrderId !== null) {
    await confirmSettled(view, desk, intent.id, intent.brokerOrderId)
  }
  const answered = (tx: StoreTransaction) => placementAnswer(tx, tradeId, wordsOf(heard))
  const answer = await work.transact(username, answered)
  // Nothing has moved while the order only works; in every other case the account is looked at anew.
  if (answer.ok && answer.value.outcome === 'working') return answer
  await desk.look()
  return work.transact(username, answered)
}

function wordsOf(heard: Placement | null): string | null {
  return heard === null || heard.kind === 'accepted' ? null : `${heard.message} (${heard.code})`
}

/** Reads the order back until it has filled, if only in part, or is over, or has lasted for a second. */
async function confirmSettled(
  { work, username }: PersonDesk['view'],
  { confirm, clock }: HandDesk,
  intentId: string,
  orderId: string,
): Promise<void> {
  for (const pauseMs of [0, ...PAUSES_MS]) {
    if (pauseMs > 0) await clock.sleep(pauseMs)
    await confirm([orderId])
    // The intent says what was read; stored orders are those of the last snapshot, which does not know this one yet.
    const intent = await work.transact(username, (tx) => tx.intentById(intentId))
    if (intent === null || intent.state !== 'live' || intent.filledQuantity > 0) return
  }
}

/** Takes back an intent that provably was not sent, so that nothing sends it later. */
function giveUp({ work, username, clock }: PersonDesk['view'], intentId: string): Promise<void> {
  return work.transact(username, async (tx) => {
    const intent = await tx.intentById(intentId)
    if (intent?.state !== 'prepared') return
    const resolution = intent.resolution ?? 'given_up'
    const version = intent.version + 1
    await tx.saveIntent({ ...intent, state: 'expired', version, resolvedAt: clock.now(), resolution })
  })
}
