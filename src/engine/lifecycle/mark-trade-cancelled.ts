import type { Result } from '../../domain/refusal.ts'
import type { Evidence, OrderDeath } from '../../domain/trade/trade-command.ts'
import { filledQuantity } from '../../domain/trade/trade-figures.ts'
import type { TradeRefusalCode } from '../../domain/trade/trade-refusal.ts'
import type { TradeRecord, TradeSave } from '../../ports/store/trade-store.ts'
import { applyCommands } from './apply-commands.ts'

/**
 * The entry is proven dead. With nothing filled the trade is CANCELLED; with something filled it is OPEN at what
 * filled, since a cancel that lost its race would otherwise leave a position without a trade.
 */
export function markTradeCancelled(
  record: TradeRecord,
  cause: OrderDeath,
  evidence: Evidence,
): Result<TradeSave, TradeRefusalCode> {
  return applyCommands(record, [
    { type: 'entry_died', cause, filledQuantity: filledQuantity(record.trade), evidence },
  ])
}
