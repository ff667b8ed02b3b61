import { type Command, Option } from 'commander'
import type { TradingDay } from '../../domain/calendar/trading-day.ts'
import {
  TRADE_LISTS,
  TRADE_OUTCOMES,
  type TradeList,
  type TradeOutcome,
} from '../../ports/store/trade-query.ts'
import { type AskOptions, askCommand } from '../engine/ask-command.ts'
import { engineWish } from '../engine/engine-wish.ts'
import { dayOption } from '../option-values.ts'
import type { Shell } from '../shell.ts'
import { orUsageError } from '../usage-error.ts'

interface ExportOptions extends AskOptions {
  readonly format: 'csv' | 'json'
  readonly list: TradeList
  readonly outcome?: TradeOutcome
  readonly strategy?: string
  readonly symbol?: string
  readonly from?: TradingDay
  readonly to?: TradingDay
}

/** Writes the export page by page, so that its length needs no memory. */
async function writeExport(shell: Shell, options: ExportOptions): Promise<void> {
  const { list, outcome = null, strategy = null, symbol = null, from = null, to = null } = options
  const filter = { list, outcome, strategy, symbol, from, to }
  const format = options.json === true ? 'json' : options.format
  let cursor: string | null = null
  do {
    const asked = { ask: 'export', filter, format, cursor } as const
    const piece: { readonly text: string; readonly cursor: string | null } = orUsageError(
      await shell.askEngine<'export'>(engineWish(options), asked),
    )
    shell.write(piece.text)
    cursor = piece.cursor
  } while (cursor !== null)
}

/** Adds the export of trades. */
export function addExportCommand(program: Command, shell: Shell): void {
  askCommand(program, 'export', {
    summary: 'write trades as CSV or JSON',
    description:
      'Write every trade of a filter to standard output: amounts in dollars, times as New York shows them. Periods are New York days, both included.',
    examples:
      '  legwork export > trades.csv\n  legwork export --list closed --from 2026-01-01 --to 2026-12-31 --format json',
  })
    .addOption(new Option('--format <format>', 'csv, or json').choices(['csv', 'json']).default('csv'))
    .addOption(new Option('--list <list>', 'which trades').choices(TRADE_LISTS).default('all'))
    .addOption(new Option('--outcome <outcome>', 'of closed trades').choices(TRADE_OUTCOMES))
    .option('--strategy <name>', 'what was traded, e.g. LONG_CALL, or your own name for it')
    .option('--symbol <ticker>', 'one underlying')
    .option('--from <day>', 'YYYY-MM-DD', dayOption('--from'))
    .option('--to <day>', 'YYYY-MM-DD, included', dayOption('--to'))
    .action((options: ExportOptions) => writeExport(shell, options))
}
