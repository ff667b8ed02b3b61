import type { Command } from 'commander'
import type { SettingLine } from '../../service/engine/view-settings.ts'
import { paintFor } from '../paint.ts'
import type { Screen, Shell } from '../shell.ts'
import { renderTable, wrapText } from '../text-table.ts'
import { orUsageError, UsageError } from '../usage-error.ts'
import { type AskOptions, askAndPrint, askCommand } from './ask-command.ts'
import { engineWish, withDataOption } from './engine-wish.ts'

const WIDEST_VALUE = 34

interface SettingsOptions extends AskOptions {
  readonly everywhere?: boolean
  readonly changed?: boolean
}

function listLines(lines: readonly SettingLine[], screen: Screen): string[] {
  if (lines.length === 0) return ['All settings are the defaults.']
  const cut = (text: string): string =>
    text.length <= WIDEST_VALUE ? text : `${text.slice(0, WIDEST_VALUE - 3)}...`
  return renderTable(
    [
      { head: 'setting', cells: lines.map(({ key }) => key), align: 'left' },
      {
        head: 'value',
        cells: lines.map(({ value }) => cut(value)),
        align: 'left',
        ink: (row) => (lines[row]!.from === 'default' ? null : 'title'),
      },
      { head: 'from', cells: lines.map(({ from }) => (from === 'default' ? '' : from)), align: 'left' },
      ...(screen.columns >= 110
        ? [
            {
              head: 'unit and range',
              cells: lines.map(({ allowed }) => cut(allowed)),
              align: 'left' as const,
            },
          ]
        : []),
    ],
    paintFor(screen.colour),
  )
}

function oneLines(line: SettingLine, screen: Screen): string[] {
  return [
    `${line.key} is ${line.value}, ${line.from === 'default' ? 'the default' : `from ${line.from}; the default is ${line.default}`}`,
    ...wrapText(line.about, screen.columns),
    ...wrapText(`Allowed: ${line.allowed}.`, screen.columns),
  ]
}

/** Adds `legwork settings` and `legwork migrate`. */
export function addSettingsCommands(program: Command, shell: Shell): void {
  askCommand(program, 'settings', {
    summary: 'list, read and write settings',
    description:
      'list; get KEY; set KEY VALUE; unset KEY. What is written is checked together with all the others before it counts.',
    examples:
      '  legwork settings list --changed\n  legwork settings get exit.time_dte\n  legwork settings set entry.underlyings "SPY, IWM"\n  legwork settings unset entry.underlyings',
  })
    .argument('[verb]', 'list, get, set or unset', 'list')
    .argument('[key]', 'a setting')
    .argument('[value]', 'its new value; off where it can be off')
    .option('--everywhere', 'for all accounts of yours, not this one only')
    .option('--changed', 'list only what is not the default')
    .action((verb: string, key: string | undefined, value: string | undefined, options: SettingsOptions) =>
      settingsVerb(shell, verb, key, value, options),
    )
  withDataOption(program.command('migrate'))
    .summary('bring the database to the newest schema')
    .description(
      'Bring the database to the newest schema: that of the data folder, or of DATABASE_URL (DIRECT_URL past a pooler).',
    )
    .option('--json', 'print one JSON document instead of text')
    .action(async (options: AskOptions) => {
      const applied = orUsageError(await shell.migrate(engineWish(options)))
      if (options.json === true) shell.write(`${JSON.stringify({ applied }, null, 2)}\n`)
      else
        shell.write(
          applied.length === 0
            ? 'The database is at the newest schema.\n'
            : `Applied: ${applied.join(', ')}.\n`,
        )
    })
}

function settingsVerb(
  shell: Shell,
  verb: string,
  key: string | undefined,
  value: string | undefined,
  options: SettingsOptions,
): Promise<void> {
  const everywhere = options.everywhere === true
  const one = (line: SettingLine, screen: Screen): string[] => oneLines(line, screen)
  if (verb === 'list' && key === undefined) {
    return askAndPrint(shell, options, { ask: 'settings', key: null }, (lines, screen) =>
      listLines(options.changed === true ? lines.filter(({ from }) => from !== 'default') : lines, screen),
    )
  }
  if (verb === 'get' && key !== undefined && value === undefined) {
    return askAndPrint(shell, options, { ask: 'settings', key }, (lines, screen) =>
      lines.flatMap((line) => oneLines(line, screen)),
    )
  }
  if (verb === 'set' && key !== undefined && value !== undefined) {
    return askAndPrint(shell, options, { ask: 'set', key, value, everywhere }, one)
  }
  if (verb === 'unset' && key !== undefined && value === undefined) {
    return askAndPrint(shell, options, { ask: 'unset', key, everywhere }, one)
  }
  throw new UsageError(
    'settings expects list, get KEY, set KEY VALUE or unset KEY; legwork settings --help has examples.',
  )
}
