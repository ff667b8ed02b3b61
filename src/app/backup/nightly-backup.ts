import { statSync } from 'node:fs'
import { listBackups } from '../../adapters/backup/backup-files.ts'
import { runNightly } from '../../cycles/schedule/nightly.ts'
import { type Instant, instant } from '../../domain/calendar/instant.ts'
import type { Result } from '../../domain/refusal.ts'
import type { BackupReport } from '../../cli/engine-door.ts'
import type { AbortSignalLike, Clock } from '../../ports/clock.ts'
import type { Log } from '../../ports/log.ts'
import type { Notifier } from '../../ports/notifier.ts'

/** What the backups of a process need. */
export interface NightlyBackupDeps {
  /** The wall's. */
  readonly clock: Clock
  readonly log: Log
  readonly notifier: Notifier
  readonly dataFolder: string
  /** Where the backups are. */
  readonly folder: string
  readonly make: () => Promise<Result<BackupReport>>
}

/** Makes a backup each night, once for the process and all its accounts; a person is told when there is none. */
export async function backUpNightly(deps: NightlyBackupDeps, signal: AbortSignalLike): Promise<void> {
  const { clock, log, notifier, make } = deps
  const run = async (): Promise<void> => {
    const made = await make()
    if (made.ok) {
      log.write('info', '[backup]', 'made', { ...made.value })
      return
    }
    log.write('error', '[backup]', made.message, { rule: made.code })
    const body = `${made.message} It is tried again the next night; legwork backup tries at once.`
    await notifier.notify({
      key: `backup:${made.code}`,
      severity: 'critical',
      title: 'No backup was made',
      body,
    })
  }
  await runNightly({ clock, log, doneAt: await lastDone(deps), run }, signal)
}

/** When the newest backup was made; where there is none, since when there is something to lose. */
async function lastDone({ dataFolder, folder }: NightlyBackupDeps): Promise<Instant> {
  const [newest] = await listBackups(folder)
  if (newest !== undefined) return newest.at
  const { birthtimeMs, mtimeMs } = statSync(dataFolder)
  return instant(Math.floor(Math.min(birthtimeMs || mtimeMs, mtimeMs)))
}
