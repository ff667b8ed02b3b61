import { newYorkDayOf } from '../domain/calendar/new-york-time.ts'
import type { AccountEngine } from './account-engine.ts'
import { readUnfinishedOrders, syncAfterClose } from './closing-sync.ts'
import { summarizeDay } from './daily-summary.ts'
import { gatherEvidence } from './gather-evidence.ts'
import type { MarketReader } from './market-reader.ts'
import { type MonitorReport, runMonitor, workOrders } from './monitor-cycle.ts'
import { runPremarketCheck } from './premarket-check.ts'
import { recordPrices } from './price-snapshots.ts'
import { recordVolatility } from './record-volatility.ts'
import type { CycleName } from './schedule/cycle-times.ts'
import { watchPrices } from './watch-protection.ts'
import { runTradeCycle, type TradeCycleReport } from './trade-cycle.ts'

/** What a cycle did, for whoever tells a person of it. */
export type CycleReport =
  | { readonly cycle: 'monitor'; readonly report: MonitorReport }
  | { readonly cycle: 'trade'; readonly report: TradeCycleReport }
  /** How many working orders were moved on. */
  | { readonly cycle: 'work_orders'; readonly moves: number }
  | { readonly cycle: Exclude<CycleName, 'monitor' | 'trade' | 'work_orders'> }

/** Runs one cycle of an account as it falls due. */
export async function runCycle(
  engine: AccountEngine,
  reader: MarketReader,
  cycle: CycleName,
): Promise<CycleReport> {
  switch (cycle) {
    case 'monitor': {
      const report = await runMonitor(engine)
      await liftPremarketFailure(engine)
      return { cycle, report }
    }
    case 'trade':
      return { cycle, report: await runTradeCycle(engine, reader) }
    case 'work_orders':
      return { cycle, moves: await workOrders(engine) }
    case 'price_snapshots':
      await watchPrices(engine)
      await recordPrices(engine, 'PERIODIC')
      return { cycle }
    case 'pre_market_bookend':
      await recordPrices(engine, 'PRE_MARKET')
      return { cycle }
    case 'post_market_bookend':
      await recordPrices(engine, 'POST_MARKET')
      return { cycle }
    case 'record_volatility':
      await recordVolatility(engine)
      return { cycle }
    case 'premarket_check':
      await readUnfinishedOrders(engine)
      await runPremarketCheck(engine)
      return { cycle }
    case 'closing_sync':
      await syncAfterClose(engine)
      return { cycle }
    case 'daily_summary':
      await summarizeDay(engine)
      return { cycle }
    case 'evidence':
      await gatherEvidence(engine)
      return { cycle }
  }
}

/** Checks again while the check of this morning stands as failed: what is in order again lifts its stop by itself. */
async function liftPremarketFailure(engine: AccountEngine): Promise<void> {
  const { store, username, account, clock } = engine.context
  const flags = await store.transact(username, (tx) => tx.riskFlags(account, newYorkDayOf(clock.now())))
  if (flags.some(({ flag }) => flag === 'PREMARKET_CHECK_FAILED')) await runPremarketCheck(engine)
}
