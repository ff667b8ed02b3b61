import { existsSync } from 'node:fs'
import { copyFile, readdir, readFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { backupTime, writeWhole } from '../../adapters/backup/backup-files.ts'
import { restoreServer } from '../../adapters/backup/server-restore.ts'
import { embeddedDatabaseFolder, restoreEmbedded } from '../../adapters/postgres/embedded-store.ts'
import { FolderInUseError } from '../../adapters/postgres/folder-lock.ts'
import type { RestoreReport } from '../../cli/engine-door.ts'
import { ok, type Result, refuse } from '../../domain/refusal.ts'
import { type StorePlace, migrateStore, prepareDataFolder } from '../engine/open-store.ts'

const SERVER = /\.dump$/
const EMBEDDED = /\.embedded\.tar\.gz$/

/**
 * Restores a backup into an empty place: a dump of a server into the empty database of `DATABASE_URL`, one of an
 * embedded database into a data folder without one; then brings it to the newest schema. What stood beside the database
 * (the saved exchange) comes back with it. Nothing that is there is ever overwritten.
 *
 * Refuses: `backup_must_be_one_of_ours`, `backup_must_fit_the_database`, `database_must_be_empty`,
 * `data_folder_must_be_free`, and as `restoreServer` and `migrateStore`.
 */
export async function restoreBackup(file: string, place: StorePlace): Promise<Result<RestoreReport>> {
  const { dataFolder, databaseUrl } = place
  const isServer = SERVER.test(file)
  if ((!isServer && !EMBEDDED.test(file)) || !existsSync(file)) {
    return refuse(
      'backup_must_be_one_of_ours',
      `${file} is no backup: a file that ends with .dump or .embedded.tar.gz.`,
    )
  }
  if (isServer !== (databaseUrl !== null)) {
    const kind = isServer ? 'of a server: set DATABASE_URL' : 'of an embedded database: unset DATABASE_URL'
    return refuse('backup_must_fit_the_database', `The backup is ${kind}.`)
  }
  const folder = prepareDataFolder(dataFolder)
  if (!folder.ok) return folder
  const beside = await besideOf(file)
  const taken = beside.find(({ name }) => existsSync(join(dataFolder, name)))
  if (taken !== undefined || (!isServer && existsSync(embeddedDatabaseFolder(dataFolder)))) {
    return refuse(
      'database_must_be_empty',
      `${join(dataFolder, taken?.name ?? 'database')} is there already. A backup is restored into an empty folder only (--data); nothing was changed.`,
    )
  }
  const restored = await restoreDatabase(file, place)
  if (!restored.ok) return restored
  for (const { path, name } of beside)
    await writeWhole(join(dataFolder, name), (target) => copyFile(path, target))
  const migrated = await migrateStore(place)
  return migrated.ok ? ok({ file, beside: beside.length, migrated: migrated.value }) : migrated
}

async function restoreDatabase(
  file: string,
  { dataFolder, databaseUrl, directUrl }: StorePlace,
): Promise<Result<true>> {
  if (databaseUrl !== null) return restoreServer(directUrl ?? databaseUrl, file)
  try {
    await restoreEmbedded(dataFolder, await readFile(file))
    return ok(true)
  } catch (error) {
    if (error instanceof FolderInUseError) return refuse('data_folder_must_be_free', error.message)
    throw error
  }
}

/** The files of the same backup that belong into the data folder, and their names there. */
async function besideOf(file: string): Promise<readonly { readonly path: string; readonly name: string }[]> {
  const name = basename(file)
  if (backupTime(name) === null) return []
  const stem = `${name.slice(0, name.indexOf('.'))}.`
  const others = (await readdir(dirname(file))).filter((one) => one.startsWith(stem) && one.endsWith('.json'))
  return others.map((one) => ({ path: join(dirname(file), one), name: one.slice(stem.length) }))
}
