import { ok, type Result, refuse } from '../refusal.ts'
import { DAY_MS, MINUTE_MS } from './instant.ts'
import { coversDay, type MarketCalendar, sessionOn } from './market-calendar.ts'
import { EARLY_CLOSE_HOURS, type MarketDay, type SessionHours, sessionOf, USUAL_HOURS } from './market-day.ts'
import { formatTimeOfDay, type TimeOfDay } from './time-of-day.ts'
import { epochDay, type TradingDay } from './trading-day.ts'

/**
 * What somebody who knows better says of a day, such as the broker's calendar: closed, with the reason in
 * their words, or open from when to when. What is left out is taken from the usual hours, or from those of a
 * half day when the close is at 13:00 or before.
 */
export type DayOverride =
  | { readonly day: TradingDay; readonly closed: string }
  | {
      readonly day: TradingDay
      readonly opens: TimeOfDay
      readonly closes: TimeOfDay
      readonly lateCloses?: TimeOfDay
      readonly preMarketOpens?: TimeOfDay
      readonly afterHoursCloses?: TimeOfDay
    }

/** A day of which the calendar and the overrides say different things about trading, both in words. */
export interface CalendarDifference {
  readonly day: TradingDay
  readonly ours: string
  readonly theirs: string
}

const QUARTER_HOUR_MS = 15 * MINUTE_MS

type OpenOverride = Exclude<DayOverride, { readonly closed: string }>

function hoursOf(override: OpenOverride, base: SessionHours): SessionHours {
  const { opens, closes } = override
  const lateCloses = Math.min(closes + QUARTER_HOUR_MS, DAY_MS - 1) as TimeOfDay
  return {
    preMarketOpens: override.preMarketOpens ?? base.preMarketOpens,
    opens,
    closes,
    lateCloses: override.lateCloses ?? (base.closes === closes ? base.lateCloses : lateCloses),
    afterHoursCloses: override.afterHoursCloses ?? base.afterHoursCloses,
  }
}

/** The day as the override has it; where both agree, the calendar's reason and finer hours stand. */
function overridden(before: MarketDay, override: DayOverride): MarketDay {
  if ('closed' in override) {
    if (before.kind === 'closed') return before
    return { kind: 'closed', day: override.day, cause: 'override', reason: override.closed }
  }
  const at = epochDay(override.day)
  if (before.kind === 'session' && hoursInWords(before.hours) === hoursInWords(override)) {
    return sessionOf(at, hoursOf(override, before.hours), before.unusual)
  }
  const base = override.closes <= EARLY_CLOSE_HOURS.closes ? EARLY_CLOSE_HOURS : USUAL_HOURS
  const isUsual = hoursInWords(override) === hoursInWords(USUAL_HOURS)
  return sessionOf(at, hoursOf(override, base), isUsual ? null : `Open ${hoursInWords(override)}`)
}

function hoursInWords(hours: Pick<SessionHours, 'opens' | 'closes'>): string {
  return `${formatTimeOfDay(hours.opens)} to ${formatTimeOfDay(hours.closes)}`
}

/**
 * A calendar like this one in which the overrides are true; of two for one day the later wins. Where an
 * override says what the calendar says already, the reason keeps its name.
 *
 * Refuses, and then applies none: `override_must_be_in_calendar` for a day out of reach, and
 * `override_must_open_before_it_closes`.
 *
 * @example
 * import { buildMarketCalendar, sessionOn } from './market-calendar.ts'
 * sessionOn(withOverrides(buildMarketCalendar(2026, 2026), [{ day: '2026-12-01', closed: 'Blizzard' }]).value, '2026-12-01').reason // => 'Blizzard'
 */
export function withOverrides(
  calendar: MarketCalendar,
  overrides: readonly DayOverride[],
): Result<MarketCalendar, 'override_must_be_in_calendar' | 'override_must_open_before_it_closes'> {
  const days = [...calendar.days]
  for (const override of overrides) {
    if (!coversDay(calendar, override.day)) {
      return refuse('override_must_be_in_calendar', `The calendar does not reach ${override.day}.`)
    }
    if (!('closed' in override) && override.opens >= override.closes) {
      return refuse(
        'override_must_open_before_it_closes',
        `${override.day} cannot be open ${hoursInWords(override)}; the open must come first.`,
      )
    }
    const at = epochDay(override.day) - calendar.firstEpochDay
    days[at] = overridden(days[at] ?? sessionOn(calendar, override.day), override)
  }
  return ok({ firstEpochDay: calendar.firstEpochDay, days })
}

/**
 * Where overrides contradict the calendar about whether, from when and to when the market trades, in the
 * order given. Days out of the calendar's reach are passed over. The engine takes no entries on a day about
 * which its sources disagree.
 *
 * @example
 * import { buildMarketCalendar } from './market-calendar.ts'
 * calendarDifferences(buildMarketCalendar(2026, 2026), [{ day: '2026-12-25', closed: 'Christmas' }, { day: '2026-12-01', closed: 'Blizzard' }]) // => [{ day: '2026-12-01', ours: 'open 09:30 to 16:00', theirs: 'closed' }]
 */
export function calendarDifferences(
  calendar: MarketCalendar,
  overrides: readonly DayOverride[],
): CalendarDifference[] {
  return overrides
    .filter((override) => coversDay(calendar, override.day))
    .map((override) => ({
      day: override.day,
      ours: tradingInWords(sessionOn(calendar, override.day)),
      theirs: 'closed' in override ? 'closed' : `open ${hoursInWords(override)}`,
    }))
    .filter(({ ours, theirs }) => ours !== theirs)
}

function tradingInWords(day: MarketDay): string {
  return day.kind === 'closed' ? 'closed' : `open ${hoursInWords(day.hours)}`
}
