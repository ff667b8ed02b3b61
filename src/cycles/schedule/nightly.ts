import { type Instant, instant } from '../../domain/calendar/instant.ts'
import { instantOf, newYorkDayOf } from '../../domain/calendar/new-york-time.ts'
import { timeOfDay } from '../../domain/calendar/time-of-day.ts'
import { addDays } from '../../domain/calendar/weekday.ts'
import type { AbortSignalLike, Clock } from '../../ports/clock.ts'
import type { Log } from '../../ports/log.ts'

/** The quietest hour: no market that we trade is open, and the day's books are closed. */
const TWO = timeOfDay('02:00')
/** A machine that sleeps stops its timers: the time is looked at so often. */
const LOOK_MS = 5 * 60_000

/**
 * The newest 02:00 in New York that is not after an instant.
 *
 * @example
 * import { instant } from '../../domain/calendar/instant.ts'
 * new Date(lastNightly(instant(Date.UTC(2026, 10, 25, 6, 59)))).toISOString() // => '2026-11-24T07:00:00.000Z'
 */
export function lastNightly(now: Instant): Instant {
  const today = newYorkDayOf(now)
  const at = instantOf(today, TWO)
  return at <= now ? at : instantOf(addDays(today, -1), TWO)
}

/** What the work of the night needs. */
export interface NightlyDeps {
  /** The wall's: it is work of the process, whatever market an account plays. */
  readonly clock: Clock
  readonly log: Log
  /** When it was last done; what is older than the newest 02:00 is done once at once. */
  readonly doneAt: Instant
  readonly run: () => Promise<void>
}

/**
 * Does something once each night at 02:00 New York, weekends too, until the signal aborts. After a sleep or a late
 * start it is done once, however many nights were missed. What it throws is logged; the next night it is tried again.
 */
export async function runNightly(deps: NightlyDeps, signal: AbortSignalLike): Promise<void> {
  const { clock, log, run } = deps
  let done = deps.doneAt
  while (!signal.aborted) {
    if (done < lastNightly(clock.now())) {
      done = clock.now()
      try {
        await run()
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error)
        log.write('error', '[nightly]', 'the work of the night failed; it is tried again the next', {
          message,
        })
      }
      continue
    }
    const now = clock.now()
    const next = instantOf(addDays(newYorkDayOf(lastNightly(now)), 1), TWO)
    if (!(await slept(clock, Math.min(instant(next) - now, LOOK_MS), signal))) return
  }
}

async function slept(clock: Clock, ms: number, signal: AbortSignalLike): Promise<boolean> {
  try {
    await clock.sleep(ms, signal)
    return true
  } catch (error) {
    if (signal.aborted) return false
    throw error
  }
}
