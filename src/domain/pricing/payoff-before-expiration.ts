import { americanCurve } from './american.ts'
import { type BsmInput, bsmPrice } from './bsm.ts'
import type { PayoffLeg } from './payoff-at-expiration.ts'

/** An option of a position that is looked at before its expiration. */
export interface TimedLeg extends PayoffLeg {
  /** Years from the date looked at to the leg's expiration, zero or more. */
  readonly years: number
  /** Volatility the leg is taken to have then, per square root of a year. */
  readonly volatility: number
}

/** A position, and the market on the date that it is looked at. */
export interface TimedPosition {
  readonly legs: readonly TimedLeg[]
  /** Cash flow of opening it, dollars per share, + received: a credit is positive, a debit negative. */
  readonly cash: number
  /** Interest rate per year, continuously compounded. */
  readonly rate: number
  /** Dividend yield per year, continuously compounded. */
  readonly dividendYield: number
  /** How the options may be exercised. Default `european`. */
  readonly style?: 'european' | 'american'
}

/**
 * Profit of a position on a date before expiration, at each price of the underlying: cash plus the value of
 * the legs then, dollars per share. Each leg has its own time left, so calendars and diagonals work too, and
 * keeps its volatility whatever the price (sticky strike). Legs with no time left are at their payoff.
 *
 * @param prices prices of the underlying, dollars per share, above zero
 * @returns one profit a price
 * @example
 * profitBeforeExpiration({ legs: [{ type: 'call', strike: 100, signedQuantity: 1, years: 0, volatility: 0.2 }], cash: -2, rate: 0.05, dividendYield: 0 }, [90, 110]) // => new Float64Array([-2, 8])
 */
export function profitBeforeExpiration(position: TimedPosition, prices: ArrayLike<number>): Float64Array {
  const { legs, cash, rate, dividendYield, style = 'european' } = position
  const profits = new Float64Array(prices.length).fill(cash)
  for (const { signedQuantity, ...leg } of legs) {
    const price = pricer({ ...leg, rate, dividendYield }, style)
    for (let i = 0; i < profits.length; i++) profits[i]! += signedQuantity * price(prices[i]!)
  }
  return profits
}

function pricer(option: Omit<BsmInput, 'spot'>, style: 'european' | 'american'): (spot: number) => number {
  return style === 'american' ? americanCurve(option) : (spot) => bsmPrice({ ...option, spot })
}
