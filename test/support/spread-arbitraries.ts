import fc from 'fast-check'
import { type TradingDay, tradingDayFromEpochDay } from '../../src/domain/calendar/trading-day.ts'
import { type Price, price } from '../../src/domain/money/price.ts'
import type { Leg, OptionContract } from '../../src/domain/option/contract.ts'
import { buildSpreadLegs } from '../../src/domain/spread/spread-legs.ts'
import { STRATEGY_NAMES, type Strategy, strategyShape } from '../../src/domain/spread/strategy-table.ts'

/** Days that an OCC symbol can name, 2000-01-01 to 2099-12-31. */
export const anyExpiration: fc.Arbitrary<TradingDay> = fc
  .integer({ min: 10_957, max: 47_481 })
  .map(tradingDayFromEpochDay)

/** Roots of 1 to 6 characters, plain and adjusted. */
export const anyRoot: fc.Arbitrary<string> = fc
  .tuple(fc.stringMatching(/^[A-Z]{1,5}$/), fc.stringMatching(/^[0-9]{0,2}$/))
  .map(([letters, digits]) => (letters + digits).slice(0, 6))

/** Strikes from 0.001 to 99,999.999 dollars. */
export const anyStrike: fc.Arbitrary<Price> = fc
  .integer({ min: 1, max: 99_999_999 })
  .map((thousandths) => price(thousandths * 10))

export const anyContract: fc.Arbitrary<OptionContract> = fc.record({
  root: anyRoot,
  expiration: anyExpiration,
  type: fc.constantFrom('call', 'put'),
  strike: anyStrike,
})

/** A strategy of the table with ascending strikes, as a whole number of half dollars. */
export interface StrategyWithStrikes {
  readonly strategy: Strategy
  readonly strikes: readonly Price[]
}

export const anyStrategyWithStrikes: fc.Arbitrary<StrategyWithStrikes> = fc
  .constantFrom(...STRATEGY_NAMES)
  .chain((strategy) => {
    const count = strategyShape(strategy).legs.length
    return fc
      .uniqueArray(fc.integer({ min: 1, max: 400 }), { minLength: count, maxLength: count })
      .map((halves) => ({
        strategy,
        strikes: halves.sort((a, b) => a - b).map((half) => price(half * 5_000)),
      }))
  })

/** The opening legs of a spread; a refusal here is a bug of the arbitrary. */
export function openingLegs(
  { strategy, strikes }: StrategyWithStrikes,
  expiration: TradingDay,
): readonly Leg[] {
  const legs = buildSpreadLegs(strategy, strikes, expiration, 'SPY')
  if (!legs.ok) throw new Error(legs.message)
  return legs.value
}
