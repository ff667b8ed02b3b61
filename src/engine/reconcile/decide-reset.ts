import type { Instant } from '../../domain/calendar/instant.ts'
import type { Evidence, TradeCommand } from '../../domain/trade/trade-command.ts'
import { filledQuantity, openQuantity, workingExit } from '../../domain/trade/trade-figures.ts'
import { isUnsettled, type OrderIntent } from '../../ports/store/intent-store.ts'
import type { TradeRecord, TradeSave } from '../../ports/store/trade-store.ts'
import { allocatePositions, type SignedPositions } from '../exits/allocate-positions.ts'
import { applyCommands } from '../lifecycle/apply-commands.ts'

/** What the end of an epoch looks at: everything of the account that is not over. */
export interface ResetInput {
  readonly trades: readonly TradeRecord[]
  /** All intents of these trades, and the account's unsettled ones. */
  readonly intents: readonly OrderIntent[]
  /** The mirror after the reset. */
  readonly positions: SignedPositions
  /** The epoch that ends. */
  readonly epoch: number
  readonly now: Instant
  readonly evidence: Evidence
}

/** What is to be stored when an epoch ends, in one transaction. */
export interface ResetDecision {
  readonly saves: readonly TradeSave[]
  readonly intents: readonly OrderIntent[]
  /** Trades of which the broker still holds something: a position is never left without its trade. */
  readonly kept: readonly TradeRecord[]
  /** Trades that have left already and wait for a price, which only evidence can give. */
  readonly waiting: readonly TradeRecord[]
}

/** How an intent says that its order has gone with the account's old epoch. */
const RESOLUTION = 'broker_reset_accepted'
/** On a trade that a reset has closed: no report of the new epoch may price it. */
const CLOSED_BY_RESET = 'closedByReset'

/** Whether a trade left because its account was reset. Nobody will ever report what it was closed at. */
export function leftByReset({ memo }: Pick<TradeRecord, 'memo'>): boolean {
  return memo[CLOSED_BY_RESET] !== undefined
}

/**
 * What becomes of trades and intents when a person says that the broker has reset the account. Orders of the old epoch
 * are gone: what was never sent is `expired`, everything else unsettled is `tombstoned`, entries and exits under way
 * have died. What was open and is not at the broker is CLOSED as BROKER_ALREADY_FLAT (an assigned trade as ASSIGNED)
 * with price and profit unknown. What the broker still holds keeps its trade; such a trade's intents forget the
 * broker's ids, since the same ids come again for other orders.
 */
export function decideReset(input: ResetInput): ResetDecision {
  const { trades, positions } = input
  const { legsOf } = allocatePositions(trades, positions)
  const held = (record: TradeRecord): boolean =>
    legsOf.get(record.trade.id)?.some(({ own }) => own !== 0) === true
  const kept = trades.filter(held)
  const keptIds = new Set(kept.map(({ trade }) => trade.id))
  const saves = trades.flatMap((record) => saveOf(record, keptIds.has(record.trade.id), input))
  return {
    saves,
    intents: input.intents.flatMap((intent) => intentAfter(intent, keptIds.has(intent.tradeId), input)),
    kept,
    waiting: trades.filter(isWaitingForPrice),
  }
}

function isWaitingForPrice({ trade }: TradeRecord): boolean {
  return trade.status === 'CLOSING_PENDING' && openQuantity(trade) === 0
}

function saveOf(record: TradeRecord, isHeld: boolean, { epoch, evidence }: ResetInput): TradeSave[] {
  if (isWaitingForPrice(record)) return []
  const commands = [
    ...deathsOf(record, evidence),
    ...(isHeld ? bracketGone(record, evidence) : []),
    ...(isHeld || openQuantity(record.trade) === 0 ? [] : departureOf(record, evidence)),
  ]
  if (commands.length === 0) return []
  const applied = applyCommands(record, commands)
  // A trade that refuses would stay behind with an order that no broker knows: that is a bug, and nothing is stored.
  if (!applied.ok) throw new Error(`the reset cannot end trade ${record.trade.id}: ${applied.message}`)
  const { record: after, events } = applied.value
  const memo = after.trade.status === 'CLOSED' ? { ...after.memo, [CLOSED_BY_RESET]: epoch } : after.memo
  return [{ record: { ...after, memo }, events }]
}

/** The orders under way have gone with the epoch, and that their outcome is unknown is over. */
function deathsOf({ trade }: TradeRecord, evidence: Evidence): TradeCommand[] {
  const { status } = trade
  const cause = 'cancelled' as const
  const working = workingExit(trade)
  return [
    ...(trade.flags.includes('UNKNOWN_OUTCOME')
      ? [{ type: 'flag_cleared', flag: 'UNKNOWN_OUTCOME', evidence } as const]
      : []),
    ...(status === 'ENTRY_PENDING' || status === 'PARTIALLY_FILLED'
      ? [{ type: 'entry_died', cause, filledQuantity: filledQuantity(trade), evidence } as const]
      : []),
    ...(status === 'CLOSING_PENDING' && working !== null
      ? [exitDeath(trade, working.orderId, evidence)]
      : []),
  ]
}

function exitDeath({ exits }: TradeRecord['trade'], orderId: string, evidence: Evidence): TradeCommand {
  const filled = exits.find(({ key }) => key === orderId)?.quantity ?? 0
  // The order did not fail, the account under it was taken away; no attempt is used up by that.
  const attemptsAllowed = Number.MAX_SAFE_INTEGER
  return { type: 'exit_died', orderId, cause: 'cancelled', filledQuantity: filled, attemptsAllowed, evidence }
}

/** Nobody protects what is left until its bracket is placed anew; to say that the broker does would keep the alarm back. */
function bracketGone({ trade }: TradeRecord, evidence: Evidence): TradeCommand[] {
  const isOpen = ['OPEN', 'PARTIALLY_FILLED', 'CLOSING_PENDING'].includes(trade.status)
  if (!isOpen || trade.bracket?.heldBy !== 'broker') return []
  return [{ type: 'bracket_adjusted', takeProfit: null, stopLoss: null, heldBy: 'broker', evidence }]
}

function departureOf({ trade }: TradeRecord, evidence: Evidence): TradeCommand[] {
  return trade.flags.includes('ASSIGNED')
    ? [{ type: 'assignment_resolved', cashFlow: null, evidence }]
    : [{ type: 'flat_at_broker', evidence }]
}

function intentAfter(intent: OrderIntent, isKept: boolean, { epoch, now }: ResetInput): OrderIntent[] {
  const { state, brokerOrderId } = intent
  const version = intent.version + 1
  if (isUnsettled(state)) {
    const order = brokerOrderId === null ? '' : `: order ${brokerOrderId} of epoch ${epoch}`
    const ended = state === 'prepared' ? 'expired' : 'tombstoned'
    const resolution = `${RESOLUTION}${order}`
    return [{ ...intent, version, state: ended, resolvedAt: now, resolution, brokerOrderId: null }]
  }
  return isKept && brokerOrderId !== null ? [{ ...intent, version, brokerOrderId: null }] : []
}
