import { ok, type Result, refuse } from '../../domain/refusal.ts'
import type { TradeRecord, TradeStore } from '../../ports/store/trade-store.ts'

/** Trades that a part of an id is looked for in, the newest. */
const SEARCHED = 1_000
const LEAST_LETTERS = 4

/**
 * The trade that a person names: by its id, or by the last letters of it when they fit one trade only.
 *
 * Refuses: `trade_must_exist`, `trade_must_be_named_clearly`.
 */
export async function findTrade(tx: TradeStore, account: string, name: string): Promise<Result<TradeRecord>> {
  const exact = await tx.tradeById(name)
  if (exact !== null && exact.account === account) return ok(exact)
  const found =
    name.length < LEAST_LETTERS
      ? []
      : (await tx.recentTrades(account, SEARCHED)).filter(({ trade }) => trade.id.endsWith(name))
  if (found.length === 1) return ok(found[0]!)
  if (found.length === 0) {
    return refuse(
      'trade_must_exist',
      `There is no trade "${name}" of ${account}; legwork trades --all lists them.`,
    )
  }
  const ids = found.slice(0, 5).map(({ trade }) => trade.id)
  return refuse(
    'trade_must_be_named_clearly',
    `"${name}" fits several trades (${ids.join(', ')}); give more letters.`,
  )
}
