import { type Instant, instant, MINUTE_MS } from '../../domain/calendar/instant.ts'
import type { MarketCalendar } from '../../domain/calendar/market-calendar.ts'
import type { Session } from '../../domain/calendar/market-day.ts'
import { marketDayOf, nextSession, nextSessionToOpen } from '../../domain/calendar/session-lookup.ts'

/** When a cycle is due on a session day, as instants of that session. */
export type DueTimes =
  /** Every so many milliseconds from the open (or some minutes after it) to the late close. */
  | { readonly kind: 'every'; readonly periodMs: number; readonly fromOpenMs: number }
  /** At some milliseconds before (negative) or after the open. */
  | { readonly kind: 'of_open'; readonly offsetsMs: readonly number[] }
  /** At some milliseconds after the late close, when index options have closed too. */
  | { readonly kind: 'of_close'; readonly offsetsMs: readonly number[] }

/** Cycles of a session and when they are due; New York market days only, half days end early. */
export const CYCLE_TIMES = {
  premarket_check: { kind: 'of_open', offsetsMs: [-30 * MINUTE_MS, -10 * MINUTE_MS] },
  pre_market_bookend: { kind: 'of_open', offsetsMs: [-5 * MINUTE_MS] },
  monitor: { kind: 'every', periodMs: MINUTE_MS, fromOpenMs: 0 },
  trade: { kind: 'every', periodMs: 15 * MINUTE_MS, fromOpenMs: MINUTE_MS },
  price_snapshots: { kind: 'every', periodMs: 40_000, fromOpenMs: 20_000 },
  work_orders: { kind: 'every', periodMs: 5_000, fromOpenMs: 2_500 },
  closing_sync: { kind: 'of_close', offsetsMs: [MINUTE_MS, 6 * MINUTE_MS, 20 * MINUTE_MS] },
  record_volatility: { kind: 'of_close', offsetsMs: [3 * MINUTE_MS] },
  post_market_bookend: { kind: 'of_close', offsetsMs: [5 * MINUTE_MS] },
  daily_summary: { kind: 'of_close', offsetsMs: [25 * MINUTE_MS] },
  evidence: { kind: 'of_open', offsetsMs: [-60 * MINUTE_MS] },
} as const satisfies Record<string, DueTimes>

/** The name of a cycle. */
export type CycleName = keyof typeof CYCLE_TIMES

/** Cycle names in the order in which those that are due at the same instant run: exits before everything else. */
export const CYCLE_ORDER: readonly CycleName[] = [
  'evidence',
  'premarket_check',
  'pre_market_bookend',
  'monitor',
  'work_orders',
  'trade',
  'price_snapshots',
  'closing_sync',
  'record_volatility',
  'post_market_bookend',
  'daily_summary',
]

/**
 * The first instant after another at which a cycle is due.
 *
 * @example
 * import { buildMarketCalendar } from '../../domain/calendar/market-calendar.ts'
 * import { instant } from '../../domain/calendar/instant.ts'
 * const calendar = buildMarketCalendar(2026, 2026)
 * new Date(nextDue('monitor', instant(Date.UTC(2026, 8, 22, 13, 30, 30)), calendar)).toISOString() // => '2026-09-22T13:31:00.000Z'
 */
export function nextDue(cycle: CycleName, after: Instant, calendar: MarketCalendar): Instant {
  const day = marketDayOf(calendar, after)
  let session: Session = day.kind === 'session' ? day : nextSessionToOpen(calendar, after)
  for (;;) {
    const due = dueOn(CYCLE_TIMES[cycle], session, after)
    if (due !== null) return due
    session = nextSession(calendar, session.day)
  }
}

function dueOn(times: DueTimes, session: Session, after: Instant): Instant | null {
  const { opens, lateCloses } = session
  if (times.kind !== 'every') {
    const from = times.kind === 'of_open' ? opens : lateCloses
    const found = times.offsetsMs.map((offset) => from + offset).find((at) => at > after)
    return found === undefined ? null : instant(found)
  }
  const first = opens + times.fromOpenMs
  const periods = Math.max(0, Math.floor((after - first) / times.periodMs) + 1)
  const due = first + periods * times.periodMs
  return due <= lateCloses ? instant(due) : null
}
