import type { ReserveRefusalCode } from '../../domain/risk/entry-reserve.ts'

/** Why an entry is refused, in the order of the checks. */
export type RiskCode =
  | 'entries_stopped'
  | ReserveRefusalCode
  | 'limit_trade_quantity'
  | 'identical_spread'
  | 'opposite_leg_conflict'
  | 'limit_open_count'
  | 'limit_symbol_count'
  | 'limit_new_per_day'
  | 'limit_symbol_side_quantity'
  | 'limit_direction_count'
  | 'equity_unknown'
  | 'limit_trade_loss'
  | 'limit_daily_new_risk'
  | 'limit_underlying_risk'
  | 'limit_expiry_risk'
  | 'limit_direction_risk'
  | 'limit_heat'
  | 'limit_daily_loss'
  | 'limit_buying_power'
  | 'tilt_pause'
  | 'naked_short_possible'

/** One broken limit. Money is cents, the rest counts. */
export interface RiskRefusal {
  readonly code: RiskCode
  /** What it is about: a flag, an underlying, a side, a trade. */
  readonly subject: string
  /** With this entry; null when it cannot be said, which refuses as well. */
  readonly value: number | null
  readonly limit: number | null
  readonly message: string
}
