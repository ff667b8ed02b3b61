import { resolve } from 'node:path'
import type { Command } from 'commander'
import type { BackupReport } from '../engine-door.ts'
import { numberText } from '../number-text.ts'
import type { Screen, Shell } from '../shell.ts'
import { wrapText } from '../text-table.ts'
import { orUsageError } from '../usage-error.ts'
import { type AskOptions, askAndPrint, askCommand } from './ask-command.ts'
import { engineWish, withDataOption } from './engine-wish.ts'

function backupLines({ file, bytes, beside, dropped }: BackupReport, screen: Screen): string[] {
  const { count } = numberText(screen)
  const more = beside === 0 ? '' : `, and ${beside} files of the exchange beside it`
  const gone = dropped === 0 ? '' : ` Deleted ${dropped} files of old backups.`
  return wrapText(`Made ${file}, ${count(bytes)} bytes${more}.${gone}`, screen.columns)
}

/** Adds `legwork backup` and `legwork restore`. */
export function addBackupCommands(program: Command, shell: Shell): void {
  askCommand(program, 'backup', {
    summary: 'back up the database now',
    description:
      'Back up the database of the data folder or of DATABASE_URL, whether the engine runs or not, as it does itself each night at 02:00. docs/operations.md tells how it is restored.',
    examples: '  legwork backup\n  legwork backup --to /mnt/backups',
  })
    .option('--to <folder>', 'another folder than LEGWORK_BACKUP_DIR; nothing is deleted there')
    .action((options: AskOptions & { readonly to?: string }) => {
      const to = options.to === undefined ? null : resolve(options.to)
      return askAndPrint(shell, options, { ask: 'backup', to }, backupLines)
    })
  withDataOption(program.command('restore'))
    .summary('restore a backup into an empty database')
    .description(
      'Restore a backup into an empty data folder, or into the empty database of DATABASE_URL. What is there is never overwritten.',
    )
    .argument('<file>', 'a backup: legwork-….dump or legwork-….embedded.tar.gz')
    .option('--json', 'print one JSON document instead of text')
    .action(async (file: string, options: AskOptions) => {
      const restored = orUsageError(await shell.restore(engineWish(options), resolve(file)))
      const { beside, migrated } = restored
      if (options.json === true) shell.write(`${JSON.stringify(restored, null, 2)}\n`)
      else
        shell.write(
          `Restored${beside === 0 ? '' : `, with ${beside} files of the exchange`}${migrated.length === 0 ? '' : `, and brought to the newest schema (${migrated.join(', ')})`}. legwork doctor looks at it.\n`,
        )
    })
}
