import { daysToExpirationAt } from '../../../src/domain/calendar/days-to-expiration.ts'
import { plusMs } from '../../../src/domain/calendar/instant.ts'
import { tradingDay } from '../../../src/domain/calendar/trading-day.ts'
import { cents } from '../../../src/domain/money/cents.ts'
import { price } from '../../../src/domain/money/price.ts'
import { formatPrice } from '../../../src/domain/money/price-text.ts'
import { signOfAction } from '../../../src/domain/option/action.ts'
import { forwardOf } from '../../../src/domain/pricing/bsm.ts'
import { probabilityOfProfit } from '../../../src/domain/pricing/probability.ts'
import type { NetPrice } from '../../../src/domain/spread/net-price.ts'
import type { ProposalView, RuleView } from '../../api/proposal-view.ts'
import { presentOf, quoteOf, RATE, SAMPLE_NOW, type SampleSymbol, UNDERLYINGS } from './sample-market.ts'
import { entryAt, envelopeOf, legsOf, type SampleSpread, strikesOf } from './sample-spread.ts'

const share = (value: number): number => Math.min(1, Math.max(0, value))

function rulesOf(spread: SampleSpread): RuleView[] {
  const legs = legsOf(spread)
  const quotes = legs.map(({ contract }) => quoteOf(contract, presentOf(spread.symbol)))
  const short = legs.findIndex(({ action }) => action === 'sell_to_open')
  const delta = Math.abs(quotes[short]!.greeks.delta)
  const credit = entryAt(spread, presentOf(spread.symbol)).amount
  const widest = Math.max(...quotes.map(({ bid, ask }) => ask - bid))
  const rule = (name: string, passed: boolean, evidence: string): RuleView => ({
    rule: name,
    outcome: passed ? 'passed' : 'failed',
    evidence,
  })
  return [
    rule('Short delta', delta >= 0.18 && delta <= 0.32, `${delta.toFixed(2)}, allowed 0.18 to 0.32`),
    rule('Credit of width', credit >= 8_000, `${formatPrice(credit)} of 5.00, at least 0.80`),
    rule('Leg quotes', widest <= 1_500, `widest ${formatPrice(price(widest))}, at most 0.15`),
    rule('IV rank', true, '38 of 100, allowed 15 to 70'),
    { rule: 'Earnings', outcome: 'not_evaluated', evidence: 'no source for earnings dates is set up' },
  ]
}

/** The chance of profit of a spread at its natural price. */
function chanceOf(spread: SampleSpread, natural: NetPrice): number {
  const { symbol } = spread
  const present = presentOf(symbol)
  const legs = legsOf(spread)
  const quotes = legs.map(({ contract }) => quoteOf(contract, present))
  const { years } = quotes[0]!
  const forward = forwardOf({
    spot: present.spot,
    years,
    rate: RATE,
    dividendYield: UNDERLYINGS[symbol].dividendYield,
  })
  const position = {
    cash: natural.amount / 10_000,
    legs: legs.map(({ contract, action }) => ({
      type: contract.type,
      strike: contract.strike / 10_000,
      signedQuantity: signOfAction(action),
    })),
  }
  return probabilityOfProfit({ forward, totalVol: present.volatility * Math.sqrt(years) }, position)
}

function componentsOf(chance: number, credit: number, shortDelta: number): ProposalView['components'] {
  const fitness = 1 - Math.abs(Math.abs(shortDelta) - 0.25) / 0.07
  return [
    { name: 'Chance of profit', weight: 0.4, score: share((chance - 0.5) / 0.4) },
    {
      name: 'Credit quality',
      weight: 0.25,
      score: 1 / (1 + Math.exp(-15 * (credit / 50_000 - 0.22))),
    },
    { name: 'IV rank', weight: 0.2, score: 1 - 7.5 * Math.abs(0.38 - 0.45) },
    { name: 'Delta', weight: 0.08, score: share(fitness) },
    { name: 'Liquidity', weight: 0.07, score: 0.72 },
  ]
}

function proposal(
  id: string,
  symbol: SampleSymbol,
  strategy: SampleSpread['strategy'],
  strikes: readonly number[],
): ProposalView {
  const spread: SampleSpread = { symbol, strategy, strikes, expiration: tradingDay('2026-12-31') }
  const present = presentOf(symbol)
  const natural = entryAt(spread, present)
  const { maxProfitCents, maxLossCents, breakevens } = envelopeOf(spread, natural, 1)
  const legs = legsOf(spread)
  const quotes = legs.map(({ contract }) => quoteOf(contract, present))
  const rules = rulesOf(spread)
  const failed = rules.some(({ outcome }) => outcome === 'failed')
  const chance = chanceOf(spread, natural)
  const components = componentsOf(chance, natural.amount, quotes[1]!.greeks.delta)
  const score = components.reduce((sum, one) => sum + one.weight * one.score, 0)
  return {
    id,
    underlying: symbol,
    strategy,
    strikes: strikesOf(spread),
    expiration: spread.expiration,
    dte: daysToExpirationAt(SAMPLE_NOW, spread.expiration),
    natural,
    maxProfitCents: maxProfitCents === 'unbounded' ? cents(0) : maxProfitCents,
    maxLossCents,
    breakevens,
    chance,
    width: price(quotes.reduce((sum, { bid, ask }) => sum + ask - bid, 0)),
    score: failed ? null : Math.round(score * 100),
    components,
    rules,
    expiresAt: failed ? null : plusMs(SAMPLE_NOW, 9 * 60_000),
  }
}

/** What a scan of the made-up market finds, the best first, those that a rule rejects last. */
export const SAMPLE_PROPOSALS: readonly ProposalView[] = [
  proposal('P-2207', 'SPY', 'BULL_PUT_CREDIT', [660, 665]),
  proposal('P-2208', 'QQQ', 'BULL_PUT_CREDIT', [583, 588]),
  proposal('P-2209', 'SPY', 'BULL_PUT_CREDIT', [655, 660]),
  proposal('P-2210', 'SPY', 'BULL_PUT_CREDIT', [640, 645]),
  proposal('P-2211', 'IWM', 'BULL_PUT_CREDIT', [236, 241]),
  proposal('P-2212', 'QQQ', 'BULL_PUT_CREDIT', [560, 565]),
].sort((a, b) => (b.score ?? -1) - (a.score ?? -1))
