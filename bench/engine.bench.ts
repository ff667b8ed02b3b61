import { migrate } from '../src/adapters/postgres/migrate.ts'
import { storeOnPool } from '../src/adapters/postgres/postgres-store.ts'
import { AccountEngine } from '../src/cycles/account-engine.ts'
import { runMonitor } from '../src/cycles/monitor-cycle.ts'
import { MINUTE_MS } from '../src/domain/calendar/instant.ts'
import { makeProposals } from '../src/engine/proposals/make-proposals.ts'
import { accountRecord } from '../test/conformance/store/sample-records.ts'
import { holdSpreads, NO_PRICE_EXITS } from '../test/support/engine/hold-spreads.ts'
import { syntheticWorld } from '../test/support/engine/synthetic-world.ts'
import { type Bench, type Figures, medianMs, row } from './harness.ts'
import { type Database, openDatabase } from './open-database.ts'
import { proposalMarket } from './proposal-market.ts'
import { snapshotFigures } from './store.bench.ts'

const TRADES = 1_000
const WARM_UP = 5
/** Odd, so that there is a middle one. */
const CYCLES = 15

/** Adds up the time in which an answer of the broker is awaited. */
class BrokerTime {
  private waiting = 0
  private since = 0
  private spent = 0

  /** The same object, its asynchronous methods timed. */
  watch<Desk extends object>(desk: Desk): Desk {
    return new Proxy(desk, {
      get: (target, name) => {
        const found: unknown = Reflect.get(target, name, target)
        if (typeof found !== 'function') return found
        return (...given: unknown[]): unknown => {
          const answer: unknown = Reflect.apply(found, target, given)
          return answer instanceof Promise ? this.time(answer) : answer
        }
      },
    })
  }

  /** Milliseconds since the last time that this was asked. */
  take(): number {
    const { spent } = this
    this.spent = 0
    return spent
  }

  private time<Value>(answer: Promise<Value>): Promise<Value> {
    if (this.waiting++ === 0) this.since = performance.now()
    return answer.finally(() => {
      if (--this.waiting === 0) this.spent += performance.now() - this.since
    })
  }
}

function middle(timings: readonly number[]): number {
  return timings.toSorted((a, b) => a - b)[timings.length >> 1]!
}

async function monitorFigures({ pool }: Database, print: (line: string) => void): Promise<Figures> {
  const settings = NO_PRICE_EXITS
  const world = await syntheticWorld('10:00', { cash: 10_000_000, settings, store: storeOnPool(pool) })
  await holdSpreads(world, TRADES, ['SPY', 'QQQ', 'AAPL', 'MSFT', 'NVDA'])
  await pool.query('vacuum analyze')
  const time = new BrokerTime()
  const { broker, market } = world.context
  const engine = await AccountEngine.start({
    ...world.context,
    broker: time.watch(broker),
    market: time.watch(market),
  })
  const [own, whole]: [number[], number[]] = [[], []]
  for (let cycle = 0; cycle < WARM_UP + CYCLES; cycle++) {
    world.pass(MINUTE_MS)
    time.take()
    const began = performance.now()
    const { evaluations } = await runMonitor(engine)
    const ms = performance.now() - began
    if (evaluations.length !== TRADES)
      throw new Error(`${evaluations.length} of ${TRADES} trades were judged`)
    if (cycle < WARM_UP) continue
    whole.push(ms)
    own.push(ms - time.take())
  }
  print(row(`a monitor cycle, ${TRADES} open trades`, `${middle(own).toFixed(0)} ms`))
  print(
    row(
      '  the fastest and the slowest',
      `${Math.min(...own).toFixed(0)} ms`,
      `${Math.max(...own).toFixed(0)} ms`,
    ),
  )
  print(row('  with the time awaiting the broker', `${middle(whole).toFixed(0)} ms`))
  return { monitor_1000_ms: middle(own), monitor_1000_with_broker_ms: middle(whole) }
}

async function proposalFigures(print: (line: string) => void): Promise<Figures> {
  const market = await proposalMarket()
  const input = market.input({ 'entry.dte_min': '0', 'entry.dte_max': '730' })
  const ms = medianMs(() => makeProposals(input))
  print(row(`proposals, ${market.contracts} contracts`, `${ms.toFixed(0)} ms`))
  // The figure is of the whole recorded chains; with the sample that comes with the project it would be another.
  return market.contracts === 38_094 ? { proposals_38094_ms: ms } : { proposals_sample_ms: ms }
}

/** The engine's own work, without its waiting. */
export const bench: Bench = {
  name: 'engine',
  about:
    'a monitor cycle over 1,000 open trades, a snapshot of 10,000 positions, proposals over whole chains',
  async run(print) {
    const database = await openDatabase()
    try {
      await migrate(database.pool)
      const { rows } = await database.pool.query<{ readonly version: string }>('select version()')
      print(`database: ${rows[0]!.version}`)
      const monitor = await monitorFigures(database, print)
      const store = storeOnPool(database.pool)
      await store.transact('bench', (tx) => tx.insertAccount(accountRecord()))
      const snapshot = await snapshotFigures(database, store, print)
      return { ...monitor, ...snapshot, ...(await proposalFigures(print)) }
    } finally {
      await database.close()
    }
  },
}
