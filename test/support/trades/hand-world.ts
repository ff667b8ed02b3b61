import { tradingDay } from '../../../src/domain/calendar/trading-day.ts'
import { type Price, price } from '../../../src/domain/money/price.ts'
import type { PersonDesk } from '../../../src/service/engine/person-desk.ts'
import type { TradeWish } from '../../../src/service/trades/trade-wish.ts'
import { NO_CONTEXT } from '../../../src/ports/store/hand-terms.ts'
import { handOf } from '../engine/hand-of.ts'
import { type FixedMarket, fixedMarket } from '../../conformance/tradier/fixed-market.ts'
import { tradingWorld, type TradingWorld, VENUE_ACCOUNT, type WorldOptions } from '../engine/trading-world.ts'

/** Tuesday 2026-09-22, 10:00 in New York. */
export const TEN = Date.UTC(2026, 8, 22, 14)
export const CALL_650 = 'SPY261016C00650000'

/** A world in which a person trades by hand; what one wants to risk is theirs to say. */
export interface HandWorld {
  readonly world: TradingWorld
  readonly market: FixedMarket
  readonly hand: PersonDesk
}

/** Dollars as a price. */
export function dollars(amount: number): Price {
  return price(Math.round(amount * 10_000))
}

/** One SPY call 650 of October at the ask of 5.20, with a stop at 4.00 and a take-profit at 8.00. */
export function callWish(more: Partial<TradeWish> = {}): TradeWish {
  return {
    strategy: 'LONG_CALL',
    root: 'SPY',
    expiration: tradingDay('2026-10-16'),
    strikes: [dollars(650)],
    quantity: 1,
    limit: dollars(5.2),
    stopLoss: dollars(4),
    takeProfit: dollars(8),
    context: NO_CONTEXT,
    ...more,
  }
}

/** A mirrored world at ten o'clock, the call quoted 5.00 to 5.20. */
export async function handWorld(options: WorldOptions = {}, now = TEN): Promise<HandWorld> {
  const market = fixedMarket(now)
  market.set(CALL_650, 5.0, 5.2)
  const settings = { 'exit.time_dte': '0', ...options.settings }
  const world = await tradingWorld(market, { ...options, settings })
  await world.engine.syncTradierSnapshot('sync')
  return { world, market, hand: handOf(world) }
}

/** Orders that the exchange has by its own count; what was only previewed is none. */
export function ordersAt({ world }: HandWorld): number {
  return world.venue.orders(VENUE_ACCOUNT).length
}

/** The requests that a broker answered since a count of them. */
export function callsSince({ world }: HandWorld, count: number): readonly string[] {
  return world.requests.slice(count).map(({ method, path }) => `${method} ${path}`)
}
