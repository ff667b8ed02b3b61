import type { AccountEngine } from '../../../src/cycles/account-engine.ts'
import { runMonitor, workOrders } from '../../../src/cycles/monitor-cycle.ts'
import { type FixedMarket, fixedMarket } from '../../conformance/tradier/fixed-market.ts'
import { type Books, readBooks } from '../../support/engine/books.ts'
import { Crash, CrashPoints } from '../../support/engine/crash-points.ts'
import { BracketWatch, checkClosing } from '../../support/engine/bracket-invariants.ts'
import { checkBooks, checkProgress, type Violation } from '../../support/engine/invariants.ts'
import { tradingWorld, type TradingWorld } from '../../support/engine/trading-world.ts'

/** Tuesday 2026-09-22, 10:00 in New York. */
const TEN = Date.UTC(2026, 8, 22, 14)
const STEP_MS = 5_000
const STEPS_A_MINUTE = 12
/** Orders are not shown at once: to look once and send again would double them. */
const HIDDEN_MS = 7_000
/** A scenario that takes longer than this has lost something. */
const MOST_STEPS = 30 * STEPS_A_MINUTE

/** What is lived through, with and without a crash. */
export interface CrashScenario {
  readonly name: string
  readonly settings: Readonly<Record<string, string>>
  /** Fewer points than these would mean that it has stopped doing what it is named after; 100 unless given. */
  readonly fewestPoints?: number
  /** Before any point counts. */
  prepare(scene: Scene): Promise<void>
  /** What a cycle would do now, beside the monitor; asked at each step. */
  act?(scene: Scene): Promise<void>
  isOver(books: Books): boolean
  /** What must be the same at the end, with a crash and without. */
  end(books: Books): unknown
}

/** The world of a scenario and the engine that lives in it at present. */
export interface Scene {
  readonly world: TradingWorld
  readonly market: FixedMarket
  engine: AccountEngine
}

/** How a scenario went. */
export interface CrashRun {
  readonly points: readonly string[]
  readonly end: unknown
  readonly violations: readonly Violation[]
  readonly steps: number
}

/** Lives a scenario to its end; the process ends at one of its points and starts anew, or at none. */
export async function liveScenario(scenario: CrashScenario, crashAt: number | null): Promise<CrashRun> {
  const points = new CrashPoints(crashAt)
  const market = fixedMarket(TEN)
  const { onWire, onStore } = points
  const world = await tradingWorld(market, {
    settings: scenario.settings,
    restingFillsPerMinute: 0,
    onWire,
    onStore,
  })
  const scene: Scene = { world, market, engine: world.engine }
  await scene.engine.syncTradierSnapshot('sync')
  await scenario.prepare(scene)
  world.faults = ({ tag }) => (tag === null ? null : { kind: 'hidden', ms: HIDDEN_MS })
  points.arm()
  const violations: Violation[] = []
  const watch = new BracketWatch()
  let before = await readBooks(world)
  let steps = 0
  for (let isNew = true; steps < MOST_STEPS; steps += 1) {
    isNew = await step(scenario, scene, isNew || steps % STEPS_A_MINUTE === 0)
    const books = await readBooks(world)
    violations.push(...checkBooks(books, 'always'), ...checkProgress(before, books), ...checkClosing(books))
    violations.push(...watch.check(books))
    before = books
    if (!isNew && scenario.isOver(books)) break
  }
  violations.push(...checkBooks(before, 'settled'))
  return { points: points.reached, end: scenario.end(before), violations, steps }
}

/** Five seconds of the engine. @returns whether the process ended in them and started anew */
async function step(scenario: CrashScenario, scene: Scene, isMinute: boolean): Promise<boolean> {
  scene.world.pass(STEP_MS)
  try {
    if (isMinute) await runMonitor(scene.engine)
    else await workOrders(scene.engine)
    await scenario.act?.(scene)
    return false
  } catch (error) {
    if (!(error instanceof Crash)) throw error
    scene.engine = await scene.world.restart()
    return true
  }
}
