import type { Instant } from '../../domain/calendar/instant.ts'
import { ok, type Result } from '../../domain/refusal.ts'
import type { OrderIntent } from '../../ports/store/intent-store.ts'
import type { PriceSnapshotRecord } from '../../ports/store/price-snapshot-store.ts'
import type { RuleOutcome } from '../../ports/store/proposal-store.ts'
import type { StoreTransaction } from '../../ports/store/store.ts'
import type { TradeRecord } from '../../ports/store/trade-store.ts'
import type { AccountView } from './account-view.ts'
import { findTrade } from './find-trade.ts'
import { type OrderLine, orderLine, tradeLines } from './list-books.ts'
import { type Replay, replayDecision } from './replay-decision.ts'
import type { TradeLine } from './trade-line.ts'

/** One step in the life of a trade. */
export interface LifeLine {
  readonly at: number
  readonly actor: 'engine' | 'person'
  readonly event: string
  /** `OPEN → CLOSED`, or what else changed, in words. */
  readonly what: string
  readonly trigger: string | null
  readonly snapshotId: string | null
  readonly evidence: string | null
}

/** An order that the trade wanted, from the intent on. */
export interface IntentLine {
  readonly id: string
  readonly role: OrderIntent['role']
  readonly state: OrderIntent['state']
  readonly brokerOrderId: string | null
  readonly preparedAt: Instant
  readonly sentAt: Instant | null
  readonly cancelRequestedAt: Instant | null
  readonly resolution: string | null
  readonly filledQuantity: number
  readonly cashFlowCents: number | null
}

/** A decision and what it comes to when it is made again. */
export interface DecisionLine {
  readonly id: string
  readonly kind: string
  readonly at: Instant
  readonly rules: string
  readonly snapshotId: string | null
  readonly replay: Replay
}

/** Why a trade is as it is. */
export interface TradeStory {
  readonly trade: TradeLine
  readonly proposal: {
    readonly id: string
    readonly score: number
    readonly createdAt: Instant
    readonly trace: readonly RuleOutcome[]
  } | null
  readonly life: readonly LifeLine[]
  readonly intents: readonly IntentLine[]
  readonly orders: readonly OrderLine[]
  readonly decisions: readonly DecisionLine[]
  /** First, last and extremes of what it was seen to be worth. */
  readonly marks: {
    readonly count: number
    readonly best: PriceSnapshotRecord | null
    readonly worst: PriceSnapshotRecord | null
  }
}

/**
 * The whole story of a trade: how it was proposed, each change with its trigger, evidence and snapshot, its orders, and
 * its decisions, each made again from what it looked at.
 *
 * Refuses as `findTrade` does.
 */
export function explainTrade(view: AccountView, name: string): Promise<Result<TradeStory>> {
  const { work, username, account } = view
  return work.transact(username, async (tx): Promise<Result<TradeStory>> => {
    const found = await findTrade(tx, account, name)
    return found.ok ? ok(await storyOf(tx, view, found.value)) : found
  })
}

async function storyOf(
  tx: StoreTransaction,
  { calendar }: AccountView,
  record: TradeRecord,
): Promise<TradeStory> {
  const { trade, spread, proposalId } = record
  const proposal = proposalId === null ? null : await tx.proposalById(proposalId)
  const [line] = await tradeLines(tx, [record])
  const decisions = (await tx.decisionsOfTrade(trade.id)).toReversed()
  return {
    trade: line!,
    proposal:
      proposal === null
        ? null
        : { id: proposal.id, score: proposal.score, createdAt: proposal.createdAt, trace: proposal.trace },
    life: (await tx.eventsOfTrade(trade.id)).map(({ event }) => lifeLine(event)),
    intents: (await tx.intentsOfTrades([trade.id])).map(intentLine),
    orders: (await tx.ordersOfTrade(trade.id)).map(orderLine),
    decisions: decisions.map((decision) => {
      const { id, kind, at, rules, snapshotId } = decision
      return {
        id,
        kind,
        at,
        rules,
        snapshotId,
        replay: replayDecision(decision, { calendar, spread, proposal }),
      }
    }),
    marks: marksOf(await tx.priceSnapshots(trade.id)),
  }
}

type StoredEvent = Awaited<ReturnType<StoreTransaction['eventsOfTrade']>>[number]['event']

function lifeLine(event: StoredEvent): LifeLine {
  const { actor, at, snapshotId, reference } = event.evidence
  const trigger = event.type === 'status_changed' ? event.trigger : null
  return { at, actor, event: event.type, what: wordsOf(event), trigger, snapshotId, evidence: reference }
}

function wordsOf(event: StoredEvent): string {
  switch (event.type) {
    case 'status_changed':
      return `${event.from} → ${event.to}${event.exitReason === null ? '' : `, ${event.exitReason}`}`
    case 'entry_recorded':
    case 'exit_recorded': {
      const { quantity, cashFlow } = event.execution
      const cash = cashFlow === null ? 'at an unknown price' : `for ${(cashFlow / 100).toFixed(2)} dollars`
      return `${quantity} ${event.type === 'entry_recorded' ? 'in' : 'out'} ${cash}`
    }
    case 'execution_priced':
      return `${event.side} priced by ${event.pricedBy}: ${(event.cashFlow / 100).toFixed(2)} dollars`
    case 'quantity_reduced':
      return `quantity is ${event.quantity}`
    case 'entry_cancel_requested':
      return 'the entry is to be cancelled'
    case 'exit_order_placed':
      return `closing order for ${event.order.quantity}, ${event.order.reason}`
    case 'exit_order_ended':
      return `closing order ${event.state}${event.failed ? ', the attempt failed' : ''}`
    case 'bracket_adjusted':
      return 'bracket adjusted'
    case 'flag_raised':
      return `flag ${event.flag} raised`
    case 'flag_cleared':
      return `flag ${event.flag} cleared`
    case 'fees_recorded':
      return `fees ${(event.fees / 100).toFixed(2)} dollars`
    case 'managed_set':
      return event.managed ? 'the engine manages it' : 'the engine does not exit it'
  }
}

function intentLine(intent: OrderIntent): IntentLine {
  const { id, role, state, brokerOrderId, preparedAt, sentAt, cancelRequestedAt } = intent
  const { resolution, filledQuantity, cashFlow } = intent
  return {
    id,
    role,
    state,
    brokerOrderId,
    preparedAt,
    sentAt,
    cancelRequestedAt,
    resolution,
    filledQuantity,
    cashFlowCents: cashFlow,
  }
}

function marksOf(marks: readonly PriceSnapshotRecord[]): TradeStory['marks'] {
  const known = marks.filter(({ unrealizedPnl }) => unrealizedPnl !== null)
  const by = (sign: 1 | -1): PriceSnapshotRecord | null =>
    known.reduce<PriceSnapshotRecord | null>(
      (best, one) => (best === null || sign * (one.unrealizedPnl! - best.unrealizedPnl!) > 0 ? one : best),
      null,
    )
  return { count: marks.length, best: by(1), worst: by(-1) }
}
