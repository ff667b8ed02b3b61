import { tickRuleFor } from '../../domain/option/product.ts'
import { type BracketPrices, orderablePrices } from '../../domain/trade/bracket-prices.ts'
import { exitBarredBy } from '../../domain/trade/exit-guard.ts'
import type { TradeCommand } from '../../domain/trade/trade-command.ts'
import type { BrokerOrder } from '../../ports/broker-order.ts'
import type { OrderTicket } from '../../ports/order-ticket.ts'
import { type HandTerms, NO_CONTEXT } from '../../ports/store/hand-terms.ts'
import { isUnsettled } from '../../ports/store/intent-store.ts'
import type { TradeRecord } from '../../ports/store/trade-store.ts'
import { applyCommands } from '../lifecycle/apply-commands.ts'
import type { Fold, IntentView, SyncContext } from './trade-fold.ts'

/** An order may be refused for a moment after its 200; a pending one that has lived so long waits for its session. */
const REFUSED_WITHIN_MS = 2_000

/** The orders of a bracket that can fill: the children of an OCO, or the one order of a single side. */
function sidesOf(order: BrokerOrder | null): readonly BrokerOrder[] {
  if (order === null) return []
  return order.children.length > 0 ? order.children : order.legs.length > 0 ? [order] : []
}

/**
 * Records what the sides of a bracket have filled, each with its own reason. An entry that still works is ended by it: a
 * bracket that fills says that the person's plan is over. A fill that closes more than is open has sold what was not
 * there; the trade is final or short, and a person is called.
 */
export function recordBracket(fold: Fold, { intent, order }: IntentView, context: SyncContext): void {
  for (const side of sidesOf(order)) {
    const { filledQuantity, cashFlow, stop } = side
    if (filledQuantity === 0) continue
    const leg = stop === null ? 'take_profit' : 'stop_loss'
    const evidence = context.evidence(`order ${side.id}`)
    const orderId = `${intent.id}:${leg}`
    const filled = { type: 'bracket_filled', leg, orderId, filledQuantity, cashFlow, evidence } as const
    const works = fold.record.trade.status === 'PARTIALLY_FILLED'
    const commands: TradeCommand[] = works ? [filled, { type: 'entry_cancel_requested', evidence }] : [filled]
    const applied = applyCommands(fold.record, commands)
    fold.take(intent.id, applied)
    if (applied.ok || applied.code !== 'exit_exceeds_open_quantity') continue
    const reference = context.evidence(`order ${side.id} closed more than was open`)
    const flag = { type: 'flag_raised', flag: 'NEEDS_REVIEW', evidence: reference } as const
    fold.take(intent.id, applyCommands(fold.record, [flag]))
  }
}

/** The prices that a bracket's ticket asks for. */
export function pricesOfTicket(ticket: OrderTicket): BracketPrices {
  switch (ticket.kind) {
    case 'oco':
      return { stopLoss: ticket.stopLoss.stop, takeProfit: ticket.takeProfit.limit }
    case 'option':
      return ticket.stop === null
        ? { stopLoss: null, takeProfit: ticket.limit }
        : { stopLoss: ticket.stop, takeProfit: null }
    default:
      return { stopLoss: null, takeProfit: null }
  }
}

function isAccepted({ intent, order }: IntentView, now: number): boolean {
  if (intent.state !== 'live') return false
  return sidesOf(order).some(({ status }) => {
    if (status === 'open' || status === 'partially_filled') return true
    return status === 'pending' && now - (intent.sentAt ?? now) >= REFUSED_WITHIN_MS
  })
}

/**
 * Lets the trade know which bracket is in force at the broker: one that is seen to work there, with its prices, which
 * are the wanted ones from then on and not before; or none any more, once its orders are proven dead.
 */
export function settleBracket(fold: Fold, views: readonly IntentView[], context: SyncContext): void {
  const { status } = fold.record.trade
  const brackets = views.filter(({ intent }) => intent.role === 'BRACKET')
  if (brackets.length === 0 || (status !== 'OPEN' && status !== 'PARTIALLY_FILLED')) return
  const accepted = brackets.findLast((view) => isAccepted(view, context.now))
  if (accepted !== undefined) takeInForce(fold, accepted, context)
  else if (!brackets.some(({ intent }) => isUnsettled(intent.state))) letGo(fold, brackets.at(-1)!, context)
}

function takeInForce(fold: Fold, { intent, order }: IntentView, context: SyncContext): void {
  if (exitBarredBy(fold.record.trade, 'person') !== null) return
  const prices = pricesOfTicket(intent.ticket)
  const evidence = context.evidence(`order ${order!.id} works`)
  const commands: TradeCommand[] = [
    { type: 'bracket_adjusted', ...prices, heldBy: 'broker', evidence },
    { type: 'flag_cleared', flag: 'UNPROTECTED', evidence },
  ]
  const applied = applyCommands(fold.record, commands)
  if (!applied.ok || applied.value.events.length === 0) {
    fold.take(intent.id, applied)
    return
  }
  const { record, events } = applied.value
  fold.take(intent.id, { ok: true, value: { record: withWanted(record, prices), events } })
}

/** The record with other wanted prices; a change beyond the rounding to an increment counts as one of the person's. */
function withWanted(record: TradeRecord, prices: BracketPrices): TradeRecord {
  const { spread } = record
  // An adopted trade that is protected for the first time has its terms by that.
  const hand = record.hand ?? { stopLoss: null, takeProfit: null, overrideCount: 0, context: NO_CONTEXT }
  const before = orderablePrices(hand, tickRuleFor(spread.root))
  const isSame = before.stopLoss === prices.stopLoss && before.takeProfit === prices.takeProfit
  const changed: HandTerms = { ...hand, ...prices, overrideCount: hand.overrideCount + (isSame ? 0 : 1) }
  return { ...record, hand: changed }
}

function letGo(fold: Fold, { intent }: IntentView, context: SyncContext): void {
  if (fold.record.trade.bracket?.heldBy !== 'broker') return
  const evidence = context.evidence(`intent ${intent.id} is over`)
  const none = {
    type: 'bracket_adjusted',
    takeProfit: null,
    stopLoss: null,
    heldBy: 'broker',
    evidence,
  } as const
  fold.take(intent.id, applyCommands(fold.record, [none]))
}
