import type { Cents } from '../domain/money/cents.ts'
import { formatOccSymbol } from '../domain/option/occ-symbol.ts'
import { paidPriceOf } from '../domain/spread/net-price.ts'
import { dollarsOf } from '../service/price/payoff-position.ts'
import type { SpreadReport } from '../service/price/price-spread.ts'
import type { PriceSetting } from './price-report.ts'

const dollars = (amount: Cents): number => amount / 100

/**
 * A price report as JSON. Money is dollars of one spread, prices and greeks dollars per share, rates and
 * probabilities fractions; null is not known, and `maxProfit` is null with `maxProfitIsUnbounded` true where
 * there is no bound. `entry.paid` is + when paid and - when received; `isOnTick` is whether an order could have
 * that price. `entry` is null where none was given and the value is less than a tick: so are then `maxProfit`,
 * `maxProfitIsUnbounded`, `maxLoss`, `breakevens`, `returnOnRisk` and `odds`.
 *
 *     { strategy, root, expiration, strikes, asOf, dte,
 *       market: { spot, years, rate, dividendYield, exercise }, volatility, volatilitySource,
 *       legs: [{ symbol, action, value, delta, gamma, theta, vega, rho }],
 *       entry: { effect, amount, paid, source, isOnTick } | null, maxProfit, maxProfitIsUnbounded, maxLoss, breakevens,
 *       returnOnRisk, value, delta, gamma, theta, vega, rho,
 *       odds: { forward, probabilityOfProfit, probabilityOfProfitByDelta, touches: [{ price, probability }],
 *               expectedValue } | null }
 */
export function priceDocument(report: SpreadReport, { asOf, dte }: PriceSetting) {
  const { envelope, entry, odds, legs, legValues, total } = report
  const figures = (at: number) => {
    const { price = null, ...greeks } = legValues?.[at]?.greeks ?? {}
    return { value: price, ...greeks }
  }
  return {
    strategy: report.strategy,
    root: report.root,
    expiration: report.expiration,
    strikes: report.strikes.map(dollarsOf),
    asOf,
    dte,
    market: report.market,
    volatility: report.volatility,
    volatilitySource: report.volatilitySource,
    legs: legs.map(({ contract, action }, at) => ({
      symbol: formatOccSymbol(contract),
      action,
      ...figures(at),
    })),
    entry: entry && {
      effect: entry.effect,
      amount: dollarsOf(entry.amount),
      paid: dollarsOf(paidPriceOf(entry)),
      source: report.entrySource,
      isOnTick: report.entryIsOnTick,
    },
    maxProfit:
      envelope === null || envelope.maxProfitCents === 'unbounded' ? null : dollars(envelope.maxProfitCents),
    maxProfitIsUnbounded: envelope && envelope.maxProfitCents === 'unbounded',
    maxLoss: envelope && dollars(envelope.maxLossCents),
    breakevens: envelope?.breakevens.map(dollarsOf) ?? null,
    returnOnRisk: report.returnOnRisk,
    value: total?.price ?? null,
    delta: total?.delta ?? null,
    gamma: total?.gamma ?? null,
    theta: total?.theta ?? null,
    vega: total?.vega ?? null,
    rho: total?.rho ?? null,
    odds:
      odds === null
        ? null
        : {
            forward: odds.forward,
            probabilityOfProfit: odds.probabilityOfProfit,
            probabilityOfProfitByDelta: odds.probabilityOfProfitByDelta,
            touches: odds.touches.map(({ price, probability }) => ({ price: dollarsOf(price), probability })),
            expectedValue: odds.expectedValueCents / 100,
          },
  }
}
