import type { LeanListing } from '../../adapters/recorded/lean-listing.ts'
import { readLeanDay } from '../../adapters/recorded/lean-day.ts'
import { instant } from '../../domain/calendar/instant.ts'
import {
  coversDay,
  isSession,
  type MarketCalendar,
  sessionOn,
} from '../../domain/calendar/market-calendar.ts'
import { instantOf, newYorkDayOf } from '../../domain/calendar/new-york-time.ts'
import { nextSession } from '../../domain/calendar/session-lookup.ts'
import type { TradingDay } from '../../domain/calendar/trading-day.ts'
import { ok, type Result, refuse } from '../../domain/refusal.ts'
import { describeDays, playsUntil } from '../../exchange/market/recorded-days.ts'
import { createReplayMarket } from '../../exchange/market/replay-market.ts'
import type { RecordedDay } from '../../ports/recorded-minutes.ts'
import { hashOfFiles } from './file-hash.ts'
import type { OpenedMarket, OpeningTerms } from './opened-market.ts'
import { openInstant } from './opening-time.ts'

/** A day of minutes takes some ten megabytes of memory, so not more than two weeks are played in one go. */
const MOST_DAYS = 10

/** The recorded days from one on, as long as every session follows the one before. */
export function daysInARow(
  calendar: MarketCalendar,
  recorded: readonly TradingDay[],
  first: TradingDay,
): readonly TradingDay[] {
  const known = new Set(recorded)
  const row = [first]
  while (row.length < MOST_DAYS) {
    const next = nextSession(calendar, row.at(-1)!).day
    if (!known.has(next)) break
    row.push(next)
  }
  return row
}

function firstDay(
  { day, start }: OpeningTerms,
  sessions: readonly TradingDay[],
): Result<TradingDay, 'date_must_be_recorded'> {
  const wanted = start === null ? day : newYorkDayOf(instant(start))
  const found = wanted === null ? sessions[0] : sessions.find((one) => one === wanted)
  if (found !== undefined) return ok(found)
  const has = sessions.length > 0 ? describeDays(sessions) : 'no day on which the market traded'
  return refuse(
    'date_must_be_recorded',
    wanted === null
      ? `The recording has ${has}.`
      : `Nothing was recorded on ${wanted}; the recording has ${has}.`,
  )
}

/**
 * Opens the market of days that were recorded minute by minute: the day asked for, or the first, and those that follow
 * it session by session, two weeks at most.
 *
 * Refuses: `date_must_be_recorded`, and what reading a day refuses.
 */
export async function openLean(listing: LeanListing, terms: OpeningTerms): Promise<Result<OpenedMarket>> {
  const { calendar, alwaysOpen, time } = terms
  const recorded = [...new Set(listing.days.map(({ day }) => day))]
  const sessions = recorded.filter((day) => coversDay(calendar, day) && isSession(calendar, day))
  const first = firstDay(terms, sessions)
  if (!first.ok) return first
  const row = daysInARow(calendar, sessions, first.value)
  const played = listing.days.filter(({ day }) => row.includes(day))
  const days: RecordedDay[] = []
  for (const { underlying, day } of played) {
    const read = await readLeanDay({ folder: listing.folder, underlying, day })
    if (!read.ok) return read
    days.push(read.value)
  }
  const session = sessionOn(calendar, first.value)
  const opens = session.kind === 'session' ? session.opens : 0
  const endsAt = playsUntil(calendar, row.at(-1)!, 0)
  const wanted = terms.start ?? (time === null ? opens : instantOf(first.value, time))
  const start = Math.min(openInstant(calendar, wanted, alwaysOpen), endsAt)
  const names = [...new Set(played.map(({ underlying }) => underlying))].sort().join(', ')
  return ok({
    market: createReplayMarket({ days, calendar, start }),
    start,
    endsAt,
    isWallTime: false,
    source: `lean ${await hashOfFiles(played.map(({ archive }) => archive))}`,
    description: `${names} of ${describeDays(row)}, minute by minute as recorded`,
    notes: [],
  })
}
