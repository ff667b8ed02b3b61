import { type CycleReport, runCycle } from '../../cycles/run-cycle.ts'
import type { CycleName } from '../../cycles/schedule/cycle-times.ts'
import { runSchedule } from '../../cycles/schedule/scheduler.ts'
import type { EngineEvent } from '../../cli/engine-door.ts'
import { newYorkDayOf } from '../../domain/calendar/new-york-time.ts'
import type { AccountCore } from '../engine/account-core.ts'
import { proposalReport } from '../engine/cycle-answers.ts'
import { TradeWatch } from '../engine/trade-watch.ts'

/** Between two words on how the account stands, of the market's time. */
const STANDING_EVERY_MS = 15 * 60_000

/** Hears what an account did. */
export type AccountListener = (event: EngineEvent) => void

/** Hears of an account's run. */
export interface RunListener {
  readonly onEvent: AccountListener
  /** A monitor has run to its end. */
  readonly onMonitor: () => void
}

/**
 * Runs the cycles of an account as they fall due, until the signal aborts.
 *
 * @throws {Error} when another process has taken the cycles over, and when the account's market has stopped
 */
export async function runAccount(
  core: AccountCore,
  { onEvent, onMonitor }: RunListener,
  signal: AbortSignal,
): Promise<void> {
  const { clock, calendar, log } = core.engine.context
  const teller = new Teller(core, onEvent)
  await teller.begin()
  const lost = new AbortController()
  const run = (cycle: CycleName): Promise<void> =>
    core.exclusive(async () => {
      if (signal.aborted) return
      if (!(await core.lease.holds())) {
        lost.abort(new Error('another process has taken over the cycles of this account'))
        return
      }
      try {
        await teller.tell(await runCycle(core.engine, core.reader, cycle))
        if (cycle === 'monitor') onMonitor()
      } catch (error) {
        teller.failed(cycle)
        throw error
      }
    })
  await runSchedule({ clock, calendar, log, run }, AbortSignal.any([signal, lost.signal]))
  if (lost.signal.aborted && !signal.aborted) throw lost.signal.reason
}

/** Tells of what cycles did, and saves the market's side of it when there is something to save. */
class Teller {
  readonly #core: AccountCore
  readonly #watch: TradeWatch
  readonly #onEvent: AccountListener
  #toldAt = Number.NEGATIVE_INFINITY

  constructor(core: AccountCore, onEvent: AccountListener) {
    this.#core = core
    this.#watch = new TradeWatch(core.view)
    this.#onEvent = onEvent
  }

  begin(): Promise<void> {
    return this.#watch.begin()
  }

  async tell(report: CycleReport): Promise<void> {
    if (report.cycle === 'trade') {
      const { settings } = this.#core.engine
      this.#onEvent({ kind: 'rules', report: proposalReport(report.report, settings['entry.underlyings']) })
    }
    const mayHaveMoved =
      report.cycle === 'monitor' ||
      report.cycle === 'trade' ||
      (report.cycle === 'work_orders' && report.moves > 0)
    if (mayHaveMoved) for (const event of await this.#watch.news()) this.#onEvent(event)
    if (report.cycle === 'monitor') await this.#standing(report.report.snapshot.trouble)
    await this.#save()
  }

  /** What went wrong stands in the log: it may name what its user must not see. */
  failed(cycle: CycleName): void {
    const at = this.#core.engine.context.clock.now()
    const message = `the ${cycle.replaceAll('_', ' ')} cycle failed; its next run comes as planned`
    this.#onEvent({ kind: 'trouble', at, message })
  }

  async #standing(trouble: string | null): Promise<void> {
    const { engine, view } = this.#core
    const at = engine.context.clock.now()
    if (trouble !== null) this.#onEvent({ kind: 'trouble', at, message: trouble })
    if (at - this.#toldAt < STANDING_EVERY_MS) return
    this.#toldAt = at
    const standing = await view.work.transact(view.username, (tx) => tx.latestAccountSnapshot(view.account))
    if (standing === null) return
    const { totalEquity, unrealizedOpen, realizedToday, openTrades, day } = standing
    const realizedTodayCents = day === newYorkDayOf(at) ? realizedToday : null
    this.#onEvent({
      kind: 'account',
      at,
      standing: { equityCents: totalEquity, unrealizedCents: unrealizedOpen, realizedTodayCents, openTrades },
    })
  }

  async #save(): Promise<void> {
    const saved = await this.#core.world.market.saveChanges()
    if (!saved.ok) this.#core.engine.context.log.write('error', '[exchange]', saved.message)
  }
}
