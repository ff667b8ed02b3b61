import type { TradingDay } from '../../domain/calendar/trading-day.ts'
import type { Price } from '../../domain/money/price.ts'
import type { Strategy } from '../../domain/spread/strategy-table.ts'
import type { CallerContext } from '../../ports/store/hand-terms.ts'

/** What a person may begin: single options are bought, never sold. */
export const HAND_STRATEGIES = [
  'LONG_CALL',
  'LONG_PUT',
  'BULL_PUT_CREDIT',
  'BEAR_CALL_CREDIT',
  'BULL_CALL_DEBIT',
  'BEAR_PUT_DEBIT',
] as const satisfies readonly Strategy[]

/** One of them. */
export type HandStrategy = (typeof HAND_STRATEGIES)[number]

/** A trade as a person wants to begin it: a single long option or a vertical. */
export interface TradeWish {
  readonly strategy: Extract<
    Strategy,
    'LONG_CALL' | 'LONG_PUT' | 'BULL_PUT_CREDIT' | 'BEAR_CALL_CREDIT' | 'BULL_CALL_DEBIT' | 'BEAR_PUT_DEBIT'
  >
  /** The root of the options, or a ticker as people write it: `SPY`, `SPXW`, `$SPX`, `BRK.B`. */
  readonly root: string
  readonly expiration: TradingDay
  /** Ascending; one of a single option, two of a vertical. */
  readonly strikes: readonly Price[]
  /** Contracts of a single option, spreads of a vertical. */
  readonly quantity: number
  /** The worst net price per share, at least 0, in the effect of the strategy (a debit's highest, a credit's lowest); null at market. */
  readonly limit: Price | null
  /** Prices per share of the premium at which the trade is given up or taken home, at least 0; null without. */
  readonly stopLoss: Price | null
  readonly takeProfit: Price | null
  readonly context: CallerContext
}
