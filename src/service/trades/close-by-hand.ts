import { type Refusal, refuse } from '../../domain/refusal.ts'
import type { Price } from '../../domain/money/price.ts'
import { negatePrice } from '../../domain/money/price.ts'
import { isOnTick } from '../../domain/money/tick-rule.ts'
import { netTickRuleFor, tickRuleFor } from '../../domain/option/product.ts'
import { strategyShape } from '../../domain/spread/strategy-table.ts'
import { tradeCan } from '../../domain/trade/trade-can.ts'
import { exitBarredBy } from '../../domain/trade/exit-guard.ts'
import { codeOutsideTable, refuseTrade } from '../../domain/trade/trade-refusal.ts'
import { TRANSITIONS } from '../../domain/trade/transition-table.ts'
import {
  BRACKET_COMES_FIRST,
  CLOSED_BY_BRACKET,
  exitAfterBracket,
} from '../../engine/brackets/exit-after-bracket.ts'
import { wishOf } from '../../engine/exits/close-wish.ts'
import type { ExitOrder } from '../../engine/exits/exit-deps.ts'
import type { ExitOutcome } from '../../engine/exits/execute-exit.ts'
import type { StoreTransaction } from '../../ports/store/store.ts'
import type { TradeRecord } from '../../ports/store/trade-store.ts'
import { findTrade } from '../engine/find-trade.ts'
import { tradeLines } from '../engine/list-books.ts'
import type { PersonDesk } from '../engine/person-desk.ts'
import type { TradeLine } from '../engine/trade-line.ts'
import { settingsInForce } from '../engine/view-settings.ts'
import { type StaleRefusal, staleVersion, withPresent } from './stale-version.ts'

/** A person's wish to close a trade. */
export interface CloseByHand {
  readonly trade: string
  /** The version of the trade that the person looked at. */
  readonly version: number
  readonly kind: 'market' | 'limit'
  /** Per share of the premium, at least 0: what is asked for at least, or for a credit spread paid at most. */
  readonly limit: Price | null
}

/** What a close came to. */
export interface HandClose {
  readonly trade: TradeLine
  /**
   * `sent`: a closing order is on its way or works; `waits`: the bracket is not proven dead yet, the order follows by
   * itself; `closed_by_bracket`: a fill of the bracket has closed the trade, and no order was sent.
   */
  readonly outcome: 'sent' | 'waits' | 'closed_by_bracket'
  readonly orderId: string | null
  /** Where its sending stands: `live`, `unknown`, `refused`...; null when none was sent. */
  readonly state: string | null
}

/** What closing and adjusting answer: done, or refused with the trade as it is where there is one. */
export type HandAnswer<Value> = { readonly ok: true; readonly value: Value } | Refusal | StaleRefusal

/**
 * Closes a trade by a person's wish, as MANUAL_CLOSE: its bracket is cancelled first and proven dead by a read, a fill
 * that is found on the way is used instead of a new order, then the closing order is sent, for the day and at the price
 * that was asked. The trade is CLOSED by a fill only.
 *
 * Refuses: those of `findTrade`; `version_must_be_current` with the present trade; `trade_must_be_closable` and the
 * trade's own rules; `limit_must_be_given`, `limit_must_be_on_an_increment`, `market_close_is_not_allowed`;
 * `close_is_under_way`; `snapshot_is_not_fresh`, `market_is_closed` and the other reasons for which an exit is not sent.
 */
export async function closeByHand(desk: PersonDesk, wish: CloseByHand): Promise<HandAnswer<HandClose>> {
  const { work, username, account } = desk.view
  const checked = await work.transact(username, (tx) => check(tx, desk, wish))
  if (!checked.ok) return checked
  const { trade } = checked.value.record
  if (!(await desk.look())) {
    return refuse(
      'snapshot_is_not_fresh',
      'The account could not be read completely; nothing was sent, try again.',
    )
  }
  // The look may have found the very fill that makes the close unnecessary.
  const again = await work.transact(username, (tx) => check(tx, desk, wish))
  if (!again.ok) return again
  const order = again.value.order
  const reason = trade.status === 'EXIT_ERROR' ? null : 'MANUAL_CLOSE'
  const outcome = await exitAfterBracket(await desk.exits(), trade.id, reason, 'person', order)
  return work.transact(username, async (tx): Promise<HandAnswer<HandClose>> => {
    const found = await findTrade(tx, account, trade.id)
    return found.ok ? answer(tx, found.value, outcome, desk.view.clock.now()) : found
  })
}

interface Checked {
  readonly record: TradeRecord
  readonly order: ExitOrder
}

async function check(
  tx: StoreTransaction,
  { view }: PersonDesk,
  wish: CloseByHand,
): Promise<HandAnswer<Checked>> {
  const found = await findTrade(tx, view.account, wish.trade)
  if (!found.ok) return found
  const record = found.value
  const { trade } = record
  if (trade.version !== wish.version) return staleVersion(tx, record, wish.version)
  const refused = notClosable(record)
  if (refused !== null) return withPresent(tx, record, refused)
  if (wishOf(record, view.clock.now()) !== null) {
    const said = `Trade ${trade.id} is being closed already; its bracket is cancelled first.`
    return withPresent(tx, record, refuse('close_is_under_way', said))
  }
  if (wish.kind === 'market') {
    const settings = await settingsInForce(tx, view)
    if (!settings.ok) return settings
    if (!settings.value['bracket.market_close']) {
      return refuse(
        'market_close_is_not_allowed',
        'A close at the market is switched off (bracket.market_close); give a limit.',
      )
    }
    return { ok: true, value: { record, order: { kind: 'market' } } }
  }
  return limitOf(record, wish.limit)
}

function notClosable({ trade }: TradeRecord): Refusal | null {
  const trigger = trade.status === 'EXIT_ERROR' ? 'exit_retried' : 'exit_requested'
  if (TRANSITIONS[trade.status][trigger] === undefined) {
    return refuseTrade(trade, codeOutsideTable(trade.status, trigger))
  }
  const barred = exitBarredBy(trade, 'person')
  if (barred !== null) return refuseTrade(trade, barred)
  const can = tradeCan.close(trade) || tradeCan.retryExit(trade)
  return can
    ? null
    : refuse('trade_must_be_closable', `Trade ${trade.id} cannot be closed as it is (${trade.status}).`)
}

function limitOf(record: TradeRecord, limit: Price | null): HandAnswer<Checked> {
  const { strategy, root, legs } = record.spread
  const isCredit = strategyShape(strategy).effect === 'credit'
  if (limit === null || limit <= 0) {
    return refuse('limit_must_be_given', 'A close at a limit needs one above 0, per share of the premium.')
  }
  const tick = legs.length === 1 ? tickRuleFor(root) : netTickRuleFor(root)
  if (!isOnTick(limit, tick)) {
    return refuse(
      'limit_must_be_on_an_increment',
      `The limit is between two increments of ${root}; take the next one.`,
    )
  }
  const received = isCredit ? negatePrice(limit) : limit
  return { ok: true, value: { record, order: { kind: 'limit', received } } }
}

async function answer(
  tx: StoreTransaction,
  record: TradeRecord,
  outcome: ExitOutcome,
  now: ReturnType<PersonDesk['view']['clock']['now']>,
): Promise<HandAnswer<HandClose>> {
  const [line] = await tradeLines(tx, [record])
  const none = { trade: line!, orderId: null, state: null }
  if (outcome.kind === 'sent') {
    const { brokerOrderId, id } = outcome.intent
    const intent = await tx.intentById(id)
    const state = intent?.state ?? outcome.intent.state
    return { ok: true, value: { trade: line!, outcome: 'sent', orderId: brokerOrderId, state } }
  }
  if (outcome.code === CLOSED_BY_BRACKET)
    return { ok: true, value: { ...none, outcome: 'closed_by_bracket' } }
  const waits = outcome.code === BRACKET_COMES_FIRST || wishOf(record, now) !== null
  if (waits) return { ok: true, value: { ...none, outcome: 'waits' } }
  const said = `No closing order was sent for trade ${record.trade.id}: ${outcome.code.replaceAll('_', ' ')}.`
  return withPresent(tx, record, refuse(outcome.code, said))
}
