import { chmodSync, mkdirSync } from 'node:fs'
import { openPool } from '../../adapters/postgres/connection-pool.ts'
import { embeddedStore, openEmbeddedDatabase } from '../../adapters/postgres/embedded-store.ts'
import { FolderInUseError, lockFolder } from '../../adapters/postgres/folder-lock.ts'
import { migrate } from '../../adapters/postgres/migrate.ts'
import { type PooledStore, postgresStore, storeOnPool } from '../../adapters/postgres/postgres-store.ts'
import { ok, type Result, refuse } from '../../domain/refusal.ts'
import { type DatabaseDump, embeddedDump, serverDump } from '../backup/database-dump.ts'
import type { EngineConfig } from './engine-config.ts'

/** What of a configuration the store depends on. */
export type StorePlace = Pick<EngineConfig, 'dataFolder' | 'databaseUrl' | 'directUrl' | 'backupUrl'>

/** A store, and how its database is dumped into a file. */
export interface OpenedStore extends PooledStore {
  readonly dump: DatabaseDump
}

/** Makes the data folder, for its owner alone. */
export function prepareDataFolder(folder: string): Result<true> {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    chmodSync(folder, 0o700)
    return ok(true)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    return refuse(
      'data_folder_must_be_writable',
      `The data folder ${folder} cannot be made (${code}); give another with --data.`,
    )
  }
}

/**
 * Opens the store of an engine and takes its folder: the embedded database, or the server of `DATABASE_URL` beside a
 * folder that is locked just the same, since the exchange is saved there.
 *
 * Refuses: `data_folder_must_be_free`, naming who has it; `database_must_be_reachable`.
 */
export async function openStore({
  dataFolder,
  databaseUrl,
  directUrl,
  backupUrl,
}: StorePlace): Promise<Result<OpenedStore>> {
  try {
    if (databaseUrl === null) {
      const store = await embeddedStore(dataFolder)
      return ok({ ...store, dump: embeddedDump(() => store.dump()) })
    }
    const lock = lockFolder(dataFolder)
    try {
      const store = await postgresStore({ databaseUrl, directUrl: directUrl ?? undefined })
      return ok({
        ...store,
        dump: serverDump(backupUrl ?? directUrl ?? databaseUrl),
        close: () => store.close().finally(() => lock.release()),
      })
    } catch (error) {
      lock.release()
      return unreachable(error)
    }
  } catch (error) {
    if (error instanceof FolderInUseError) return refuse('data_folder_must_be_free', error.message)
    throw error
  }
}

/** The server's database without the folder and without migrating: for reading beside an engine of another process. */
export function openServerStore(databaseUrl: string): PooledStore {
  return storeOnPool(openPool(databaseUrl))
}

/**
 * Brings the database of a place to the newest schema; answers the steps that were applied.
 *
 * Refuses as `openStore` does.
 */
export async function migrateStore({
  dataFolder,
  databaseUrl,
  directUrl,
}: StorePlace): Promise<Result<readonly string[]>> {
  if (databaseUrl !== null) {
    const pool = openPool(directUrl ?? databaseUrl, { max: 1 })
    try {
      return ok(await migrate(pool))
    } catch (error) {
      return unreachable(error)
    } finally {
      await pool.end()
    }
  }
  try {
    const database = await openEmbeddedDatabase(dataFolder)
    try {
      return ok(await migrate(database.pool))
    } finally {
      await database.close()
    }
  } catch (error) {
    if (error instanceof FolderInUseError) return refuse('data_folder_must_be_free', error.message)
    throw error
  }
}

/** The reason without the address, in which there is a password. */
function unreachable(error: unknown): Result<never> {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'no answer'
  const message = error instanceof Error && !('code' in error) ? error.message : ''
  return refuse(
    'database_must_be_reachable',
    `The database of DATABASE_URL cannot be used (${code})${message === '' ? '' : `: ${message.slice(0, 200)}`}.`,
  )
}
