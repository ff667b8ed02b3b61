import { ok, type Result } from '../../domain/refusal.ts'
import { decideAll } from '../../domain/trade/decide.ts'
import { evolve } from '../../domain/trade/evolve.ts'
import type { TradeCommand } from '../../domain/trade/trade-command.ts'
import type { TradeRefusalCode } from '../../domain/trade/trade-refusal.ts'
import type { TradeRecord, TradeSave } from '../../ports/store/trade-store.ts'
import { priceEnvelope } from './price-envelope.ts'

/**
 * Tells a trade what happened, all of it as one change: the record as it then is, with its events, ready to be
 * stored. Whatever the entry's fills now say of the most that it can make and lose is computed anew. No events
 * means that all of it was known already.
 *
 * Refusals are those of the trade (`domain/trade`): then nothing of it happens.
 */
export function applyCommands(
  record: TradeRecord,
  commands: readonly TradeCommand[],
): Result<TradeSave, TradeRefusalCode> {
  const decided = decideAll(record.trade, commands)
  if (!decided.ok) return decided
  const trade = decided.value.reduce(evolve, record.trade)
  if (trade === record.trade) return ok({ record, events: [] })
  return ok({ record: priceEnvelope({ ...record, trade }), events: decided.value })
}
