import type { Instant } from '../../domain/calendar/instant.ts'
import type { Trade } from '../../domain/trade/trade.ts'
import type { Evidence } from '../../domain/trade/trade-command.ts'
import type { OrderIntent } from '../../ports/store/intent-store.ts'
import type { TradeRecord } from '../../ports/store/trade-store.ts'
import { REPRICED } from '../order-sync/order-report.ts'
import { ASK_AGAIN_MS, requestCancel } from '../submission/request-cancel.ts'
import { submitIntent } from '../submission/submit-intent.ts'
import { executeExitForTrade, repriceExit } from './execute-exit.ts'
import { type ExitDeps, type ExitSettings, isFixedExit, ladderOf } from './exit-deps.ts'

/** What an exit that is under way needs next. */
export type ExitMove =
  /** Works, or waits for the broker: nothing to do now. */
  | { readonly kind: 'wait' }
  /** Proven not to have left, and still in time. */
  | { readonly kind: 'send_again'; readonly intentId: string }
  /** Its price has worked long enough. `last`: no further price follows, the attempt ends. */
  | { readonly kind: 'cancel'; readonly intentId: string; readonly last: boolean }
  /** Cancelled for the next price. */
  | { readonly kind: 'reprice' }
  /** EXIT_ERROR, and its pause is over. */
  | { readonly kind: 'retry' }

/** What to do about the exit of a trade, by its newest exit intent. Pure. */
export function decideExitMove(
  record: TradeRecord,
  intent: OrderIntent | null,
  now: Instant,
  settings: ExitSettings,
): ExitMove {
  if (record.trade.status === 'EXIT_ERROR') {
    const endedAt = intent?.cancelRequestedAt ?? intent?.resolvedAt ?? 0
    return now >= endedAt + pauseMs(record.trade, settings) ? { kind: 'retry' } : { kind: 'wait' }
  }
  if (record.trade.status !== 'CLOSING_PENDING' || intent === null) return { kind: 'wait' }
  switch (intent.state) {
    case 'prepared':
      return { kind: 'send_again', intentId: intent.id }
    case 'live': {
      const worked = now - (intent.sentAt ?? intent.preparedAt)
      const asked = intent.cancelRequestedAt
      if (asked === null && isFixedExit(record)) return { kind: 'wait' }
      if (asked === null ? worked < settings.stepMs : now - asked < ASK_AGAIN_MS) return { kind: 'wait' }
      return { kind: 'cancel', intentId: intent.id, last: ladderOf(record).step >= settings.steps.length - 1 }
    }
    case 'done':
      return intent.resolution === REPRICED ? { kind: 'reprice' } : { kind: 'wait' }
    default:
      return { kind: 'wait' }
  }
}

/** The pause of an EXIT_ERROR before its next ladder, doubled with each failure, at most 1,024 times the first. */
function pauseMs({ exitAttempts }: Trade, { retryMs, attemptsAllowed }: ExitSettings): number {
  return retryMs * 2 ** Math.min(10, Math.max(0, exitAttempts - attemptsAllowed))
}

/**
 * Moves every exit that is under way one step on: cancels prices that have worked long enough, sends the next price of
 * those that are proven dead, tries failed ladders again after their pause. All cancels are asked for first and looked
 * at together, so that many exits cost one reading.
 *
 * @returns how many moves were made
 */
export async function advanceExits(deps: ExitDeps): Promise<number> {
  const { work, username, account, clock, settings } = deps
  const now = clock.now()
  const moves = await work.transact(username, async (tx) => {
    const leaving = await tx.unfinishedIn(account, ['CLOSING_PENDING', 'EXIT_ERROR'])
    const trades = leaving.filter(({ trade }) => trade.managed || isPersonsWish(trade))
    if (trades.length === 0) return []
    const intents = await tx.intentsOfTrades(trades.map(({ trade }) => trade.id))
    return trades.map((record) => {
      const own = intents.filter(({ tradeId, role }) => tradeId === record.trade.id && role === 'EXIT')
      const last = own.at(-1) ?? null
      const move = decideExitMove(record, last, now, settings)
      return {
        tradeId: record.trade.id,
        orderId: last?.brokerOrderId ?? null,
        move,
        actor: actorOf(record.trade),
      }
    })
  })
  const due = moves.filter(({ move }) => move.kind !== 'wait')
  const cancelled: string[] = []
  for (const { move, orderId } of due) {
    if (move.kind !== 'cancel') continue
    await requestCancel(deps, move.intentId, move.last ? 'ladder_ended' : REPRICED)
    if (orderId !== null) cancelled.push(orderId)
  }
  if (cancelled.length > 0) await deps.confirm(cancelled)
  for (const { tradeId, move, actor } of due) {
    if (move.kind === 'send_again') await submitIntent({ ...deps, forbids: async () => null }, move.intentId)
    else if (move.kind === 'retry') await executeExitForTrade(deps, tradeId, null, actor)
    else if (move.kind === 'reprice' || (move.kind === 'cancel' && !move.last))
      await repriceIfDead(deps, tradeId, actor)
  }
  if (due.some(({ move }) => move.kind === 'send_again')) await deps.look()
  return due.length
}

/** A person's close climbs its ladder to the end, whoever manages the trade: at its first price it might hang for ever. */
function isPersonsWish({ exitOrders }: Trade): boolean {
  return exitOrders.at(-1)?.reason === 'MANUAL_CLOSE'
}

/** On whose behalf the next step is: a trade that is out of the engine's hands moves for the person only. */
function actorOf({ managed }: Trade): Evidence['actor'] {
  return managed ? 'engine' : 'person'
}

/** The next price goes out only when the last one is proven dead; otherwise a later call does it. */
async function repriceIfDead(deps: ExitDeps, tradeId: string, actor: Evidence['actor']): Promise<void> {
  const { work, username } = deps
  const dead = await work.transact(username, async (tx) => {
    const own = (await tx.intentsOfTrades([tradeId])).filter(({ role }) => role === 'EXIT')
    const last = own.at(-1)
    return last?.state === 'done' && last.resolution === REPRICED
  })
  if (dead) await repriceExit(deps, tradeId, actor)
}
