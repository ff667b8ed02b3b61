import type { Result } from '../../domain/refusal.ts'
import type { Evidence, OrderDeath } from '../../domain/trade/trade-command.ts'
import type { TradeRefusalCode } from '../../domain/trade/trade-refusal.ts'
import type { TradeRecord, TradeSave } from '../../ports/store/trade-store.ts'
import { applyCommands } from './apply-commands.ts'

/** A closing order that is proven dead with a part unfilled. */
export interface ExitDeath {
  readonly orderId: string
  readonly cause: OrderDeath
  readonly filledQuantity: number
  /** Failed attempts in a row at which the trade becomes EXIT_ERROR. */
  readonly attemptsAllowed: number
  readonly evidence: Evidence
}

/** Back to OPEN, or EXIT_ERROR once the attempts are used up; never CLOSED: a dead order has closed nothing. */
export function markTradeExitDied(
  record: TradeRecord,
  death: ExitDeath,
): Result<TradeSave, TradeRefusalCode> {
  return applyCommands(record, [{ type: 'exit_died', ...death }])
}
