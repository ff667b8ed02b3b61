import { describeDay, describeStrike } from '../option/describe-contract.ts'
import type { ClassifiedSpread } from './classify-spread.ts'
import { strategyShape } from './strategy-table.ts'

/**
 * A spread for people: root, expiration, strikes ascending, the name of the strategy.
 *
 * @example
 * import { tradingDay } from '../calendar/trading-day.ts'
 * import { price } from '../money/price.ts'
 * describeSpread({ strategy: 'BULL_PUT_CREDIT', root: 'SPY', expiration: tradingDay('2023-10-20'), strikes: [price(4_450_000), price(4_500_000)] }) // => 'SPY 20 Oct 2023 445/450 bull put credit spread'
 */
export function describeSpread({
  strategy,
  root,
  expiration,
  strikes,
}: Pick<ClassifiedSpread, 'strategy' | 'root' | 'expiration' | 'strikes'>): string {
  return `${root} ${describeDay(expiration)} ${strikes.map(describeStrike).join('/')} ${strategyShape(strategy).label}`
}
