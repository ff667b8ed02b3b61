import type { Instant } from '../../domain/calendar/instant.ts'
import { closesEarly } from '../../domain/calendar/market-day.ts'
import { type MarketPhase, phaseAt } from '../../domain/calendar/market-phase.ts'
import { marketDayOf, nextSessionToOpen } from '../../domain/calendar/session-lookup.ts'
import type { TradingDay } from '../../domain/calendar/trading-day.ts'
import type { AccountView } from './account-view.ts'

/** Whether options trade, and what is next. */
export interface MarketStatus {
  /** On the account's clock. */
  readonly at: Instant
  readonly day: TradingDay
  readonly isOpen: boolean
  readonly phase: MarketPhase
  /** When `isOpen` changes next. Index options and some funds trade a quarter of an hour longer. */
  readonly nextChangeAt: Instant
  readonly opensAt: Instant | null
  readonly closesAt: Instant | null
  readonly lateClosesAt: Instant | null
  readonly isHalfDay: boolean
  /** Why the day is closed or has unusual hours: `Good Friday`, `Saturday`; null on a usual one. */
  readonly reason: string | null
}

/** The market of an account as its calendar and clock have it; nobody is asked. */
export function marketStatus({ clock, calendar }: Pick<AccountView, 'clock' | 'calendar'>): MarketStatus {
  const at = clock.now()
  const today = marketDayOf(calendar, at)
  const phase = phaseAt(calendar, at, 'regular')
  const isOpen = phase === 'open'
  const session = today.kind === 'session' ? today : null
  return {
    at,
    day: today.day,
    isOpen,
    phase,
    nextChangeAt: isOpen && session !== null ? session.closes : nextSessionToOpen(calendar, at).opens,
    opensAt: session?.opens ?? null,
    closesAt: session?.closes ?? null,
    lateClosesAt: session?.lateCloses ?? null,
    isHalfDay: session !== null && closesEarly(session),
    reason: today.kind === 'closed' ? today.reason : today.unusual,
  }
}
