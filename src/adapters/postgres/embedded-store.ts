import { chmodSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type pg from 'pg'
import { openPool } from './connection-pool.ts'
import { lockFolder } from './folder-lock.ts'
import { migrate } from './migrate.ts'
import { type PooledStore, storeOnPool } from './postgres-store.ts'
import { WorkerStream } from './worker-stream.ts'

/** The embedded database behind a pool of one connection: it is one session, whatever connects. */
export interface EmbeddedDatabase {
  readonly pool: pg.Pool
  /** Ends the pool, closes the database cleanly and lets its folder go. */
  close(): Promise<void>
}

async function startWorker(folder: string | null): Promise<Worker> {
  const worker = new Worker(new URL('./embedded-worker.ts', import.meta.url), { workerData: { folder } })
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
  const data = join(folder, 'database')
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

/** The store on the embedded database, migrated to the newest schema. */
export async function embeddedStore(folder: string | null): Promise<PooledStore> {
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
    close() {
      closing ??= database.close()
      return closing
    },
  }
}
