import type { Result } from '../../domain/refusal.ts'
import { type BrokerOrder, isOver } from '../../ports/broker-order.ts'
import type { Placement } from '../../ports/order-desk.ts'
import type { JsonValue } from '../../ports/store/decision-store.ts'
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

/** The trade that was written, its intent, and the key of the request. */
export interface WrittenEntry {
  readonly tradeId: string
  readonly intentId: string
  readonly key: string
}

/**
 * Sends a written entry, once, and reads it back: an order that was accepted and then rejected is a refusal with the
 * broker's words, one of unknown outcome is looked for at once. What provably never left is given up, so that nothing
 * is sent that the person was told was not. The answer is kept under the key in the transaction that reads it.
 */
export async function sendEntry(
  { view, log }: PersonDesk,
  desk: HandDesk,
  { tradeId, intentId, key }: WrittenEntry,
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
    await confirmSettled(desk, intent.brokerOrderId)
  }
  const answered = async (tx: StoreTransaction, isKept: (answer: Answer) => boolean): Promise<Answer> => {
    const answer = await placementAnswer(tx, tradeId, wordsOf(heard))
    if (isKept(answer)) await tx.answerKey(key, JSON.parse(JSON.stringify(answer)) as JsonValue)
    return answer
  }
  const first = await work.transact(username, (tx) => answered(tx, isWorking))
  // Nothing has moved while the order only works; in every other case the account is looked at anew.
  if (isWorking(first)) return first
  await desk.look()
  return work.transact(username, (tx) => answered(tx, isKnown))
}

type Answer = Result<PlacedTrade>

const isWorking = (answer: Answer): boolean => answer.ok && answer.value.outcome === 'working'
/** What is not known yet is no answer to keep: whoever asks again is told how it stands by then. */
const isKnown = (answer: Answer): boolean => !answer.ok || answer.value.outcome !== 'unknown'

function wordsOf(heard: Placement | null): string | null {
  return heard === null || heard.kind === 'accepted' ? null : `${heard.message} (${heard.code})`
}

/** Reads the order back until it has filled, if only in part, or is over, or has lasted for a second. */
async function confirmSettled({ confirm, clock }: HandDesk, orderId: string): Promise<void> {
  let known: readonly BrokerOrder[] = []
  for (const pauseMs of [0, ...PAUSES_MS]) {
    if (pauseMs > 0) await clock.sleep(pauseMs)
    const found = await confirm([orderId], known)
    if (found.length > 0) known = found
    const [seen] = found
    if (seen !== undefined && (isOver(seen.status) || seen.filledQuantity > 0)) return
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
