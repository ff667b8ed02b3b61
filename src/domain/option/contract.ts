import type { TradingDay } from '../calendar/trading-day.ts'
import type { Price } from '../money/price.ts'

/** The right that an option gives: to buy (call) or to sell (put) at the strike. */
export type OptionType = 'call' | 'put'

/**
 * One listed option, as its OCC symbol names it. The root is the option's own (`SPXW`, `BRKB`, `XYZ1`),
 * not always the underlying's ticker (`SPX`, `BRK/B`, `XYZ`).
 */
export interface OptionContract {
  readonly root: string
  readonly expiration: TradingDay
  readonly type: OptionType
  /** The strike, per share. OCC strikes have three decimals, so it is a multiple of 10. */
  readonly strike: Price
}

/** What an order does to a position in an option, in Tradier's words. */
export type OptionAction = 'buy_to_open' | 'buy_to_close' | 'sell_to_open' | 'sell_to_close'

/** One leg of a spread or a multileg order: a contract, how many of it per spread, and the action. */
export interface Leg {
  readonly contract: OptionContract
  /** Contracts of this leg for one spread, a positive integer; 1 in every spread of the strategy table. */
  readonly ratio: number
  readonly action: OptionAction
}
