import type { Cents } from '../money/cents.ts'
import type { Execution, ExitExecution, Provenance } from './execution.ts'
import type { ExitReason } from './exit-reason.ts'
import type { Bracket, ExitOrder } from './trade.ts'
import type { Evidence, TradeTrigger } from './trade-command.ts'
import type { TradeFlag } from './trade-flag.ts'
import type { TradeStatus } from './trade-status.ts'

/** What happened, without its stamp. */
export type TradeEventBody =
  /** One row of `trade_transitions`. `exitReason` is set exactly when `to` is CLOSED. */
  | {
      readonly type: 'status_changed'
      readonly from: TradeStatus
      readonly to: TradeStatus
      readonly trigger: TradeTrigger
      readonly exitReason: ExitReason | null
    }
  /** The execution replaces the one with its key, since reports are cumulative. */
  | { readonly type: 'entry_recorded'; readonly execution: Execution }
  | { readonly type: 'exit_recorded'; readonly execution: ExitExecution }
  | {
      readonly type: 'execution_priced'
      readonly side: 'entry' | 'exit'
      readonly key: string
      readonly cashFlow: Cents
      readonly pricedBy: Provenance
    }
  | { readonly type: 'quantity_reduced'; readonly quantity: number }
  | { readonly type: 'entry_cancel_requested' }
  | { readonly type: 'exit_order_placed'; readonly order: ExitOrder }
  /** `failed`: the end of an attempt, which counts; a step of the ladder does not. */
  | {
      readonly type: 'exit_order_ended'
      readonly orderId: string
      readonly state: 'filled' | 'died'
      readonly failed: boolean
    }
  | { readonly type: 'bracket_adjusted'; readonly bracket: Bracket | null }
  | { readonly type: 'flag_raised'; readonly flag: TradeFlag }
  | { readonly type: 'flag_cleared'; readonly flag: TradeFlag }
  | { readonly type: 'fees_recorded'; readonly fees: Cents }
  | { readonly type: 'managed_set'; readonly managed: boolean }

/**
 * One accepted change. All events of one decision carry the same `version`, the trade's after it: they are
 * stored together or not at all.
 */
export type TradeEvent = TradeEventBody & { readonly version: number; readonly evidence: Evidence }
