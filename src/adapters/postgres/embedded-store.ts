import { chmodSync, existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type pg from 'pg'
import { invariant } from '../../domain/invariant.ts'
import { openPool } from './connection-pool.ts'
import type { DumpMessage, EmbeddedWorkerData } from './embedded-message.ts'
import { lockFolder } from './folder-lock.ts'
import { migrate } from './migrate.ts'
import { type PooledStore, storeOnPool } from './postgres-store.ts'
import { WorkerStream } from './worker-stream.ts'

/** The embedded database behind a pool of one connection: it is one session, whatever connects. */
export interface EmbeddedDatabase {
  readonly pool: pg.Pool
  /**
   * The whole database as a compressed archive of its files, between two transactions and after a checkpoint, for
   * `restoreEmbedded` of the same major version. Everything else waits meanwhile.
   */
  dump(): Promise<Uint8Array>
  /** Ends the pool, closes the database cleanly and lets its folder go. */
  close(): Promise<void>
}

async function startWorker(folder: string | null, dump: Uint8Array | null = null): Promise<Worker> {
  const workerData: EmbeddedWorkerData = { folder, dump }
  const worker = new Worker(new URL('./embedded-worker.ts', import.meta.url), { workerData })
  await new Promise<void>((resolve, reject) => {
    worker.once('message', () => resolve())
    worker.once('error', reject)
  })
  worker.removeAllListeners('error')
  return worker
}

async function stopWorker(worker: Worker): Promise<void> {
  const ended = new Promise<void>((resolve) => {
    worker.once('exit', () => resolve())
  })
  worker.postMessage('close')
  await ended
}

/** Makes the folder the owner's alone: the database lets all read its files, so that only the way to them is closed. */
function prepareFolder(folder: string): string {
  chmodSync(folder, 0o700)
  const data = embeddedDatabaseFolder(folder)
  mkdirSync(data, { recursive: true, mode: 0o700 })
  return data
}

/**
 * Opens the embedded database in a folder, or in memory when it is null. Writes are not forced to the disk by the
 * embedded database: they survive the end of the process, a power failure may lose the last ones. Live money belongs
 * on a server.
 *
 * @throws {FolderInUseError} when another process has the folder
 */
export async function openEmbeddedDatabase(folder: string | null): Promise<EmbeddedDatabase> {
  const lock = folder === null ? null : lockFolder(folder)
  try {
    const worker = await startWorker(folder === null ? null : prepareFolder(folder))
    // Without an end by time: a new connection would only find the same session again.
    const pool = openPool('postgresql://postgres@embedded/postgres', {
      max: 1,
      idleTimeoutMillis: 0,
      stream: () => new WorkerStream(worker),
    })
    return {
      pool,
      dump: () => dumpOf(pool, worker),
      async close() {
        await pool.end()
        await stopWorker(worker)
        lock?.release()
      },
    }
  } catch (error) {
    lock?.release()
    throw error
  }
}

/** Holds the only connection, so that no transaction is open, and asks the thread for its files. */
async function dumpOf(pool: pg.Pool, worker: Worker): Promise<Uint8Array> {
  const client = await pool.connect()
  try {
    await client.query('checkpoint')
    const dumped = new Promise<Uint8Array>((resolve) => {
      const hear = (message: Partial<DumpMessage>): void => {
        if (message.dumped === undefined) return
        worker.off('message', hear)
        resolve(message.dumped)
      }
      worker.on('message', hear)
    })
    worker.postMessage('dump')
    return await dumped
  } finally {
    client.release()
  }
}

/** The folder of the database inside a data folder. */
export function embeddedDatabaseFolder(folder: string): string {
  return join(folder, 'database')
}

/**
 * Makes the database of a data folder from a dump, without the claims of processes on accounts, and looks into it. The
 * folder must have none yet.
 *
 * @returns how many users have accounts in it
 * @throws {FolderInUseError} when another process has the folder
 */
export async function restoreEmbedded(folder: string, dump: Uint8Array): Promise<number> {
  const lock = lockFolder(folder)
  try {
    const data = embeddedDatabaseFolder(folder)
    invariant(!existsSync(data), `there is a database in ${folder} already`)
    const worker = await startWorker(prepareFolder(folder), dump)
    const pool = openPool('postgresql://postgres@embedded/postgres', {
      max: 1,
      stream: () => new WorkerStream(worker),
    })
    try {
      // The folder is ours alone: whoever had claimed something in the database of the dump is not here.
      await pool.query('delete from leases')
      const { rows } = await pool.query<{ readonly users: number }>(
        'select count(distinct username)::int as users from broker_accounts',
      )
      return rows[0]!.users
    } finally {
      await pool.end()
      await stopWorker(worker)
    }
  } finally {
    lock.release()
  }
}

/** The store on an embedded database, and how it is dumped. */
export interface EmbeddedStore extends PooledStore {
  /** As `EmbeddedDatabase.dump`. */
  dump(): Promise<Uint8Array>
}

/** The store on the embedded database, migrated to the newest schema. */
export async function embeddedStore(folder: string | null): Promise<EmbeddedStore> {
  const database = await openEmbeddedDatabase(folder)
  try {
    await migrate(database.pool)
  } catch (error) {
    await database.close()
    throw error
  }
  let closing: Promise<void> | null = null
  return {
    ...storeOnPool(database.pool),
    dump: database.dump,
    close() {
      closing ??= database.close()
      return closing
    },
  }
}
