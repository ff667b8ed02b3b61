import { MarketReader } from '../../../src/cycles/market-reader.ts'
import { type MonitorReport, runMonitor, workOrders } from '../../../src/cycles/monitor-cycle.ts'
import type { CycleName } from '../../../src/cycles/schedule/cycle-times.ts'
import { runSchedule } from '../../../src/cycles/schedule/scheduler.ts'
import { runTradeCycle, type TradeCycleReport } from '../../../src/cycles/trade-cycle.ts'
import type { Instant } from '../../../src/domain/calendar/instant.ts'
import type { TradingWorld } from './trading-world.ts'

/** What a stretch of the market's time was lived with. */
export interface LivedDays {
  readonly counts: ReadonlyMap<CycleName, number>
  readonly trades: readonly TradeCycleReport[]
  readonly exits: readonly MonitorReport['exits'][number][]
  /** When each monitor began. */
  readonly monitoredAt: readonly Instant[]
  /** How long after its due time the latest monitor began, milliseconds. */
  readonly latestMonitorMs: number
}

/** Runs the schedule of the cycles on the market's own clock until an instant, as fast as the machine can. */
export async function liveDays(world: TradingWorld, until: Instant): Promise<LivedDays> {
  const { clock, calendar, log } = world.context
  const stop = new AbortController()
  const reader = new MarketReader(world.context)
  const counts = new Map<CycleName, number>()
  const trades: TradeCycleReport[] = []
  const exits: MonitorReport['exits'][number][] = []
  const monitoredAt: Instant[] = []
  let latestMonitorMs = 0
  const cycles: Partial<Record<CycleName, () => Promise<unknown>>> = {
    pre_market_bookend: () => world.engine.syncTradierSnapshot('sync'),
    monitor: async () => {
      monitoredAt.push(clock.now())
      exits.push(...(await runMonitor(world.engine)).exits)
    },
    work_orders: () => workOrders(world.engine),
    trade: async () => void trades.push(await runTradeCycle(world.engine, reader)),
    closing_sync: () => world.engine.syncTradierSnapshot('sync'),
  }
  const run = async (cycle: CycleName, due: Instant): Promise<void> => {
    if (clock.now() >= until) return stop.abort()
    if (cycle === 'monitor') latestMonitorMs = Math.max(latestMonitorMs, clock.now() - due)
    counts.set(cycle, (counts.get(cycle) ?? 0) + 1)
    await world.turns.run(async () => cycles[cycle]?.())
  }
  await runSchedule({ clock, calendar, log, run }, stop.signal)
  return { counts, trades, exits, monitoredAt, latestMonitorMs }
}
