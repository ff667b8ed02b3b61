import type { OrderedExitReason } from '../../domain/trade/exit-reason.ts'
import type { Evidence } from '../../domain/trade/trade-command.ts'
import { isFinal } from '../../domain/trade/trade-status.ts'
import { isUnsettled } from '../../ports/store/intent-store.ts'
import { type CloseWish, wishOf, withoutWish, withWish } from '../exits/close-wish.ts'
import type { ExitDeps, ExitOrder, ExitTransaction } from '../exits/exit-deps.ts'
import { type ExitOutcome, executeExitForTrade } from '../exits/execute-exit.ts'
import { releaseBracket } from './release-bracket.ts'

/** The code of an exit that waits until its trade's bracket is proven dead. It goes on by itself. */
export const BRACKET_COMES_FIRST = 'bracket_is_being_cancelled'
/** The code of an exit that is not needed: the bracket has closed the trade. */
export const CLOSED_BY_BRACKET = 'bracket_has_closed_it'

/**
 * Closes a trade, its bracket first: the close is stored as a wish, the bracket cancelled and read back, and only when it
 * is proven dead the closing order is sent. A fill that is found on the way is used instead of it. A trade without a
 * bracket is closed at once, as by `executeExitForTrade`.
 *
 * @param reason null for the exit that failed, tried again for its reason
 */
export async function exitAfterBracket(
  deps: ExitDeps,
  tradeId: string,
  reason: OrderedExitReason | null,
  actor: Evidence['actor'] = 'engine',
  order: ExitOrder = { kind: 'ladder' },
): Promise<ExitOutcome> {
  const { work, username } = deps
  const since = deps.clock.now()
  const wish =
    reason === null
      ? null
      : await work.transact(username, (tx) =>
          wishIfBracketed(tx, deps, tradeId, { reason, actor, order, since }),
        )
  if (wish === null) return executeExitForTrade(deps, tradeId, reason, actor, order)
  return carryOut(deps, tradeId, wish)
}

/** Goes on with a close that waits for its bracket. */
export async function carryOut(deps: ExitDeps, tradeId: string, wish: CloseWish): Promise<ExitOutcome> {
  const released = await releaseBracket(deps, tradeId, 'closing')
  if (released === 'not_yet') return { kind: 'not_sent', code: BRACKET_COMES_FIRST }
  if (released === 'closed') return { kind: 'not_sent', code: CLOSED_BY_BRACKET }
  // Positions are as of a snapshot: after a part of the bracket has filled, it is too old to size by.
  await deps.look()
  return executeExitForTrade(deps, tradeId, wish.reason, wish.actor, wish.order)
}

/** Writes the wish when something of a bracket is under way, and answers the one that stands: the first that came. */
async function wishIfBracketed(
  tx: ExitTransaction,
  { account, clock }: ExitDeps,
  tradeId: string,
  wish: CloseWish,
): Promise<CloseWish | null> {
  await tx.lockAccount(account)
  const record = await tx.tradeById(tradeId)
  if (record === null || isFinal(record.trade.status)) return null
  const standing = wishOf(record, clock.now())
  if (standing !== null) return standing
  const intents = await tx.intentsOfTrades([tradeId])
  const isBracketed = intents.some(({ role, state }) => role === 'BRACKET' && isUnsettled(state))
  if (!isBracketed) return null
  const wished = withWish(withoutWish(record), wish)
  await tx.saveTrades([{ record: wished, events: [] }])
  return wish
}
