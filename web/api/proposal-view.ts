import type { Instant } from '../../src/domain/calendar/instant.ts'
import type { TradingDay } from '../../src/domain/calendar/trading-day.ts'
import type { Cents } from '../../src/domain/money/cents.ts'
import type { Price } from '../../src/domain/money/price.ts'
import type { NetPrice } from '../../src/domain/spread/net-price.ts'
import type { Strategy } from '../../src/domain/spread/strategy-table.ts'

/** A rule as it judged a candidate. */
export interface RuleView {
  readonly rule: string
  readonly outcome: 'passed' | 'failed' | 'not_evaluated'
  /** What it looked at, e.g. `short delta 0.24, allowed 0.18 to 0.32`. */
  readonly evidence: string
}

/** A candidate of a scan: proposed, or rejected by the first rule that failed. */
export interface ProposalView {
  readonly id: string
  readonly underlying: string
  readonly strategy: Strategy
  readonly strikes: readonly Price[]
  readonly expiration: TradingDay
  readonly dte: number
  readonly natural: NetPrice
  readonly maxProfitCents: Cents
  readonly maxLossCents: Cents
  readonly breakevens: readonly Price[]
  /** 0 to 1. */
  readonly chance: number
  /** Sum of the legs' bid-ask widths. */
  readonly width: Price
  /** 0 to 100; null when a rule rejected it before. */
  readonly score: number | null
  readonly components: readonly { readonly name: string; readonly weight: number; readonly score: number }[]
  readonly rules: readonly RuleView[]
  readonly expiresAt: Instant | null
}
