import type { OrderedExitReason } from '../../domain/trade/exit-reason.ts'
import type { Evidence, TradeCommand } from '../../domain/trade/trade-command.ts'
import type { TradeRecord, TradeSave } from '../../ports/store/trade-store.ts'
import { type CloseWish, wishOf, withWish } from '../exits/close-wish.ts'
import { type ExitDeps, type ExitTransaction, isFixedExit } from '../exits/exit-deps.ts'
import { applyCommands } from '../lifecycle/apply-commands.ts'
import { isBracketable, wantedProtection } from './wanted-protection.ts'

/** A trade whose protection was judged by its quotes: whether they were good enough, or have been bad for too long. */
export interface WatchedTrade {
  readonly tradeId: string
  readonly quotes: 'good' | 'bad' | 'bad_for_long'
}

/**
 * Lets the trades know that our own watch holds their protection, or holds it no more. A spread is the watch's at once; a
 * single option when the broker has not taken its bracket (UNPROTECTED). Quotes that have been bad for long hold nothing.
 */
export async function holdByWatch(deps: ExitDeps, watched: readonly WatchedTrade[]): Promise<void> {
  if (watched.length === 0) return
  await deps.work.transact(deps.username, async (tx) => {
    const { snapshotId } = await tx.lockAccount(deps.account)
    const records = await tx.tradesByIds(watched.map(({ tradeId }) => tradeId))
    const quotesOf = new Map(watched.map(({ tradeId, quotes }) => [tradeId, quotes]))
    const at = deps.clock.now()
    const evidence = (reference: string): Evidence => ({ actor: 'engine', at, snapshotId, reference })
    const saves = records.flatMap((record): TradeSave[] => {
      const commands = watchCommands(record, quotesOf.get(record.trade.id)!, evidence)
      const applied = applyCommands(record, commands)
      return applied.ok && applied.value.events.length > 0 ? [applied.value] : []
    })
    if (saves.length > 0) await tx.saveTrades(saves)
  })
}

function watchCommands(
  record: TradeRecord,
  quotes: WatchedTrade['quotes'],
  evidence: (reference: string) => Evidence,
): TradeCommand[] {
  const { trade } = record
  const wanted = wantedProtection(record)
  const works = trade.status === 'OPEN' || trade.status === 'PARTIALLY_FILLED'
  if (wanted === null || !works || !trade.managed) return []
  const isOurs = trade.bracket === null && (!isBracketable(record) || trade.flags.includes('UNPROTECTED'))
  if (quotes === 'good' && isOurs) {
    const proof = evidence('judged by its quotes')
    return [
      { type: 'bracket_adjusted', ...wanted, heldBy: 'engine', evidence: proof },
      { type: 'flag_cleared', flag: 'UNPROTECTED', evidence: proof },
    ]
  }
  if (quotes !== 'bad_for_long' || trade.bracket?.heldBy !== 'engine') return []
  const proof = evidence('its quotes have been bad for long')
  return [
    { type: 'bracket_adjusted', takeProfit: null, stopLoss: null, heldBy: 'engine', evidence: proof },
    { type: 'flag_raised', flag: 'UNPROTECTED', evidence: proof },
  ]
}

/**
 * What an exit that cannot wait does, a stop or the last minutes, while no order of its own can be sent yet: the entry's rest is given up, and the close
 * waits for that; a closing order that a person has priced is left to the ladder.
 */
export async function stopByWatch(deps: ExitDeps, tradeId: string, reason: OrderedExitReason): Promise<void> {
  await deps.work.transact(deps.username, async (tx: ExitTransaction) => {
    const { snapshotId } = await tx.lockAccount(deps.account)
    const record = await tx.tradeById(tradeId)
    if (record === null) return
    const at = deps.clock.now()
    if (isFixedExit(record)) {
      const { exitFixed: _, ...memo } = record.memo
      await tx.saveTrades([{ record: { ...record, memo }, events: [] }])
      return
    }
    if (record.trade.status !== 'PARTIALLY_FILLED' || wishOf(record, at) !== null) return
    const evidence = { actor: 'engine', at, snapshotId, reference: `${reason} by the watch` } as const
    const applied = applyCommands(record, [{ type: 'entry_cancel_requested', evidence }])
    if (!applied.ok) return
    const wish: CloseWish = { reason, actor: 'engine', order: { kind: 'ladder' }, since: at }
    await tx.saveTrades([{ ...applied.value, record: withWish(applied.value.record, wish) }])
  })
}
