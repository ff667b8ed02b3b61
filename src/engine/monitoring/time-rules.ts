import { contractCloses, lastTradingSession } from '../../domain/calendar/contract-expiration.ts'
import { daysToExpirationAt } from '../../domain/calendar/days-to-expiration.ts'
import { MINUTE_MS } from '../../domain/calendar/instant.ts'
import { coversDay } from '../../domain/calendar/market-calendar.ts'
import type { Session } from '../../domain/calendar/market-day.ts'
import { marketDayOf } from '../../domain/calendar/session-lookup.ts'
import type { Price } from '../../domain/money/price.ts'
import { isOpening, signOfAction } from '../../domain/option/action.ts'
import type { OpenTradeInput } from './open-trade-input.ts'
import { bare, type RuleReading } from './rule-reading.ts'
import { shapeOf } from './trade-terms.ts'

/** The session of an instant and what it means for the trade; null on days without one, and after the last. */
interface TradeSession {
  readonly session: Session
  readonly dte: number
  /** The last in which its options trade. */
  readonly isLast: boolean
  /** When its options stop trading today. */
  readonly closes: number
}

function sessionOf({ at, calendar, record }: OpenTradeInput): TradeSession | null {
  const { root, expiration } = record.spread
  const day = marketDayOf(calendar, at)
  const dte = daysToExpirationAt(at, expiration)
  if (day.kind === 'closed' || dte < 0 || !coversDay(calendar, expiration)) return null
  const closes = contractCloses(calendar, { root, expiration }, day)
  if (closes === null) return null
  const isLast = lastTradingSession(calendar, { root, expiration }).day === day.day
  return { session: day, dte, isLast, closes }
}

/**
 * Days to expiration, from so many minutes before the close on. The close is that of stocks, or earlier that of the
 * options: after it there is little to trade with. In the last session it is due whatever the days say, since an
 * option that is settled at the open ends the session before.
 */
export function timeExit(input: OpenTradeInput): RuleReading {
  const today = sessionOf(input)
  if (today === null) return bare('time_exit', 'not_evaluated')
  const { settings, at, record } = input
  const { dte, isLast, session, closes } = today
  // A trade of a person is closed by time in its last session only, and only if they want that.
  const isTheirs = record.trade.origin === 'MANUAL' && record.hand !== null
  if (isTheirs && !settings['user.auto_close_expiry']) return bare('time_exit', 'off')
  const threshold = isTheirs ? 0 : settings['exit.time_dte']
  const cutoff = Math.min(session.closes, closes) - settings['exit.time_cutoff'] * MINUTE_MS
  const due = dte <= threshold || isLast
  return {
    rule: 'time_exit',
    state: due && at >= cutoff ? 'hit' : 'clear',
    value: dte,
    threshold,
    distance: dte - threshold,
  }
}

/** Dollars' units by which the short strike that is deepest in the money is so; 0 or less when none is. */
function inTheMoney({ record }: OpenTradeInput, underlying: Price): number {
  const shorts = record.spread.legs.filter(({ action }) => isOpening(action) && signOfAction(action) === -1)
  return Math.max(
    ...shorts.map(({ contract }) =>
      contract.type === 'call' ? underlying - contract.strike : contract.strike - underlying,
    ),
  )
}

/** Minutes to the last close of a trade whose short leg is in the money: what is left open may be assigned. */
export function expiringInTheMoney(input: OpenTradeInput, underlying: Price | null): RuleReading {
  const rule = 'expiring_in_the_money'
  const within = input.settings['exit.expiring_itm']
  const hasShort = shapeOf(input.record).legs.some(({ role }) => role === 'short')
  if (within === null || !hasShort) return bare(rule, 'off')
  const today = sessionOf(input)
  if (today?.isLast !== true) return bare(rule, 'clear')
  if (underlying === null) return bare(rule, 'not_evaluated')
  const value = (today.closes - input.at) / MINUTE_MS
  const near = value > 0 && value <= within
  const state = near && inTheMoney(input, underlying) > 0 ? 'hit' : 'clear'
  return { rule, state, value, threshold: within, distance: value - within }
}

/** The largest move of the underlying against the trade within the window, basis points, on good quotes only. */
export function underlyingShock(input: OpenTradeInput, underlying: Price | null): RuleReading {
  const { settings, samples, at, record } = input
  const threshold = settings['exit.underlying_shock']
  if (threshold === null) return bare('underlying_shock', 'off')
  const from = at - settings['exit.underlying_shock_window'] * 1_000
  const recent = samples.filter((sample) => sample.at >= from && sample.at < at && sample.price > 0)
  if (underlying === null || recent.length === 0) return bare('underlying_shock', 'not_evaluated')
  const { outlook } = shapeOf(record)
  const moves = recent.map((sample) => {
    const move = ((underlying - sample.price) * 10_000) / sample.price
    if (outlook === 'neutral') return Math.abs(move)
    return outlook === 'bullish' ? -move : move
  })
  const value = Math.max(...moves)
  const state = value >= threshold ? 'hit' : 'clear'
  return { rule: 'underlying_shock', state, value, threshold, distance: threshold - value }
}
