import { systemClock } from '../../adapters/system/system-clock.ts'
import type { BackupReport } from '../../cli/engine-door.ts'
import type { Instant } from '../../domain/calendar/instant.ts'
import type { Result } from '../../domain/refusal.ts'
import type { AbortSignalLike } from '../../ports/clock.ts'
import type { Log } from '../../ports/log.ts'
import type { Notifier } from '../../ports/notifier.ts'
import type { EngineConfig } from '../engine/engine-config.ts'
import type { DatabaseDump } from './database-dump.ts'
import { makeBackup } from './make-backup.ts'
import { backUpNightly } from './nightly-backup.ts'

/** Where a process backs up to, and from where. */
export type BackupPlace = Pick<EngineConfig, 'dataFolder' | 'backupFolder' | 'backupKeepDays'>

/** The built-in exchange of a process, whose saved state must agree with the database. */
export interface ExchangeAtWork {
  /** Does something while nothing trades on it and its time stands. */
  quiet<Value>(work: () => Promise<Value>): Promise<Value>
  save(): Promise<Result<true>>
}

/**
 * One backup of everything that a process holds, into the configured folder or another, where nothing is deleted. With
 * an exchange nothing trades on it meanwhile; with a real broker there is nothing to agree with, and a dump that takes
 * long must not hold up the exits.
 *
 * Refuses as `makeBackup` and the saving of the exchange do.
 */
export function backUpProcess(
  { dataFolder, backupFolder, backupKeepDays }: BackupPlace,
  dump: DatabaseDump,
  exchange: ExchangeAtWork | null,
  { to, now }: { readonly to: string | null; readonly now: Instant },
): Promise<Result<BackupReport>> {
  const keepDays = to === null && backupKeepDays > 0 ? backupKeepDays : null
  const make = () => makeBackup({ dataFolder, dump, folder: to ?? backupFolder, keepDays, now })
  if (exchange === null) return make()
  return exchange.quiet(async () => {
    const saved = await exchange.save()
    return saved.ok ? make() : saved
  })
}

/**
 * The backups of a process, on the wall's clock: a market that is played faster has many nights in one of ours. Ends
 * with the signal; what goes wrong is logged and stops nothing.
 */
export async function backUpAtNight(
  { dataFolder, backupFolder: folder, backupKeepDays }: BackupPlace,
  { log, notifier }: { readonly log: Log; readonly notifier: Notifier },
  make: () => Promise<Result<BackupReport>>,
  signal: AbortSignalLike,
): Promise<void> {
  if (backupKeepDays === 0) return
  try {
    await backUpNightly({ clock: systemClock(), log, notifier, dataFolder, folder, make }, signal)
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    log.write('error', '[backup]', 'the nightly backups have ended', { message })
  }
}
