import { instant } from '../../domain/calendar/instant.ts'
import { newYorkDayOf } from '../../domain/calendar/new-york-time.ts'
import { nextSession, sessionOnOrAfter } from '../../domain/calendar/session-lookup.ts'
import { venueBalances } from './venue-balances.ts'
import type { VenueRoom } from './venue-state.ts'
import type { MarketView } from './venue-types.ts'

/**
 * Writes what each account is worth at the end of a session, at the first step after it; of sessions between two
 * steps every one gets a line, with the worth of the later step.
 */
export function recordEquity(room: VenueRoom, market: MarketView): void {
  const { state, config } = room
  if (state.nextEquity === null) {
    const session = sessionOnOrAfter(config.calendar, newYorkDayOf(instant(market.now)))
    state.nextEquity = { day: session.day, at: session.lateCloses }
  }
  while (market.now >= state.nextEquity.at) {
    const { day } = state.nextEquity
    for (const books of state.accounts.values()) {
      books.equityLines.push({ day, equity: venueBalances(room, books, market).totalEquity })
    }
    const next = nextSession(config.calendar, day)
    state.nextEquity = { day: next.day, at: next.lateCloses }
  }
}
