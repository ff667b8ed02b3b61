import { isFinal } from '../../domain/trade/trade-status.ts'
import { isUnsettled, type OrderIntent } from '../../ports/store/intent-store.ts'
import type { ExitDeps, ExitTransaction } from '../exits/exit-deps.ts'
import { requestCancel } from '../submission/request-cancel.ts'

/**
 * How a wish to be rid of a bracket ended: `gone` is proven by a read, whatever it filled before; `closed` has filled, and
 * the trade is over by it; `not_yet` may still work or turn up, and nothing may be sent in its place.
 */
export type BracketRelease = 'gone' | 'closed' | 'not_yet'

/** Cancels in a row, each with a read; a later call goes on. */
const TRIES = 2

/**
 * Cancels what is under way of a trade's bracket, and reads it back: only the read proves that it is dead. What it filled
 * meanwhile is taken in with the same read, and closes the trade. One that was never sent is given up unsent.
 *
 * @param why what stands on the intent from then on
 */
export async function releaseBracket(deps: ExitDeps, tradeId: string, why: string): Promise<BracketRelease> {
  const { work, username } = deps
  for (let i = 0; i < TRIES; i += 1) {
    const { left, isOver } = await work.transact(username, async (tx) => ({
      left: await giveUpUnsent(tx, deps, tradeId),
      isOver: await isClosed(tx, tradeId),
    }))
    if (isOver) return 'closed'
    if (left.length === 0) return 'gone'
    const live = left.filter(({ state }) => state === 'live')
    if (live.length === 0) return 'not_yet'
    for (const { id } of live) await requestCancel(deps, id, why)
    await deps.confirm(live.flatMap(({ brokerOrderId }) => brokerOrderId ?? []))
  }
  return work.transact(username, async (tx) => {
    if (await isClosed(tx, tradeId)) return 'closed'
    return (await unsettledBrackets(tx, tradeId)).length === 0 ? 'gone' : 'not_yet'
  })
}

/** The other side of an OCO that has filled is excluded at once, although it is seen to be cancelled a moment later. */
async function isClosed(tx: ExitTransaction, tradeId: string): Promise<boolean> {
  const record = await tx.tradeById(tradeId)
  return record === null || isFinal(record.trade.status)
}

async function unsettledBrackets(tx: ExitTransaction, tradeId: string): Promise<readonly OrderIntent[]> {
  const intents = await tx.intentsOfTrades([tradeId])
  return intents.filter(({ role, state }) => role === 'BRACKET' && isUnsettled(state))
}

/** Expires brackets that provably never left; answers those that did or may have. */
async function giveUpUnsent(
  tx: ExitTransaction,
  { account, clock }: ExitDeps,
  tradeId: string,
): Promise<readonly OrderIntent[]> {
  await tx.lockAccount(account)
  const open = await unsettledBrackets(tx, tradeId)
  const unsent = open.filter(({ state }) => state === 'prepared')
  for (const intent of unsent) {
    const { version } = intent
    const resolution = 'given_up_unsent'
    await tx.saveIntent({
      ...intent,
      state: 'expired',
      version: version + 1,
      resolvedAt: clock.now(),
      resolution,
    })
  }
  return open.filter(({ state }) => state !== 'prepared')
}
