import { coversDay, type MarketCalendar, sessionOn } from '../../domain/calendar/market-calendar.ts'
import type { MarketDay, Session } from '../../domain/calendar/market-day.ts'
import { instantOf } from '../../domain/calendar/new-york-time.ts'
import { formatTimeOfDay, type TimeOfDay, timeOfDay } from '../../domain/calendar/time-of-day.ts'
import { parseTradingDay } from '../../domain/calendar/trading-day.ts'
import type { FaceCall } from './face-call.ts'
import { oneOrMany } from './list-shape.ts'
import { invalidParameter, type Reply, recordReply } from './reply.ts'
import { newYorkDate } from './wire-time.ts'
import type { WireRecord } from './wire-value.ts'

// Pre-market orders end six minutes before the open (fact sheet 3.1 and 4.4).
const PREMARKET_END = '09:24'

interface Clock {
  readonly state: 'premarket' | 'open' | 'postmarket' | 'closed'
  readonly description: string
  readonly nextChange: TimeOfDay
  readonly nextState: string
}

function closedUntil(premarket: TimeOfDay): Clock {
  const description = 'Market is closed.'
  return { state: 'closed', description, nextChange: premarket, nextState: 'premarket' }
}

function clockOf(session: Session, now: number, premarket: TimeOfDay): Clock {
  const { opens, closes, afterHoursCloses } = session.hours
  const span = (from: TimeOfDay, to: TimeOfDay): string =>
    `from ${formatTimeOfDay(from)} to ${formatTimeOfDay(to)}`
  if (now < instantOf(session.day, premarket) || now >= session.afterHoursCloses)
    return closedUntil(premarket)
  if (now < session.opens) {
    const description = `Market is in premarket ${span(premarket, opens)}`
    return { state: 'premarket', description, nextChange: opens, nextState: 'open' }
  }
  if (now < session.closes) {
    const description = `Market is open ${span(opens, closes)}`
    return { state: 'open', description, nextChange: closes, nextState: 'postmarket' }
  }
  const description = `Market is in postmarket ${span(closes, afterHoursCloses)}`
  return { state: 'postmarket', description, nextChange: afterHoursCloses, nextState: 'closed' }
}

/** `GET /markets/clock`: always of the present, also in the sandbox. */
export function marketClock({ room, now }: FaceCall): Reply {
  const today = newYorkDate(now)
  const premarket = timeOfDay(room.switches.premarketStart)
  const day = sessionOn(room.market.calendar, today)
  const clock = day.kind === 'session' ? clockOf(day, now, premarket) : closedUntil(premarket)
  return recordReply({
    clock: {
      date: today,
      description: clock.description,
      state: clock.state,
      timestamp: Math.floor(now / 1000),
      next_change: formatTimeOfDay(clock.nextChange),
      next_state: clock.nextState,
    },
  })
}

function dayRow(day: MarketDay, premarket: string): WireRecord {
  if (day.kind === 'closed') {
    const why = day.cause === 'weekend' ? '' : ` for ${day.reason}`
    return { date: day.day, status: 'closed', description: `Market is closed${why}` }
  }
  const opens = formatTimeOfDay(day.hours.opens)
  const closes = formatTimeOfDay(day.hours.closes)
  return {
    date: day.day,
    status: 'open',
    description: 'Market is open',
    premarket: { start: premarket, end: PREMARKET_END },
    open: { start: opens, end: closes },
    postmarket: { start: closes, end: formatTimeOfDay(day.hours.afterHoursCloses) },
  }
}

function daysOfMonth(calendar: MarketCalendar, year: number, month: number): MarketDay[] {
  const days: MarketDay[] = []
  for (let date = 1; date <= 31; date += 1) {
    const day = parseTradingDay(`${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`)
    if (day.ok && coversDay(calendar, day.value)) days.push(sessionOn(calendar, day.value))
  }
  return days
}

/** `GET /markets/calendar`: the days of a month, this one unless another is asked for. */
export function marketCalendar({ room, params, now }: FaceCall): Reply {
  const today = newYorkDate(now)
  const month = Number(params.text('month') ?? today.slice(5, 7))
  const year = Number(params.text('year') ?? today.slice(0, 4))
  if (!Number.isInteger(month) || month < 1 || month > 12) return invalidParameter('month')
  if (!Number.isInteger(year) || year < 1970 || year > 2100) return invalidParameter('year')
  const { premarketStart } = room.switches
  const rows = daysOfMonth(room.market.calendar, year, month).map((day) => dayRow(day, premarketStart))
  return recordReply({ calendar: { month, year, days: rows.length === 0 ? null : { day: oneOrMany(rows) } } })
}
