import { migrate } from '../src/adapters/postgres/migrate.ts'
import { storeOnPool } from '../src/adapters/postgres/postgres-store.ts'
import type { HttpTransport } from '../src/adapters/tradier/http-transport.ts'
import { apiWorld } from '../test/support/http/api-world.ts'
import { type Bench, type Figures, row } from './harness.ts'
import { openDatabase } from './open-database.ts'

const TRADES = 120
const WARM = 20
/** A limit that rests, so that its entry can be taken back. */
const WISH = {
  strategy: 'LONG_CALL',
  root: 'SPY',
  expiration: '2026-10-16',
  strikes: ['650'],
  quantity: 1,
  limit: '5.00',
  stopLoss: '2.50',
  takeProfit: '9.00',
}

/** Counts the time for which at least one answer of the broker is awaited. */
class BrokerTime {
  awaitedMs = 0
  #open = 0
  #since = 0

  readonly onWire = (wire: HttpTransport): HttpTransport => ({
    environment: wire.environment,
    send: async (call) => {
      if (this.#open++ === 0) this.#since = performance.now()
      try {
        return await wire.send(call)
      } finally {
        if (--this.#open === 0) this.awaitedMs += performance.now() - this.#since
      }
    },
  })
}

export const bench: Bench = {
  name: 'api-trades',
  about: 'POST /trades from the request to its answer, without the time in which the broker is awaited',
  async run(print): Promise<Figures> {
    const database = await openDatabase()
    try {
      await migrate(database.pool)
      const broker = new BrokerTime()
      const api = await apiWorld({ base: storeOnPool(database.pool), onWire: broker.onWire })
      api.market.set('SPY261016C00650000', 4.95, 5.2)
      const post = (path: string, body: unknown, key: string) =>
        api.ask(`/api/v1/trades${path}`, { method: 'POST', body, headers: { 'idempotency-key': key } })
      const timings: number[] = []
      for (let i = 0; i < WARM + TRADES; i++) {
        const [start, awaited] = [performance.now(), broker.awaitedMs]
        const placed = await post('', WISH, `bench-place-${i}`)
        const body = (await placed.json()) as {
          readonly trade: { readonly id: string; readonly version: number }
        }
        if (placed.status !== 201) throw new Error(`not placed: ${JSON.stringify(body)}`)
        if (i >= WARM) timings.push(performance.now() - start - (broker.awaitedMs - awaited))
        const { id, version } = body.trade
        const cancelled = await post(`/${id}/cancel`, { version }, `bench-cancel-${i}`)
        if (cancelled.status !== 200) throw new Error(`not cancelled: ${await cancelled.text()}`)
        // The same trade within a minute is taken for a second click.
        api.world.pass(61_000)
      }
      timings.sort((a, b) => a - b)
      const post_trade_p99_ms = timings[Math.ceil(timings.length * 0.99) - 1]!
      const post_trade_p50_ms = timings[timings.length >> 1]!
      print(
        row(
          'POST /trades without the broker',
          `${post_trade_p50_ms.toFixed(1)} ms`,
          `p99 ${post_trade_p99_ms.toFixed(1)} ms`,
        ),
      )
      return { post_trade_p99_ms, post_trade_p50_ms }
    } finally {
      await database.close()
    }
  },
}
