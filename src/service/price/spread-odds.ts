import { CONTRACT_MULTIPLIER } from '../../domain/money/premium.ts'
import type { Price } from '../../domain/money/price.ts'
import { signOfAction } from '../../domain/option/action.ts'
import type { Leg } from '../../domain/option/contract.ts'
import { forwardOf, type Greeks } from '../../domain/pricing/bsm.ts'
import {
  expectedValue,
  probabilityOfProfit,
  probabilityOfProfitByDelta,
} from '../../domain/pricing/probability.ts'
import { probabilityOfTouch } from '../../domain/pricing/touch.ts'
import type { NetPrice } from '../../domain/spread/net-price.ts'
import type { OptionMarket } from './option-market.ts'
import { dollarsOf, payoffPosition } from './payoff-position.ts'

/** How likely the endings of a spread are, under a lognormal distribution around the forward. */
export interface SpreadOdds {
  /** Mean of the distribution, dollars per share. */
  readonly forward: number
  /** Volatility times the root of the years left. */
  readonly totalVol: number
  readonly probabilityOfProfit: number
  /** The trader's rule, one less the short deltas; null for a debit, which profits when the short is reached. */
  readonly probabilityOfProfitByDelta: number | null
  /** How likely the underlying comes to each price at any time until expiration. */
  readonly touches: readonly { readonly price: Price; readonly probability: number }[]
  /** Expected profit of one spread as value today, in cents with fractions. */
  readonly expectedValueCents: number
}

interface OddsInput {
  readonly legValues: readonly { readonly leg: Leg; readonly greeks: Greeks }[]
  readonly entry: NetPrice
  readonly breakevens: readonly Price[]
  readonly market: OptionMarket
  readonly volatility: number
}

/** The odds of one spread held to expiration, at one volatility for all prices: no skew, no opinion. */
export function spreadOdds({ legValues, entry, breakevens, market, volatility }: OddsInput): SpreadOdds {
  const { spot, years, rate, dividendYield } = market
  const ending = { forward: forwardOf(market), totalVol: volatility * Math.sqrt(years) }
  const position = payoffPosition(
    legValues.map(({ leg }) => leg),
    entry,
  )
  const short = legValues.filter(({ leg }) => signOfAction(leg.action) < 0)
  const touched = (short.length > 0 ? short : legValues).map(({ leg }) => leg.contract.strike)
  const prices = [...new Set([...touched, ...breakevens])].sort((a, b) => a - b)
  return {
    ...ending,
    probabilityOfProfit: probabilityOfProfit(ending, position),
    probabilityOfProfitByDelta:
      entry.effect === 'credit' && short.length > 0
        ? probabilityOfProfitByDelta(short.map(({ greeks }) => greeks.delta))
        : null,
    touches: prices.map((price) => ({
      price,
      probability: probabilityOfTouch({
        spot,
        barrier: dollarsOf(price),
        years,
        carry: rate - dividendYield,
        volatility,
      }),
    })),
    expectedValueCents: 100 * CONTRACT_MULTIPLIER * expectedValue(ending, Math.exp(-rate * years), position),
  }
}
