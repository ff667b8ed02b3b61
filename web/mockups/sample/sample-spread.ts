import type { TradingDay } from '../../../src/domain/calendar/trading-day.ts'
import { invariant } from '../../../src/domain/invariant.ts'
import { price } from '../../../src/domain/money/price.ts'
import { signOfAction } from '../../../src/domain/option/action.ts'
import type { Leg } from '../../../src/domain/option/contract.ts'
import {
  computeSpreadEnvelope,
  type SpreadEnvelope,
  scaleEnvelope,
} from '../../../src/domain/spread/envelope.ts'
import { type NetPrice, netPriceOfPaid } from '../../../src/domain/spread/net-price.ts'
import { netPriceOfLegs } from '../../../src/domain/spread/net-price-of-legs.ts'
import { buildSpreadLegs, closingLegs } from '../../../src/domain/spread/spread-legs.ts'
import type { Strategy } from '../../../src/domain/spread/strategy-table.ts'
import { type Moment, quoteOf, type SampleSymbol } from './sample-market.ts'

/** What a sample trade trades. */
export interface SampleSpread {
  readonly symbol: SampleSymbol
  readonly strategy: Strategy
  /** Dollars, ascending. */
  readonly strikes: readonly number[]
  readonly expiration: TradingDay
}

/** The strikes in units of `Price`. */
export const strikesOf = ({ strikes }: SampleSpread) => strikes.map((strike) => price(strike * 10_000))

/** The legs that open one spread. */
export function legsOf(spread: SampleSpread): readonly Leg[] {
  const legs = buildSpreadLegs(spread.strategy, strikesOf(spread), spread.expiration, spread.symbol)
  invariant(legs.ok, legs.ok ? '' : legs.message)
  return legs.value
}

/** The net price of opening at the middle of the quotes, rounded to a whole cent. */
export function entryAt(spread: SampleSpread, moment: Moment): NetPrice {
  const legs = legsOf(spread)
  const paid = legs.reduce(
    (sum, { contract, action }) => sum + signOfAction(action) * quoteOf(contract, moment).mid,
    0,
  )
  return netPriceOfPaid(price(Math.round(paid / 100) * 100))
}

/** The net price of closing at the middle of the quotes. */
export function markAt(spread: SampleSpread, moment: Moment): NetPrice {
  const legs = closingLegs(legsOf(spread))
  return netPriceOfLegs(
    legs,
    legs.map(({ contract }) => quoteOf(contract, moment).mid),
  )
}

/** Maximum profit, maximum loss and breakevens of a number of spreads. */
export function envelopeOf(spread: SampleSpread, entry: NetPrice, quantity: number): SpreadEnvelope {
  const envelope = computeSpreadEnvelope(spread.strategy, strikesOf(spread), entry)
  invariant(envelope.ok, envelope.ok ? '' : envelope.message)
  return scaleEnvelope(envelope.value, quantity)
}
