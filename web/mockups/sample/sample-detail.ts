import { expirationInstant } from '../../../src/domain/calendar/contract-expiration.ts'
import { yearsToExpiry } from '../../../src/domain/calendar/days-to-expiration.ts'
import { type Instant, instant, plusMs } from '../../../src/domain/calendar/instant.ts'
import { instantOf, newYorkDayOf } from '../../../src/domain/calendar/new-york-time.ts'
import { sessionsBetween } from '../../../src/domain/calendar/session-lookup.ts'
import { timeOfDay } from '../../../src/domain/calendar/time-of-day.ts'
import { cents } from '../../../src/domain/money/cents.ts'
import { price } from '../../../src/domain/money/price.ts'
import { signOfAction } from '../../../src/domain/option/action.ts'
import { describeContract } from '../../../src/domain/option/describe-contract.ts'
import { formatOccSymbol } from '../../../src/domain/option/occ-symbol.ts'
import { forwardOf } from '../../../src/domain/pricing/bsm.ts'
import { profitBeforeExpiration } from '../../../src/domain/pricing/payoff-before-expiration.ts'
import { probabilityOfProfit } from '../../../src/domain/pricing/probability.ts'
import type { NetPrice } from '../../../src/domain/spread/net-price.ts'
import { profitAtExpiration } from '../../../src/domain/spread/payoff.ts'
import { entryPrice, openQuantity, unrealizedPnl } from '../../../src/domain/trade/trade-figures.ts'
import type { LegView, PayoffView, TradeDetailView } from '../../api/trade-view.ts'
import { SAMPLE_BOOK, type SampleTrade } from './sample-book.ts'
import { CALENDAR, presentOf, quoteOf, RATE, SAMPLE_DAY, SAMPLE_NOW, UNDERLYINGS } from './sample-market.ts'
import { exitsOf } from './sample-open-trades.ts'
import { seededNormal } from './sample-random.ts'
import { envelopeOf, legsOf, markAt, type SampleSpread } from './sample-spread.ts'
import { SAMPLE_STORY } from './sample-story.ts'

function legViews({ spread, trade, quoted }: SampleTrade): LegView[] {
  return legsOf(spread).map(({ contract, action }) => {
    const { bid, ask, volatility, greeks } = quoteOf(contract, presentOf(spread.symbol))
    return {
      occSymbol: formatOccSymbol(contract),
      quantity: signOfAction(action) * openQuantity(trade),
      description: describeContract(contract),
      bid: quoted ? bid : null,
      ask: quoted ? ask : null,
      volatility: quoted ? volatility : null,
      greeks: quoted ? greeks : { delta: null, gamma: null, theta: null, vega: null },
    }
  })
}

/** What a number of spreads come to over prices of the underlying. */
export function samplePayoff(spread: SampleSpread, entry: NetPrice, quantity: number): PayoffView {
  const { spot, volatility } = presentOf(spread.symbol)
  const { dividendYield } = UNDERLYINGS[spread.symbol]
  const legs = legsOf(spread)
  const cash = (entry.effect === 'credit' ? 1 : -1) * (entry.amount / 10_000)
  const timed = legs.map(({ contract, action }) => {
    const quote = quoteOf(contract, presentOf(spread.symbol))
    const { type } = contract
    return {
      type,
      strike: contract.strike / 10_000,
      signedQuantity: signOfAction(action),
      years: quote.years,
      volatility: quote.volatility,
    }
  })
  const years = yearsToExpiry(SAMPLE_NOW, expirationInstant(CALENDAR, legs[0]!.contract))
  const totalVol = volatility * Math.sqrt(years)
  const reach = Math.max(1.9 * totalVol, 0.02)
  const strikes = spread.strikes.map((strike) => strike)
  const low = Math.min(spot * Math.exp(-reach), strikes[0]! * 0.985)
  const high = Math.max(spot * Math.exp(reach), strikes.at(-1)! * 1.015)
  const grid = Array.from({ length: 81 }, (_, i) => low + ((high - low) * i) / 80)
  const at = [...new Set([...grid, ...strikes].map((dollars) => Math.round(dollars * 100)))].sort(
    (a, b) => a - b,
  )
  const today = profitBeforeExpiration(
    { legs: timed, cash, rate: RATE, dividendYield },
    at.map((cent) => cent / 100),
  )
  const { maxProfitCents, maxLossCents, breakevens } = envelopeOf(spread, entry, quantity)
  const forward = forwardOf({ spot, years, rate: RATE, dividendYield })
  return {
    spot: price(Math.round(spot * 100) * 100),
    points: at.map((cent, i) => ({
      at: price(cent * 100),
      today: cents(Math.round(today[i]! * 10_000) * quantity),
      expiration: cents(profitAtExpiration(legs, entry, price(cent * 100)) * quantity),
    })),
    breakevens,
    maxProfitCents,
    maxLossCents,
    sigma: [
      price(Math.round(spot * Math.exp(-totalVol) * 100) * 100),
      price(Math.round(spot * Math.exp(totalVol) * 100) * 100),
    ],
    chance: probabilityOfProfit({ forward, totalVol }, { legs: timed, cash }),
  }
}

/** Every half hour of the sessions from the entry to now. */
function* halfHours(from: Instant): Generator<Instant> {
  for (const { day, opens, closes } of sessionsBetween(CALENDAR, newYorkDayOf(from), SAMPLE_DAY)) {
    const first = instantOf(day, timeOfDay('09:45'))
    for (let at = first; at < closes && at <= SAMPLE_NOW; at = plusMs(at, 30 * 60_000)) {
      if (at >= from && at >= opens) yield at
    }
  }
}

/** Marks along a path that leads from the market of the entry to that of now. */
function marks({ spread, trade, entered }: SampleTrade, seed: number): TradeDetailView['marks'] {
  const now = presentOf(spread.symbol)
  const times = [entered.at, ...halfHours(plusMs(entered.at, 60_000)), SAMPLE_NOW]
  const normal = seededNormal(seed)
  let walk = 0
  const steps = times.map((_, i) => {
    walk += i === 0 ? 0 : normal() * now.volatility * Math.sqrt(1 / 3276)
    return walk
  })
  const whole = SAMPLE_NOW - entered.at || 1
  return times.map((at, i) => {
    const share = (at - entered.at) / whole
    const wiggle = steps[i]! - share * walk
    const spot = Math.exp(Math.log(entered.spot) * (1 - share) + Math.log(now.spot) * share + wiggle)
    const volatility = entered.volatility * (1 - share) + now.volatility * share
    return { at: instant(at), pnl: unrealizedPnl(trade, markAt(spread, { at, spot, volatility })) }
  })
}

/** Everything about a sample trade. */
export function sampleDetail(id: string): TradeDetailView {
  const index = SAMPLE_BOOK.findIndex(({ trade }) => trade.id === id)
  const sample = SAMPLE_BOOK[index]!
  return {
    id,
    legs: legViews(sample),
    payoff: samplePayoff(sample.spread, entryPrice(sample.trade)!, openQuantity(sample.trade)),
    marks: marks(sample, 41 + index),
    exits: exitsOf(sample),
    ...SAMPLE_STORY,
  }
}
