import type { Instant } from '../../domain/calendar/instant.ts'
import { exitBarredBy } from '../../domain/trade/exit-guard.ts'
import { openQuantity } from '../../domain/trade/trade-figures.ts'
import { type BrokerOrder, isOver } from '../../ports/broker-order.ts'
import { isUnsettled, type OrderIntent } from '../../ports/store/intent-store.ts'
import type { TradeRecord } from '../../ports/store/trade-store.ts'
import type { BracketSettings } from '../exits/exit-deps.ts'
import { ASK_AGAIN_MS } from '../submission/request-cancel.ts'
import { bracketQuantity } from './bracket-ticket.ts'
import { isBracketable, wantedProtection } from './wanted-protection.ts'

/** What the bracket of a trade needs next. */
export type BracketMove =
  | { readonly kind: 'wait' }
  /** Proven not to have left, and still in time. */
  | { readonly kind: 'send_again'; readonly intentId: string }
  /** It does not fit what is open any more; the next one follows when it is proven dead. */
  | { readonly kind: 'cancel'; readonly intentId: string; readonly why: string }
  | { readonly kind: 'place'; readonly quantity: number }

/** What is looked at to decide on the bracket of a trade. */
export interface BracketInput {
  readonly record: TradeRecord
  /** The closing intents of the trade, exits and brackets, in the order of their preparation. */
  readonly intents: readonly OrderIntent[]
  /** The order of the working bracket as the last complete snapshot saw it; null when it did not. */
  readonly order: BrokerOrder | null
  /** A close was decided and waits for the bracket to be gone. */
  readonly isClosing: boolean
  /** Its options trade now: only then what is cancelled can be followed by the next. */
  readonly isMarketOpen: boolean
  readonly now: Instant
  readonly settings: BracketSettings
}

/** How long a bracket that the broker keeps refusing waits before it is tried once more; our own watch holds it meanwhile. */
const REFUSED_PAUSE_MS = 5 * 60_000

const WAIT: BracketMove = { kind: 'wait' }

/**
 * What to do about the bracket of a trade. Pure. There is never more than one closing order of a trade: a new bracket is
 * placed only when nothing else closes or may still close, never before a fill, and for what is open.
 */
export function decideBracketMove(input: BracketInput): BracketMove {
  const unsettled = input.intents.find(({ state }) => isUnsettled(state))
  if (unsettled === undefined) return decidePlace(input)
  if (unsettled.role !== 'BRACKET') return WAIT
  if (unsettled.state === 'prepared') return { kind: 'send_again', intentId: unsettled.id }
  if (unsettled.state !== 'live') return WAIT
  const why = misfitOf(input, unsettled)
  const asked = unsettled.cancelRequestedAt
  if (why === null || (asked !== null && input.now - asked < ASK_AGAIN_MS)) return WAIT
  return { kind: 'cancel', intentId: unsettled.id, why }
}

/** Why a working bracket must go: of another size than what is open, on one side only, or in the way of a close. */
function misfitOf(input: BracketInput, intent: OrderIntent): string | null {
  const { record, order, isClosing, isMarketOpen } = input
  if (isClosing) return 'closing'
  const tooMany = bracketQuantity(intent.ticket) - intent.filledQuantity - openQuantity(record.trade)
  // After the close a bracket for less is worth more than none until the open.
  if (tooMany > 0 || (tooMany < 0 && isMarketOpen)) return 'resized'
  if (!isMarketOpen) return null
  const over = order?.children.filter(({ status }) => isOver(status)).length ?? 0
  // A side that began to fill has ended the other: what is left would have no stop, or no take profit.
  return order !== null && over > 0 && over < order.children.length ? 'one_side_is_left' : null
}

function decidePlace(input: BracketInput): BracketMove {
  const { record, intents, isClosing, isMarketOpen, now, settings } = input
  const { trade } = record
  const works = trade.status === 'OPEN' || trade.status === 'PARTIALLY_FILLED'
  if (isClosing || !isMarketOpen || !works || !isBracketable(record) || wantedProtection(record) === null)
    return WAIT
  if (exitBarredBy(trade, 'engine') !== null) return WAIT
  const { count, lastAt } = refusalsInARow(intents)
  const pause = count >= settings.attempts ? REFUSED_PAUSE_MS : settings.retryMs * 2 ** Math.max(0, count - 1)
  if (count > 0 && now - lastAt < pause) return WAIT
  return { kind: 'place', quantity: openQuantity(trade) }
}

/** Brackets that the broker has not taken, since the last one that worked, and when the last of them was known. */
export function refusalsInARow(intents: readonly OrderIntent[]): { count: number; lastAt: number } {
  let count = 0
  let lastAt = 0
  for (const { role, state, resolution, filledQuantity, resolvedAt, preparedAt } of intents) {
    if (role !== 'BRACKET') continue
    const isRefused =
      state === 'refused' ||
      state === 'tombstoned' ||
      (state === 'done' && filledQuantity === 0 && (resolution === 'rejected' || resolution === 'error'))
    if (isRefused) {
      count += 1
      lastAt = resolvedAt ?? preparedAt
    } else if (state === 'live' || state === 'done') count = 0
  }
  return { count, lastAt }
}
