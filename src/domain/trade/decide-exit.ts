import { invariant } from '../invariant.ts'
import { ok } from '../refusal.ts'
import { closeWhenAllLeft, type Decision, type Draft, draft, moveTo, record } from './decision.ts'
import type { ExitExecution } from './execution.ts'
import { exitCanBeRetried, exitOrderBarredBy } from './exit-guard.ts'
import type { ExitReason, OrderedExitReason } from './exit-reason.ts'
import { type FillNews, fillNews } from './fill-report.ts'
import type { Trade } from './trade.ts'
import type { CommandOf } from './trade-command.ts'
import { openQuantity, workingExit } from './trade-figures.ts'
import { refuseTrade } from './trade-refusal.ts'

function place(made: Draft, orderId: string, quantity: number, reason: OrderedExitReason): Draft {
  return record(made, {
    type: 'exit_order_placed',
    order: { orderId, quantity, reason, state: 'working' },
  })
}

function filledOf(trade: Trade, orderId: string): number {
  return trade.exits.find((exit) => exit.key === orderId)?.quantity ?? 0
}

/** A closing order is about to be sent: the decision on an exit (with its reason) or a retry (without). */
export function decideExitOrder(
  trade: Trade,
  command: CommandOf<'exit_requested'> | CommandOf<'exit_retried'>,
): Decision {
  const { orderId, quantity, evidence } = command
  const retried = command.type === 'exit_retried' ? trade.exitOrders.at(-1) : undefined
  if (command.type === 'exit_retried' && !exitCanBeRetried(trade))
    return refuseTrade(trade, 'no_exit_to_retry')
  const barred = exitOrderBarredBy(trade, evidence.actor, orderId, quantity)
  if (barred !== null) return refuseTrade(trade, barred)
  const reason = command.type === 'exit_requested' ? command.reason : retried?.reason
  invariant(reason !== undefined, 'a retried exit has a last order')
  return ok(moveTo(place(draft(trade, evidence), orderId, quantity, reason), 'CLOSING_PENDING', command.type))
}

/** A step of the ladder: the next order takes the place of the working one, which is proven dead. */
export function decideExitRepriced(trade: Trade, command: CommandOf<'exit_repriced'>): Decision {
  const working = workingExit(trade)
  if (working === null) return refuseTrade(trade, 'no_exit_order_working')
  if (command.filledQuantity !== filledOf(trade, working.orderId)) {
    return refuseTrade(trade, 'fills_must_be_recorded_first')
  }
  const { orderId, quantity, evidence } = command
  const barred = exitOrderBarredBy(trade, evidence.actor, orderId, quantity)
  if (barred !== null) return refuseTrade(trade, barred)
  const ended = record(draft(trade, evidence), {
    type: 'exit_order_ended',
    orderId: working.orderId,
    state: 'died',
    failed: false,
  })
  return ok(place(ended, orderId, quantity, working.reason))
}

interface ExitFill {
  readonly news: FillNews
  readonly execution: ExitExecution
}

function exitFill(
  trade: Trade,
  command: CommandOf<'exit_filled'> | CommandOf<'bracket_filled'>,
  reason: ExitReason,
): ExitFill {
  const { orderId: key, filledQuantity: quantity, cashFlow } = command
  const known = trade.exits.find((exit) => exit.key === key)
  const pricedBy = cashFlow === null ? null : 'fill'
  // The reason of an order is the one it was first known by; a later report cannot rewrite it.
  const execution = {
    key,
    source: 'order',
    quantity,
    cashFlow,
    pricedBy,
    reason: known?.reason ?? reason,
  } as const
  return { news: fillNews(known, quantity, cashFlow), execution }
}

/** What both kinds of closing fill share: compare, cap at the open quantity, record. */
function recordExitFill(
  trade: Trade,
  { news, execution }: ExitFill,
  command: CommandOf<'exit_filled'> | CommandOf<'bracket_filled'>,
): Decision {
  const made = draft(trade, command.evidence)
  if (news.kind === 'contradiction') return refuseTrade(trade, news.code)
  if (news.kind === 'nothing') return ok(made)
  if (news.kind === 'price') {
    const priced = { type: 'execution_priced', side: 'exit', key: execution.key, pricedBy: 'fill' } as const
    return ok(record(made, { ...priced, cashFlow: news.cashFlow }))
  }
  if (news.quantity > openQuantity(trade)) return refuseTrade(trade, 'exit_exceeds_open_quantity')
  return ok(record(made, { type: 'exit_recorded', execution }))
}

/** A trade that is closed already only learns prices. */
function settle(made: Draft, trigger: 'exit_filled' | 'bracket_filled'): Draft {
  return made.trade.status === 'CLOSED' || made.events.length === 0 ? made : closeWhenAllLeft(made, trigger)
}

/** Records what a closing order has filled; CLOSED when all has left, OPEN when the order is done before. */
export function decideExitFilled(trade: Trade, command: CommandOf<'exit_filled'>): Decision {
  const order = trade.exitOrders.find((other) => other.orderId === command.orderId)
  if (order === undefined) return refuseTrade(trade, 'exit_order_unknown')
  const fill = exitFill(trade, command, order.reason)
  if (fill.news.kind === 'growth' && command.filledQuantity > order.quantity) {
    return refuseTrade(trade, 'fill_exceeds_order_quantity')
  }
  const recorded = recordExitFill(trade, fill, command)
  if (!recorded.ok || fill.news.kind !== 'growth')
    return recorded.ok ? ok(settle(recorded.value, 'exit_filled')) : recorded
  const { orderId } = order
  const complete = command.filledQuantity === order.quantity
  const made = complete
    ? record(recorded.value, { type: 'exit_order_ended', orderId, state: 'filled', failed: false })
    : recorded.value
  const settled = settle(made, 'exit_filled')
  const { status } = settled.trade
  const done = status === 'CLOSING_PENDING' && workingExit(settled.trade) === null
  return ok(done && openQuantity(settled.trade) > 0 ? moveTo(settled, 'OPEN', 'exit_filled') : settled)
}

/** Records what a leg of the bracket has filled. While the entry works, the trade waits for its end. */
export function decideBracketFilled(trade: Trade, command: CommandOf<'bracket_filled'>): Decision {
  const reason = command.leg === 'take_profit' ? 'TAKE_PROFIT_FILLED' : 'STOP_LOSS_FILLED'
  const recorded = recordExitFill(trade, exitFill(trade, command, reason), command)
  return recorded.ok ? ok(settle(recorded.value, 'bracket_filled')) : recorded
}

/**
 * The working exit is proven dead: back to OPEN, or EXIT_ERROR once the attempts are used up. Never CLOSED:
 * an order that expired or was cancelled has closed nothing.
 */
export function decideExitDied(trade: Trade, command: CommandOf<'exit_died'>): Decision {
  const { orderId, attemptsAllowed, evidence } = command
  invariant(attemptsAllowed >= 1, `at least 1 exit attempt is allowed, got ${attemptsAllowed}`)
  if (workingExit(trade)?.orderId !== orderId) return refuseTrade(trade, 'no_exit_order_working')
  if (command.filledQuantity !== filledOf(trade, orderId)) {
    return refuseTrade(trade, 'fills_must_be_recorded_first')
  }
  // An exit that was withdrawn because a leg was assigned has not failed.
  const failed = !trade.flags.includes('ASSIGNED')
  const ended = { type: 'exit_order_ended', orderId, state: 'died', failed } as const
  const made = record(draft(trade, evidence), ended)
  if (openQuantity(trade) === 0) return ok(made)
  const usedUp = failed && made.trade.exitAttempts >= attemptsAllowed
  return ok(moveTo(made, usedUp ? 'EXIT_ERROR' : 'OPEN', 'exit_died'))
}
