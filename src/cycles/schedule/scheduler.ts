import { type Instant, MINUTE_MS } from '../../domain/calendar/instant.ts'
import type { MarketCalendar } from '../../domain/calendar/market-calendar.ts'
import { marketDayOf } from '../../domain/calendar/session-lookup.ts'
import type { AbortSignalLike, Clock } from '../../ports/clock.ts'
import type { Log } from '../../ports/log.ts'
import { CYCLE_ORDER, CYCLE_TIMES, type CycleName, nextDue } from './cycle-times.ts'

/** What the scheduler needs. */
export interface SchedulerDeps {
  readonly clock: Clock
  readonly calendar: MarketCalendar
  readonly log: Log
  /** Runs one cycle; what it throws is logged, and the next occurrence comes as planned. */
  readonly run: (cycle: CycleName, due: Instant) => Promise<void>
}

/**
 * Runs the cycles as they fall due on the market's clock, one after the other, until the signal aborts. A cycle never
 * overlaps itself or another of its account. After a sleep, or a cycle that took longer than its period, what was
 * missed is run once, not once for each miss: a storm of late monitors would starve the exits that the first one found.
 */
export async function runSchedule(deps: SchedulerDeps, signal: AbortSignalLike): Promise<void> {
  const { clock, calendar } = deps
  const due = new Map(CYCLE_ORDER.map((cycle) => [cycle, nextDue(cycle, clock.now(), calendar)]))
  while (!signal.aborted) {
    const next = Math.min(...due.values())
    const wait = next - clock.now()
    if (wait > 0 && !(await slept(clock, wait, signal))) return
    for (const cycle of CYCLE_ORDER) {
      const at = due.get(cycle)!
      if (signal.aborted || at > clock.now()) continue
      await runOne(deps, cycle, at)
      const following = nextDue(cycle, at, calendar)
      due.set(cycle, following > clock.now() ? following : lateRun(cycle, deps))
    }
  }
}

/** A bookend or a summary that is later than this would show another time than its own: it is left out, and said so. */
const LATE_MS = 10 * MINUTE_MS

async function runOne({ clock, log, run }: SchedulerDeps, cycle: CycleName, at: Instant): Promise<void> {
  if (CYCLE_TIMES[cycle].kind !== 'every' && clock.now() - at > LATE_MS) {
    log.write('warn', `[${cycle}]`, 'its time was missed; it is not run late', { due: at })
    return
  }
  try {
    await run(cycle, at)
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    log.write('error', `[${cycle}]`, 'the cycle failed; its next run comes as planned', { message })
  }
}

/** One run now for all that were missed of a repeated cycle; of the others the next one to come. */
function lateRun(cycle: CycleName, { clock, calendar }: SchedulerDeps): Instant {
  const now = clock.now()
  return CYCLE_TIMES[cycle].kind === 'every' && inSession(now, calendar) ? now : nextDue(cycle, now, calendar)
}

function inSession(now: Instant, calendar: MarketCalendar): boolean {
  const day = marketDayOf(calendar, now)
  return day.kind === 'session' && now >= day.opens && now <= day.lateCloses
}

/** Waits; false when the signal ended the wait. */
async function slept(clock: Clock, ms: number, signal: AbortSignalLike): Promise<boolean> {
  try {
    await clock.sleep(ms, signal)
    return true
  } catch (error) {
    if (signal.aborted) return false
    throw error
  }
}
