import { ACCOUNT } from '../test/conformance/store/sample-records.ts'
import { type ApiStage, apiStage, ROWS } from './api/api-stage.ts'
import { bare304, listByHand } from './api/by-hand.ts'
import { type LoadResult, runLoad } from './api/load.ts'
import { type Bench, type Figures, row } from './harness.ts'
import { openDatabase } from './open-database.ts'

const CONNECTIONS = 16
const ROUND_MS = 1_000
/** Odd, so that there is a middle one. */
const ROUNDS = 5
const READS = 3_000
const PATH = '/api/v1/trades'

interface Asked {
  readonly port: number
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
}

async function load(asked: Asked, status: number): Promise<LoadResult> {
  const result = await runLoad({ ...asked, connections: CONNECTIONS, durationMs: ROUND_MS })
  if (result.status !== status || result.others > 0) {
    throw new Error(`${asked.path} answered ${result.status} and ${result.others} others, not ${status}`)
  }
  return result
}

const middle = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!

/** Rates of ours and of what it is measured by, turn by turn, so that whatever else the machine does disturbs both. */
async function compare(ours: Asked, other: Asked, status: number) {
  const rates: { ours: number[]; other: number[]; ratio: number[] } = { ours: [], other: [], ratio: [] }
  await load(ours, status)
  await load(other, status)
  for (let round = 0; round < ROUNDS; round++) {
    const [a, b] = [(await load(ours, status)).perSecond, (await load(other, status)).perSecond]
    rates.ours.push(a)
    rates.other.push(b)
    rates.ratio.push(a / b)
  }
  return { ours: middle(rates.ours), other: middle(rates.other), ratio: middle(rates.ratio) }
}

/** Microseconds of a read by key under row level security, one after the other. */
async function pointReadUs({ store, username }: ApiStage): Promise<number> {
  const read = () => store.reads.transact(username, (tx) => tx.accountByName(ACCOUNT))
  for (let i = 0; i < READS / 3; i++) await read()
  const start = performance.now()
  for (let i = 0; i < READS; i++) {
    if ((await read()) === null) throw new Error('the account that is read is not there')
  }
  return ((performance.now() - start) / READS) * 1_000
}

export const bench: Bench = {
  name: 'api-lists',
  about: `lists of ${ROWS} trades over HTTP with sign-in and tenant checks, against node:http by hand`,
  async run(print): Promise<Figures> {
    const database = await openDatabase()
    let isChanging = false
    const stage = await apiStage(database, () => isChanging)
    try {
      const ours = { port: stage.port, path: PATH, headers: { authorization: `Bearer ${stage.key}` } }
      const first = await fetch(`http://127.0.0.1:${stage.port}${PATH}`, { headers: ours.headers })
      const etag = first.headers.get('etag')!
      const { trades } = (await first.json()) as { readonly trades: readonly unknown[] }
      if (trades.length !== ROWS) throw new Error(`the list has ${trades.length} trades: ${first.status}`)
      const bare = await bare304(etag)
      const knowing = { ...ours, headers: { ...ours.headers, 'if-none-match': etag } }
      const cached = await compare(knowing, { ...knowing, port: bare.port }, 304)
      await bare.close()
      print(
        row('unchanged: ours, bare node:http', `${cached.ours.toFixed(0)}/s`, `${cached.other.toFixed(0)}/s`),
      )
      isChanging = true
      const byHand = await listByHand(database.pool, stage.username)
      const changed = await compare(ours, { ...ours, port: byHand.port }, 200)
      await byHand.close()
      print(row('changing: ours, by hand', `${changed.ours.toFixed(0)}/s`, `${changed.other.toFixed(0)}/s`))
      const rls_read_us = await pointReadUs(stage)
      print(row('a read by key under row level security', `${rls_read_us.toFixed(0)} us`))
      return {
        list_cached_ratio: cached.ratio,
        list_changed_ratio: changed.ratio,
        list_cached_per_second: cached.ours,
        list_changed_per_second: changed.ours,
        rls_read_us,
      }
    } finally {
      await stage.close()
      await database.close()
    }
  },
}
