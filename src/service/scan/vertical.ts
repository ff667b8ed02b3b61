import type { TradingDay } from '../../domain/calendar/trading-day.ts'
import type { Cents } from '../../domain/money/cents.ts'
import type { Price } from '../../domain/money/price.ts'
import type { NetPrice } from '../../domain/spread/net-price.ts'
import type { AnalysedContract } from '../chain/chain-analysis.ts'
import type { Vertical } from './scan-rules.ts'

/** A vertical that passed every rule. Money is of one spread, at its natural price, before fees. */
export interface VerticalCandidate {
  readonly strategy: Vertical
  readonly root: string
  readonly expiration: TradingDay
  readonly dte: number
  /** Ascending. */
  readonly strikes: readonly [Price, Price]
  readonly short: AnalysedContract
  readonly long: AnalysedContract
  /** What it opens for at once: bought legs at the ask, sold ones at the bid. */
  readonly natural: NetPrice
  /** What it opens for in the middle of the market. */
  readonly mid: NetPrice
  readonly maxProfitCents: Cents
  readonly maxLossCents: Cents
  readonly breakeven: Price
  /** Maximum profit over maximum loss. */
  readonly returnOnRisk: number
  /** Lognormal, on the forward, at the ATM volatility of the expiration. */
  readonly probabilityOfProfit: number
  /** Expected profit at expiration under the same distribution, cents. */
  readonly expectedValueCents: number
}
