import { randomUUID } from 'node:crypto'
import { open, readdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { DAY_MS, type Instant, instant } from '../../domain/calendar/instant.ts'

/** What the files of one backup begin with: `legwork-2026-11-25T07-00-00Z`. The time is UTC. */
const STEM = /^legwork-(\d{4})-(\d{2})-(\d{2})T(\d{2})-(\d{2})-(\d{2})Z(?=\.)/

/**
 * What the files of a backup of an instant begin with.
 *
 * @example
 * import { instant } from '../../domain/calendar/instant.ts'
 * backupStem(instant(Date.UTC(2026, 10, 25, 7))) // => 'legwork-2026-11-25T07-00-00Z'
 */
export function backupStem(at: Instant): string {
  return `legwork-${new Date(at).toISOString().slice(0, 19).replaceAll(':', '-')}Z`
}

/** When the backup of a file was made; null for a file that is none. */
export function backupTime(file: string): Instant | null {
  const found = STEM.exec(file)
  if (found === null) return null
  const [year, month, day, hour, minute, second] = found.slice(1).map(Number)
  return instant(Date.UTC(year!, month! - 1, day, hour, minute, second))
}

/** The files of all backups in a folder, the newest backup first; none when there is no folder. */
export async function listBackups(
  folder: string,
): Promise<readonly { readonly file: string; readonly at: Instant }[]> {
  const names = await readdir(folder).catch(() => [])
  const found = names.flatMap((file) => {
    const at = file.endsWith('.tmp') ? null : backupTime(file)
    return at === null ? [] : [{ file, at }]
  })
  return found.sort((a, b) => b.at - a.at || (a.file < b.file ? -1 : 1))
}

/**
 * Deletes the backups that are older than some days, but never the newest one, however old: a clock that was wrong must
 * not cost the last backup.
 *
 * @returns the names of the files that were deleted
 */
export async function dropOldBackups(
  folder: string,
  keepDays: number,
  now: Instant,
): Promise<readonly string[]> {
  const files = await listBackups(folder)
  const newest = files[0]?.at
  const old = files.filter(({ at }) => at !== newest && at < now - keepDays * DAY_MS)
  for (const { file } of old) await rm(join(folder, file), { force: true })
  return old.map(({ file }) => file)
}

/**
 * Makes a file that appears whole or not at all: written beside its place for its owner alone, forced to the disk, and
 * moved there; then the folder is forced to the disk as well, since a name can be lost like any data.
 *
 * @param fill writes the file at the path that it is given, which exists and is empty
 */
export async function writeWhole(path: string, fill: (beside: string) => Promise<void>): Promise<void> {
  const beside = `${path}.${randomUUID()}.tmp`
  try {
    await (await open(beside, 'wx', 0o600)).close()
    await fill(beside)
    await forceToDisk(beside)
    await rename(beside, path)
    await forceToDisk(dirname(path))
  } catch (error) {
    await rm(beside, { force: true })
    throw error
  }
}

async function forceToDisk(path: string): Promise<void> {
  const file = await open(path, 'r')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}
