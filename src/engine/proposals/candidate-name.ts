import type { TradingDay } from '../../domain/calendar/trading-day.ts'
import { PRICE_UNITS_PER_DOLLAR, type Price } from '../../domain/money/price.ts'
import type { Strategy } from '../../domain/spread/strategy-table.ts'

/** What identifies a candidate among all of a market. */
export interface CandidateName {
  readonly strategy: Strategy
  readonly underlying: string
  readonly root: string
  readonly expiration: TradingDay
  /** Ascending, a leg each. */
  readonly strikes: readonly Price[]
}

/** A name in one line, for people: `BULL_PUT_CREDIT SPXW 2023-10-20 4250/4255`. */
export function candidateLabel({ strategy, root, expiration, strikes }: CandidateName): string {
  return `${strategy} ${root} ${expiration} ${strikes.map((strike) => strike / PRICE_UNITS_PER_DOLLAR).join('/')}`
}
