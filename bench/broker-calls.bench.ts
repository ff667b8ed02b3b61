import { runMonitor } from '../src/cycles/monitor-cycle.ts'
import { MINUTE_MS } from '../src/domain/calendar/instant.ts'
import { BUSY, longestGap, peakOf } from '../test/support/engine/busy-hours.ts'
import { checkBooks } from '../test/support/engine/check-books.ts'
import { holdSpreads, NO_PRICE_EXITS } from '../test/support/engine/hold-spreads.ts'
import { liveDays } from '../test/support/engine/live-days.ts'
import { newYork, syntheticWorld } from '../test/support/engine/synthetic-world.ts'
import { ACCOUNT, type TradingWorld, VENUE_ACCOUNT } from '../test/support/engine/trading-world.ts'
import { type Bench, type Figures, row } from './harness.ts'

const CYCLES = 10
const CASH = 10_000_000

/** The most calls of a cycle of ten, the first after the start among them. */
async function callsPerCycle(trades: number): Promise<number> {
  const world = await syntheticWorld('10:00', { cash: CASH, settings: NO_PRICE_EXITS })
  await holdSpreads(world, trades, ['SPY', 'QQQ', 'AAPL', 'MSFT', 'NVDA'])
  let most = 0
  for (let cycle = 0; cycle < CYCLES; cycle++) {
    world.pass(MINUTE_MS)
    const before = world.requests.length
    const { evaluations } = await runMonitor(world.engine)
    if (evaluations.length !== trades)
      throw new Error(`${evaluations.length} of ${trades} trades were judged`)
    most = Math.max(most, world.requests.length - before)
  }
  return most
}

/** The longest that an exit's order took from its intent to the exchange, in milliseconds of the market. */
async function slowestExit(world: TradingWorld): Promise<number> {
  const trades = await world.read((tx) => tx.recentTrades(ACCOUNT, 100_000))
  const intents = await world.read((tx) => tx.intentsOfTrades(trades.map(({ trade }) => trade.id)))
  const placed = new Map(world.venue.orders(VENUE_ACCOUNT).map(({ id, createdAt }) => [`${id}`, createdAt]))
  const waits = intents
    .filter(({ role, brokerOrderId }) => role === 'EXIT' && brokerOrderId !== null)
    .map(({ brokerOrderId, preparedAt }) => placed.get(brokerOrderId!)! - preparedAt)
  return waits.reduce((a, b) => Math.max(a, b), 0)
}

async function allCycles(print: (line: string) => void): Promise<Figures> {
  const world = await syntheticWorld('09:20', { cash: CASH, settings: BUSY, ceiling: 50 })
  await holdSpreads(world, 40, ['MSFT', 'NVDA'])
  const { trades, exits, counts, monitoredAt } = await liveDays(world, newYork('11:00'))
  const entries = trades.flatMap((report) => report.entries).filter(({ outcome }) => outcome.kind === 'sent')
  const sent = exits.filter(({ outcome }) => outcome.kind === 'sent')
  const { differences } = await checkBooks(world)
  const peak = peakOf(world)
  const gap = longestGap(monitoredAt)
  const slowest = await slowestExit(world)
  print(row('every cycle from 09:25 to 11:00', `${world.requests.length} calls`, `${peak} a minute`))
  print(row('entries, exits sent', `${entries.length}`, `${sent.length}`))
  print(row('slowest exit from intent to exchange', `${slowest} ms`))
  print(row('longest time between two monitors', `${gap / 1_000} s`))
  print(`  runs: ${[...counts].map(([cycle, count]) => `${cycle} ${count}`).join(', ')}`)
  for (const difference of differences) print(`  DOES NOT TIE: ${difference}`)
  return {
    calls_per_minute_all_cycles: peak,
    entries_sent: entries.length,
    exits_sent: sent.length,
    slowest_exit_ms: slowest,
    longest_monitor_gap_ms: gap,
    books_differences: differences.length,
  }
}

/** Requests of the broker, counted by the exchange. */
export const bench: Bench = {
  name: 'broker-calls',
  about: 'requests that reach the exchange: by a monitor cycle, and by all cycles in any 60 seconds',
  async run(print) {
    const [one, many] = [await callsPerCycle(1), await callsPerCycle(500)]
    print(row('a monitor cycle, 1 open trade', `${one} calls`))
    print(row('a monitor cycle, 500 open trades', `${many} calls`))
    return { calls_per_cycle_1: one, calls_per_cycle_500: many, ...(await allCycles(print)) }
  },
}
