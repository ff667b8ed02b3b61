import { instant } from '../../domain/calendar/instant.ts'
import { CONTRACT_MULTIPLIER } from '../../domain/money/premium.ts'
import type { Cents } from '../../domain/money/cents.ts'
import { beginTrade } from '../../domain/trade/trade.ts'
import { FIXED_LIMIT } from '../../engine/entry/advance-entries.ts'
import { type EntryCandidate, entryTicket } from '../../engine/entry/entry-candidate.ts'
import { LOSS_UNTIL_STOP } from '../../engine/risk-gate/heat-of-book.ts'
import type { HandCheck } from '../../engine/risk-gate/hand-check.ts'
import { prepareIntent } from '../../engine/submission/prepare-intent.ts'
import type { OrderPreview } from '../../ports/order-desk.ts'
import type { DecisionRecord, JsonValue } from '../../ports/store/decision-store.ts'
import type { OrderIntent } from '../../ports/store/intent-store.ts'
import type { SpreadTerms, TradeRecord } from '../../ports/store/trade-store.ts'
import type { PersonDesk } from '../engine/person-desk.ts'
import { contextOf, type PreparedWish } from './prepare-wish.ts'
import type { PricedWish } from './price-wish.ts'

/** An order must leave within this time of its decision. */
const SEND_WITHIN_MS = 10_000

/** What is written together before a trade by hand is sent. */
export interface HandEntry {
  readonly record: TradeRecord
  readonly intent: OrderIntent
  readonly decision: DecisionRecord
}

/** The spread of a wish at its quotes, as entries know it. */
export function candidateOf(spread: SpreadTerms, { natural, mid }: PricedWish): EntryCandidate {
  return { ...spread, strikes: spread.legs.map(({ contract }) => contract.strike), natural, mid }
}

/** Trade, intent and decision of a wish that was admitted. */
export function handEntry(
  { view, ids }: PersonDesk,
  prepared: PreparedWish,
  priced: PricedWish,
  given: {
    readonly tradeId: string
    readonly reserve: Cents
    readonly checks: readonly HandCheck[]
    readonly preview: OrderPreview
    readonly snapshotId: string
  },
): HandEntry {
  const { spread, wish } = prepared.sound
  const now = view.clock.now()
  const { tradeId, reserve, snapshotId, checks } = given
  const record = recordOf(view.account, now, prepared, priced, given)
  const intent = prepareIntent({
    id: ids.next(),
    account: view.account,
    tradeId,
    proposalId: null,
    role: 'ENTRY',
    ticket: entryTicket(candidateOf(spread, priced), wish.quantity, priced.limit),
    preparedAt: now,
    notAfter: instant(now + SEND_WITHIN_MS),
    reserve,
    preview: given.preview,
  })
  const { mid, natural, limit } = priced
  const seen = { wish, quotes: [...prepared.quotes.values()], mid, natural, checks }
  const decision: DecisionRecord = {
    id: ids.next(),
    account: view.account,
    kind: 'entry',
    tradeId,
    proposalId: null,
    snapshotId,
    at: now,
    rules: 'hand-entry-1',
    inputs: JSON.parse(JSON.stringify(seen)) as JsonValue,
    outcome: { intent: intent.id, limit: limit.amount, effect: limit.effect, reserve },
  }
  return { record, intent, decision }
}

/**
 * The trade of a wish. It is in the engine's hands, which close it for its person's prices and before it expires, and see
 * when it has left the account; none of the engine's own rules on profit concerns it.
 */
function recordOf(
  account: string,
  now: TradeRecord['createdAt'],
  { sound }: PreparedWish,
  { lossUntilStop }: PricedWish,
  { tradeId, reserve }: { readonly tradeId: string; readonly reserve: Cents },
): TradeRecord {
  const { spread, wish, stop, takeProfit } = sound
  return {
    account,
    trade: beginTrade({
      id: tradeId,
      origin: 'MANUAL',
      managed: true,
      quantity: wish.quantity,
      multiplier: CONTRACT_MULTIPLIER,
    }),
    spread,
    proposalId: null,
    createdAt: now,
    maxProfit: null,
    maxLoss: null,
    reserve,
    ivEntry: null,
    underlyingEntry: null,
    lastFillSequence: null,
    absentSnapshots: 0,
    hand: { stopLoss: stop, takeProfit, overrideCount: 0, context: contextOf(wish.context) },
    memo: { [FIXED_LIMIT]: true, [LOSS_UNTIL_STOP]: lossUntilStop },
  }
}
