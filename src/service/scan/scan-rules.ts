import { type Price, price } from '../../domain/money/price.ts'
import type { Strategy } from '../../domain/spread/strategy-table.ts'

/** What a scan of vertical spreads accepts. Bounds are included. */
export interface ScanRules {
  readonly dteMin: number
  readonly dteMax: number
  /** Distances between the two strikes that are looked at. */
  readonly widths: readonly Price[]
  /** Absolute delta of the short leg of a credit spread. */
  readonly shortDeltaMin: number
  readonly shortDeltaMax: number
  /** Absolute delta of the long leg of a debit spread. */
  readonly longDeltaMin: number
  readonly longDeltaMax: number
  /** Least credit as a share of the width. */
  readonly creditMinFraction: number
  readonly debitMin: Price
  readonly debitMax: Price
  /** Least maximum profit over maximum loss of a debit spread. */
  readonly debitRewardRiskMin: number
  /** Least probability of profit of a credit spread. */
  readonly popMin: number
  /** Widest quote of a leg: both must hold. */
  readonly legSpreadMax: Price
  readonly legSpreadMaxFraction: number
  /** Least open interest of a leg. */
  readonly openInterestMin: number
}

/** The rules that hold where a person sets no others. */
export const DEFAULT_SCAN_RULES: ScanRules = {
  dteMin: 28,
  dteMax: 38,
  widths: [price(50_000)],
  shortDeltaMin: 0.18,
  shortDeltaMax: 0.32,
  longDeltaMin: 0.4,
  longDeltaMax: 0.55,
  creditMinFraction: 0.16,
  debitMin: price(8_000),
  debitMax: price(25_000),
  debitRewardRiskMin: 1,
  popMin: 0.65,
  legSpreadMax: price(1_500),
  legSpreadMaxFraction: 0.1,
  openInterestMin: 100,
}

/** The vertical spreads of the strategy table, in its order. */
export const VERTICALS = [
  'BULL_PUT_CREDIT',
  'BEAR_CALL_CREDIT',
  'BULL_CALL_DEBIT',
  'BEAR_PUT_DEBIT',
] as const satisfies readonly Strategy[]

/** The name of a vertical spread. */
export type Vertical = (typeof VERTICALS)[number]

/** Why a vertical is not a candidate, in the order of the checks; each names the rule that it breaks. */
export const SCAN_REFUSALS = [
  'contract_must_not_be_adjusted',
  'legs_must_have_two_sided_quotes',
  'legs_must_have_a_delta',
  'short_delta_must_be_in_range',
  'long_delta_must_be_in_range',
  'leg_spread_must_be_narrow',
  'open_interest_must_be_sufficient',
  'credit_must_be_positive',
  'debit_must_be_positive',
  'credit_must_be_below_width',
  'debit_must_be_below_width',
  'credit_must_reach_its_share_of_width',
  'debit_must_be_in_range',
  'reward_must_match_risk',
  'probability_of_profit_must_be_sufficient',
] as const

/** The name of a rule that a vertical breaks. */
export type ScanRefusal = (typeof SCAN_REFUSALS)[number]
