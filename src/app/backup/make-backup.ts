import { copyFile, mkdir, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { backupStem, dropOldBackups, writeWhole } from '../../adapters/backup/backup-files.ts'
import type { BackupReport } from '../../cli/engine-door.ts'
import type { Instant } from '../../domain/calendar/instant.ts'
import { ok, type Result, refuse } from '../../domain/refusal.ts'
import type { DatabaseDump } from './database-dump.ts'

/** What a backup is made of and where it goes. */
export interface BackupWish {
  /** The engine's data folder. */
  readonly dataFolder: string
  readonly dump: DatabaseDump
  /** Where it goes. */
  readonly folder: string
  /** Older ones are deleted, but for the newest; null keeps them all. */
  readonly keepDays: number | null
  readonly now: Instant
}

/** What of the data folder stands beside the database and must agree with it: the exchange, and what engine ran. */
const BESIDE = /^(exchange-[A-Z0-9]+|engine)\.json$/

/** The dump could not be made; the refusal says why. Thrown through the file that is then thrown away. */
class DumpRefused extends Error {
  readonly refusal: Result<never>

  constructor(refusal: Result<never>) {
    super('the dump was refused')
    this.refusal = refusal
  }
}

/**
 * Makes a backup: the database, and the saved exchange that it must agree with, each file whole and on the disk, for
 * its owner alone. Whoever calls sees to it that nothing trades meanwhile. Then old backups are deleted.
 *
 * Refuses as the dump does, and `backup_folder_must_be_writable`.
 */
export async function makeBackup(wish: BackupWish): Promise<Result<BackupReport>> {
  const { dataFolder, dump, folder, keepDays, now } = wish
  const stem = join(folder, backupStem(now))
  const file = `${stem}${dump.ending}`
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    // The exchange first: a database that is newer than it has orders that it lost, which reads as a reset.
    const beside = (await readdir(dataFolder)).filter((name) => BESIDE.test(name))
    for (const name of beside) {
      await writeWhole(`${stem}.${name}`, (path) => copyFile(join(dataFolder, name), path))
    }
    await writeWhole(file, async (path) => {
      const written = await dump.write(path)
      if (!written.ok) throw new DumpRefused(written)
    })
    const dropped = keepDays === null ? [] : await dropOldBackups(folder, keepDays, now)
    return ok({ file, bytes: (await stat(file)).size, beside: beside.length, dropped: dropped.length })
  } catch (error) {
    if (error instanceof DumpRefused) return error.refusal
    if (!(error instanceof Error && 'code' in error)) throw error
    return refuse(
      'backup_folder_must_be_writable',
      `The backup cannot be written to ${folder} (${error.code}); give another folder with --to or LEGWORK_BACKUP_DIR.`,
    )
  }
}
