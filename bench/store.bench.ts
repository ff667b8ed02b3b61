import { memoryStore } from '../src/adapters/memory/memory-store.ts'
import { migrate } from '../src/adapters/postgres/migrate.ts'
import { storeOnPool } from '../src/adapters/postgres/postgres-store.ts'
import type { Store } from '../src/ports/store/store.ts'
import { ACCOUNT, accountRecord, OPEN, snapshotRecord } from '../test/conformance/store/sample-records.ts'
import { type Bench, type Figures, row } from './harness.ts'
import { type Database, openDatabase } from './open-database.ts'
import { makePositions, rowVersions, upsertByHand } from './upsert-by-hand.ts'

const POSITIONS = 10_000
/** Odd, so that there is a middle one. */
const RUNS = 9
const TRANSACTIONS = 500
const USER = 'bench'

async function timeMs(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

function middle(timings: readonly number[]): number {
  return timings.toSorted((a, b) => a - b)[timings.length >> 1]!
}

/** A whole snapshot as the engine commits it: the account's lock, the snapshot's row, its positions. */
async function commitSnapshot(store: Store, sequence: number, prices: number): Promise<void> {
  await store.transact(USER, async (tx) => {
    const account = await tx.lockAccount(ACCOUNT)
    const id = `s${sequence}`
    await tx.insertSnapshot(snapshotRecord(id, sequence))
    await tx.mirrorPositions(ACCOUNT, makePositions(POSITIONS, prices, id))
    await tx.saveAccount({ ...account, lastSequence: sequence, snapshotId: id })
  })
}

/** What a snapshot of 10,000 positions costs; `store` is on the database, and the account in it. */
export async function snapshotFigures(
  { pool }: Database,
  store: Store,
  print: (line: string) => void,
): Promise<Figures> {
  let sequence = 0
  const [ours, byHand]: [number[], number[]] = [[], []]
  await commitSnapshot(store, ++sequence, 0)
  await upsertByHand(pool, makePositions(POSITIONS, 0, 's0'))
  // Turn by turn, so that whatever else the machine does disturbs both alike.
  for (let run = 1; run <= RUNS; run++) {
    ours.push(await timeMs(() => commitSnapshot(store, ++sequence, run)))
    byHand.push(await timeMs(() => upsertByHand(pool, makePositions(POSITIONS, run, 's0'))))
  }
  await pool.query('vacuum analyze')
  const before = await rowVersions(pool, USER)
  const unchanged: number[] = []
  for (let run = 1; run <= RUNS; run++)
    unchanged.push(await timeMs(() => commitSnapshot(store, ++sequence, RUNS)))
  const after = await rowVersions(pool, USER)
  const written = [...after].filter(([symbol, version]) => before.get(symbol) !== version).length
  const ratio = middle(ours) / middle(byHand)
  print(
    row(
      `${POSITIONS} positions, all changed`,
      `${middle(ours).toFixed(1)} ms`,
      `${ratio.toFixed(2)} x by hand`,
    ),
  )
  print(row('the same upsert by hand in SQL', `${middle(byHand).toFixed(1)} ms`))
  print(
    row(`${POSITIONS} positions, none changed`, `${middle(unchanged).toFixed(1)} ms`, `${written} written`),
  )
  return {
    snapshot_10000_ms: middle(ours),
    snapshot_10000_ratio: ratio,
    snapshot_unchanged_ms: middle(unchanged),
    snapshot_unchanged_rows_written: written,
  }
}

/** Milliseconds of a transaction that locks the account, reads and writes a row each. */
async function transactionMs(store: Store): Promise<number> {
  const one = () =>
    store.transact(USER, async (tx) => {
      const account = await tx.lockAccount(ACCOUNT)
      await tx.beat(ACCOUNT, 'BENCH', OPEN, null)
      await tx.saveAccount({ ...account, epoch: account.epoch + 1 })
    })
  for (let i = 0; i < TRANSACTIONS; i++) await one()
  const ms = await timeMs(async () => {
    for (let i = 0; i < TRANSACTIONS; i++) await one()
  })
  return ms / TRANSACTIONS
}

async function readMs(store: Store): Promise<number> {
  const ms = await timeMs(async () => {
    for (let i = 0; i < TRANSACTIONS; i++) await store.transact(USER, (tx) => tx.accountByName(ACCOUNT))
  })
  return ms / TRANSACTIONS
}

export const bench: Bench = {
  name: 'store',
  about: 'the store: a snapshot of 10,000 positions against the same upsert by hand, and transactions',
  async run(print) {
    const database = await openDatabase()
    try {
      await migrate(database.pool)
      const { rows } = await database.pool.query<{ readonly version: string; readonly fsync: string }>(
        `select version(), current_setting('fsync') as fsync`,
      )
      print(`database: ${rows[0]!.version}, fsync ${rows[0]!.fsync}`)
      const store = storeOnPool(database.pool)
      await store.transact(USER, (tx) => tx.insertAccount(accountRecord()))
      const figures = await snapshotFigures(database, store, print)
      const transaction_ms = await transactionMs(store)
      const read_transaction_ms = await readMs(store)
      const memory = memoryStore()
      await memory.transact(USER, (tx) => tx.insertAccount(accountRecord()))
      const memory_transaction_us = (await transactionMs(memory)) * 1_000
      print(row('a transaction: lock, two writes', `${transaction_ms.toFixed(2)} ms`))
      print(row('a transaction: one read', `${read_transaction_ms.toFixed(2)} ms`))
      print(row('the same in memory: lock, two writes', `${memory_transaction_us.toFixed(1)} us`))
      return { ...figures, transaction_ms, read_transaction_ms, memory_transaction_us }
    } finally {
      await database.close()
    }
  },
}
