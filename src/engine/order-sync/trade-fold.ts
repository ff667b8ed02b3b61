import type { Instant } from '../../domain/calendar/instant.ts'
import type { Result } from '../../domain/refusal.ts'
import type { Evidence } from '../../domain/trade/trade-command.ts'
import type { TradeRefusalCode } from '../../domain/trade/trade-refusal.ts'
import type { BrokerOrder } from '../../ports/broker-order.ts'
import type { OrderIntent } from '../../ports/store/intent-store.ts'
import type { TradeRecord, TradeSave } from '../../ports/store/trade-store.ts'

/** An intent of the trade as it now is, with the broker's order where it shows one. */
export interface IntentView {
  readonly intent: OrderIntent
  readonly order: BrokerOrder | null
}

/** What an order sync knows besides the orders. */
export interface SyncContext {
  readonly now: Instant
  readonly evidence: (reference: string) => Evidence
  readonly sequence: number
  /** Failed exit attempts in a row that make EXIT_ERROR. */
  readonly attemptsAllowed: number
  /** What the market says of the trade now: the volatility of its deciding leg and the underlying; null unseen. */
  readonly marketOf: (record: TradeRecord) => {
    readonly iv: number | null
    readonly underlying: number | null
  }
}

/** A trade while its orders are gone through: as it then is, what was changed, and what it would not take. */
export class Fold {
  record: TradeRecord
  readonly saves: TradeSave[] = []
  readonly refusals: { intentId: string; code: TradeRefusalCode; message: string }[] = []

  constructor(record: TradeRecord) {
    this.record = record
  }

  /** Takes in what commands made of the trade for an order, or why they were refused. */
  take(intentId: string, result: Result<TradeSave, TradeRefusalCode>): void {
    if (result.ok) {
      this.saves.push(result.value)
      this.record = result.value.record
    } else this.refusals.push({ intentId, code: result.code, message: result.message })
  }
}
