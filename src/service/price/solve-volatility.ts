import { PRICE_UNITS_PER_DOLLAR, type Price } from '../../domain/money/price.ts'
import type { OptionContract } from '../../domain/option/contract.ts'
import { impliedVolatilityAmerican } from '../../domain/pricing/american-implied-volatility.ts'
import { forwardOf } from '../../domain/pricing/bsm.ts'
import { impliedVolatility, type Unsolvable } from '../../domain/pricing/implied-volatility.ts'
import type { Result } from '../../domain/refusal.ts'
import type { OptionMarket } from './option-market.ts'

/**
 * The volatility that a price implies, a year (0.2 is 20 %), by the model that the exercise calls for.
 * Refuses with the codes of `UNSOLVABLE`.
 */
export function solveVolatility(
  contract: OptionContract,
  market: OptionMarket,
  paid: Price,
): Result<number, Unsolvable> {
  const { spot, years, rate, dividendYield, exercise } = market
  const price = paid / PRICE_UNITS_PER_DOLLAR
  const strike = contract.strike / PRICE_UNITS_PER_DOLLAR
  const { type } = contract
  if (exercise === 'american') {
    return impliedVolatilityAmerican({ type, price, spot, strike, years, rate, dividendYield })
  }
  const forward = forwardOf({ spot, years, rate, dividendYield })
  return impliedVolatility({ type, price, forward, strike, years, discount: Math.exp(-rate * years) })
}
