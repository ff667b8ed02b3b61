import { productOfRoot } from '../option/product.ts'
import type { Instant } from './instant.ts'
import type { MarketCalendar } from './market-calendar.ts'
import type { Session } from './market-day.ts'
import { previousSession, sessionOnOrBefore } from './session-lookup.ts'
import type { TradingDay } from './trading-day.ts'
import { closeOf, tradingHoursOfRoot } from './trading-hours.ts'

/** The part of an option contract that says when it ends. */
export interface ExpiringContract {
  readonly root: string
  /** As its OCC symbol says; a Saturday for standard options before February 2015. */
  readonly expiration: TradingDay
}

/**
 * The session at whose prices a contract is settled: that of its expiration, or the last one before it when
 * the market is closed then (the Saturdays before 2015, days of mourning).
 *
 * @throws {InvariantViolation} when the calendar does not reach the expiration
 * @example
 * import { buildMarketCalendar } from './market-calendar.ts'
 * settlementSession(buildMarketCalendar(2014, 2014), { root: 'SPY', expiration: '2014-04-19' }).day // => '2014-04-17'
 */
export function settlementSession(calendar: MarketCalendar, contract: ExpiringContract): Session {
  return sessionOnOrBefore(calendar, contract.expiration)
}

/**
 * The last session in which a contract trades: that of its settlement when it is settled at the close, the
 * one before when it is settled at the open. Source: Cboe Rule 4.13, contract specifications of SPX and VIX.
 *
 * @throws {InvariantViolation} when the calendar does not reach so far
 * @example
 * import { buildMarketCalendar } from './market-calendar.ts'
 * ['SPX', 'SPXW'].map((root) => lastTradingSession(buildMarketCalendar(2024, 2024), { root, expiration: '2024-06-21' }).day) // => ['2024-06-20', '2024-06-21']
 */
export function lastTradingSession(calendar: MarketCalendar, contract: ExpiringContract): Session {
  const settlement = settlementSession(calendar, contract)
  return productOfRoot(contract.root).settlement === 'AM'
    ? previousSession(calendar, settlement.day)
    : settlement
}

/**
 * The instant to which an option has time value, for pricing: the close of stocks on the day of its
 * settlement (16:00, 13:00 on half days), or the open (09:30) when it is settled at the open. That some funds'
 * options trade for another quarter of an hour does not prolong it, nor that a holder may exercise to 17:30.
 *
 * @throws {InvariantViolation} when the calendar does not reach the expiration
 * @example
 * import { buildMarketCalendar } from './market-calendar.ts'
 * import { formatNewYork } from './new-york-time.ts'
 * ['SPX', 'SPXW'].map((root) => formatNewYork(expirationInstant(buildMarketCalendar(2024, 2024), { root, expiration: '2024-06-21' }))) // => ['2024-06-21T09:30-04:00', '2024-06-21T16:00-04:00']
 */
export function expirationInstant(calendar: MarketCalendar, contract: ExpiringContract): Instant {
  const settlement = settlementSession(calendar, contract)
  return productOfRoot(contract.root).settlement === 'AM' ? settlement.opens : settlement.closes
}

/**
 * The instant at which a contract stops trading in a session: the close of its product, or null when its last
 * session is over. Options on an index that are settled at the close end with the stocks on their last day, at
 * 16:00 and not at 16:15; those of funds do not. Source: Cboe Rule 5.1(b)(2)(C). For OEX and XEO the sources
 * differ, and the earlier time is taken.
 *
 * @throws {InvariantViolation} when the calendar does not reach the expiration
 * @example
 * import { buildMarketCalendar, sessionOn } from './market-calendar.ts'
 * import { formatNewYork } from './new-york-time.ts'
 * ['2024-06-20', '2024-06-21'].map((day) => formatNewYork(contractCloses(buildMarketCalendar(2024, 2024), { root: 'SPXW', expiration: '2024-06-21' }, sessionOn(buildMarketCalendar(2024, 2024), day)))) // => ['2024-06-20T16:15-04:00', '2024-06-21T16:00-04:00']
 */
export function contractCloses(
  calendar: MarketCalendar,
  contract: ExpiringContract,
  session: Session,
): Instant | null {
  const last = lastTradingSession(calendar, contract)
  if (session.day > last.day) return null
  const { delivery, settlement } = productOfRoot(contract.root)
  const endsWithStocks = delivery === 'cash' && settlement === 'PM' && session.day === last.day
  return closeOf(session, endsWithStocks ? 'regular' : tradingHoursOfRoot(contract.root))
}
