import type { EngineListener, EngineWish, OpenEngine } from '../../cli/engine-door.ts'
import { sleepFor } from '../../adapters/system/system-clock.ts'
import { type CycleReport, runCycle } from '../../cycles/run-cycle.ts'
import type { CycleName } from '../../cycles/schedule/cycle-times.ts'
import { runSchedule } from '../../cycles/schedule/scheduler.ts'
import { formatNewYork, newYorkDayOf } from '../../domain/calendar/new-york-time.ts'
import { ok, type Result } from '../../domain/refusal.ts'
import { backUpAtNight } from '../backup/process-backup.ts'
import { type AccountCore, LOCAL_USER } from './account-core.ts'
import { answerRequest } from './answer-request.ts'
import { serveControl } from './control-server.ts'
import { proposalReport } from './cycle-answers.ts'
import type { EngineConfig } from './engine-config.ts'
import { type OpenedCore, openCore, type EngineSurroundings } from './open-core.ts'
import { TradeWatch } from './trade-watch.ts'

/** How long the cycle under way may take to its end, of the wall. */
const GRACE_MS = 5_000
/** Between two lines on how the account stands, of the market's time. */
const STANDING_EVERY_MS = 15 * 60_000

/** Opens an engine and begins its cycles. Refuses as `openCore` does. */
export async function runEngine(
  wish: EngineWish,
  listener: EngineListener,
  surroundings: EngineSurroundings,
): Promise<Result<OpenEngine>> {
  const opened = await openCore(wish, listener, surroundings)
  if (!opened.ok) return opened
  const { core, config } = opened.value
  const control = await serveControl(config.dataFolder, (request) =>
    request.ask === 'backup' ? opened.value.backup(request.to) : answerRequest(request, core),
  )
  const watch = new TradeWatch(core.view)
  await watch.begin()
  const stop = new AbortController()
  const ended = play(core, watch, listener, stop)
  ended.catch(() => undefined)
  const { backup } = opened.value
  const nights = backUpAtNight(config, core.engine.context, () => backup(null), stop.signal)
  return ok({
    head: headOf(opened.value),
    notes: notesOf(opened.value),
    ended,
    async close() {
      stop.abort(new Error('the engine ends'))
      // A cycle under way may wait for the market's time; only when that takes too long is it cut off.
      await Promise.race([ended.catch(() => undefined), sleepFor(GRACE_MS)])
      core.world.stop()
      await ended.catch(() => undefined)
      await nights
      await control.close()
      return opened.value.close()
    },
  })
}

/** Runs market and cycles until either ends; the other is then ended too. */
async function play(
  core: AccountCore,
  watch: TradeWatch,
  listener: EngineListener,
  stop: AbortController,
): Promise<void> {
  const { clock, calendar, log } = core.engine.context
  const teller = new Teller(core, watch, listener)
  let lost: Error | null = null
  const run = (cycle: CycleName): Promise<void> =>
    core.exclusive(async () => {
      if (!(await core.lease.holds())) {
        lost = new Error('another process has taken over the cycles of this account')
        stop.abort(lost)
        return
      }
      await teller.tell(await runCycle(core.engine, core.reader, cycle))
    })
  const cycles = runSchedule({ clock, calendar, log, run }, stop.signal).finally(() => core.world.stop())
  try {
    await core.world.play()
  } finally {
    stop.abort(new Error('the market has ended'))
    await cycles
  }
  if (lost !== null) throw lost
}

/** Tells of what cycles did, and saves the exchange when there is something to save. */
class Teller {
  readonly #core: AccountCore
  readonly #watch: TradeWatch
  readonly #listener: EngineListener
  #savedChanges: number
  #toldAt = Number.NEGATIVE_INFINITY

  constructor(core: AccountCore, watch: TradeWatch, listener: EngineListener) {
    this.#core = core
    this.#watch = watch
    this.#listener = listener
    this.#savedChanges = core.world.changes()
  }

  async tell(report: CycleReport): Promise<void> {
    const { onEvent } = this.#listener
    if (report.cycle === 'trade') {
      const { settings } = this.#core.engine
      onEvent({ kind: 'rules', report: proposalReport(report.report, settings['entry.underlyings']) })
    }
    if (
      report.cycle === 'monitor' ||
      report.cycle === 'trade' ||
      (report.cycle === 'work_orders' && report.moves > 0)
    ) {
      for (const event of await this.#watch.news()) onEvent(event)
    }
    if (report.cycle === 'monitor') await this.#standing(report.report.snapshot.trouble)
    await this.#save()
  }

  async #standing(trouble: string | null): Promise<void> {
    const { engine, view } = this.#core
    const at = engine.context.clock.now()
    if (trouble !== null) this.#listener.onEvent({ kind: 'trouble', at, message: trouble })
    if (at - this.#toldAt < STANDING_EVERY_MS) return
    this.#toldAt = at
    const standing = await view.work.transact(LOCAL_USER, (tx) => tx.latestAccountSnapshot(view.account))
    if (standing === null) return
    const { totalEquity, unrealizedOpen, realizedToday, openTrades, day } = standing
    const realizedTodayCents = day === newYorkDayOf(at) ? realizedToday : null
    this.#listener.onEvent({
      kind: 'account',
      at,
      standing: { equityCents: totalEquity, unrealizedCents: unrealizedOpen, realizedTodayCents, openTrades },
    })
  }

  /** An exchange that forgot the orders of the last minute would be a broker that was reset. */
  async #save(): Promise<void> {
    const changes = this.#core.world.changes()
    if (changes === this.#savedChanges) return
    const { world } = this.#core
    const saved = await world.during(() => world.save())
    if (saved.ok) this.#savedChanges = changes
    else this.#core.engine.context.log.write('error', '[exchange]', saved.message)
  }
}

function headOf({ core, config }: OpenedCore): OpenEngine['head'] {
  const { world, view } = core
  const time = formatNewYork(core.engine.context.clock.now()).slice(0, 16).replace('T', ' ')
  const pace =
    world.speed === null
      ? "in the wall's time"
      : world.speed === Infinity
        ? 'as fast as it goes'
        : `${world.speed} times as fast as the wall`
  const opens = world.opensAt()
  return [
    ['account', `${view.account}, ${view.mode}`],
    [
      'market',
      `${world.description}; ${time} there${opens === null ? '' : `, opens ${formatNewYork(opens).slice(0, 16).replace('T', ' ')}`}`,
    ],
    ['pace', pace],
    ['rules', `preset ${config.presetName}${presetText(config)}`],
    [
      'data',
      `${config.dataFolder}${config.databaseUrl === null ? ', embedded database' : ', database of DATABASE_URL'}`,
    ],
    ['log', core.logPath],
  ]
}

function presetText({ preset }: EngineConfig): string {
  const values = Object.entries(preset.values)
  if (values.length === 0) return ''
  return `, which differs from the defaults in ${values.map(([key, value]) => `${key} ${value}`).join(', ')}`
}

function notesOf({ core, config }: OpenedCore): readonly string[] {
  return [
    ...core.world.notes,
    ...(Object.keys(config.preset.values).length === 0 ? [] : [config.preset.about]),
  ]
}
