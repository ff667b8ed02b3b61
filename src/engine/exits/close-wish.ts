import { type Instant, instant } from '../../domain/calendar/instant.ts'
import { price } from '../../domain/money/price.ts'
import { ORDERED_EXIT_REASONS, type OrderedExitReason } from '../../domain/trade/exit-reason.ts'
import type { Evidence } from '../../domain/trade/trade-command.ts'
import type { TradeRecord } from '../../ports/store/trade-store.ts'
import type { ExitOrder } from './exit-deps.ts'

/**
 * A close that was decided and waits for the bracket of its trade to be proven dead. It is stored with the trade, so that
 * no new bracket is placed meanwhile and that a restart goes on with it.
 */
export interface CloseWish {
  readonly reason: OrderedExitReason
  readonly actor: Evidence['actor']
  readonly order: ExitOrder
  readonly since: Instant
}

/** A wish that could not be carried out in this time is forgotten: its decision is too old to act on. */
const FORGOTTEN_AFTER_MS = 10 * 60_000

/** The wish that stands on a trade, or null. */
export function wishOf({ memo }: TradeRecord, now: Instant): CloseWish | null {
  const reason = ORDERED_EXIT_REASONS.find((one) => one === memo['closeReason'])
  const since = memo['closeSince']
  if (reason === undefined || typeof since !== 'number' || now - since > FORGOTTEN_AFTER_MS) return null
  const actor = memo['closeActor'] === 'person' ? 'person' : 'engine'
  return { reason, actor, order: orderOf(memo), since: instant(since) }
}

/** Whether a wish is on the trade that is too old to be acted on. */
export function hasOldWish(record: TradeRecord, now: Instant): boolean {
  return record.memo['closeReason'] !== undefined && wishOf(record, now) === null
}

function orderOf(memo: TradeRecord['memo']): ExitOrder {
  const limit = memo['closeLimit']
  if (memo['closeKind'] === 'market') return { kind: 'market' }
  return memo['closeKind'] === 'limit' && typeof limit === 'number'
    ? { kind: 'limit', received: price(limit) }
    : { kind: 'ladder' }
}

/** The record with a wish to close it. */
export function withWish(record: TradeRecord, { reason, actor, order, since }: CloseWish): TradeRecord {
  const wish = { closeReason: reason, closeActor: actor, closeKind: order.kind, closeSince: since }
  const limit = order.kind === 'limit' ? { closeLimit: order.received as number } : {}
  return { ...record, memo: { ...record.memo, ...wish, ...limit } }
}

/** The record without a wish. */
export function withoutWish(record: TradeRecord): TradeRecord {
  const { closeReason, closeActor, closeKind, closeSince, closeLimit, ...memo } = record.memo
  return closeReason === undefined ? record : { ...record, memo }
}
