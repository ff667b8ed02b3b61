import type { TradingDay } from '../calendar/trading-day.ts'
import { PRICE_UNITS_PER_DOLLAR, type Price } from '../money/price.ts'
import { formatPrice } from '../money/price-text.ts'
import type { OptionContract } from './contract.ts'

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/**
 * A strike for people: without decimals when it is whole dollars.
 *
 * @example
 * import { price } from '../money/price.ts'
 * [describeStrike(price(4_500_000)), describeStrike(price(4_525_000))] // => ['450', '452.50']
 */
export function describeStrike(strike: Price): string {
  return strike % PRICE_UNITS_PER_DOLLAR === 0 ? String(strike / PRICE_UNITS_PER_DOLLAR) : formatPrice(strike)
}

/**
 * A day for people, in words that no one can take for another day: `20 Oct 2023`.
 *
 * @example
 * import { tradingDay } from '../calendar/trading-day.ts'
 * describeDay(tradingDay('2024-03-01')) // => '1 Mar 2024'
 */
export function describeDay(day: TradingDay): string {
  return `${Number(day.slice(8, 10))} ${MONTHS[Number(day.slice(5, 7)) - 1]} ${day.slice(0, 4)}`
}

/**
 * A contract for people: root, expiration, strike, type.
 *
 * @example
 * import { parseOccSymbol } from './occ-symbol.ts'
 * describeContract(parseOccSymbol('SPY231020C00450000').value) // => 'SPY 20 Oct 2023 450 call'
 */
export function describeContract({ root, expiration, strike, type }: OptionContract): string {
  return `${root} ${describeDay(expiration)} ${describeStrike(strike)} ${type}`
}
