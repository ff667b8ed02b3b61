import type { Command } from 'commander'
import type { TradingDay } from '../domain/calendar/trading-day.ts'
import { dayOption, rateOption, rootOption, tickerOption } from './option-values.ts'

/** The options of every command that reads a recorded chain: what of it, and rates that it has not. */
export interface RecordingOptions {
  readonly underlying?: string
  readonly date?: TradingDay
  readonly root?: string
  readonly rate?: number
  readonly yield?: number
}

/** Adds `--underlying`, `--date`, `--root`, `--rate` and `--yield` to a command that reads a recorded chain. */
export function withRecordingOptions(command: Command): Command {
  return command
    .option(
      '--underlying <ticker>',
      'the underlying, when the file has several',
      tickerOption('--underlying'),
    )
    .option('--date <day>', 'the quote date, when the file has several', dayOption('--date'))
    .option('--root <root>', 'only this root, e.g. SPXW and not SPX', rootOption('--root'))
    .option(
      '--rate <rate>',
      'interest rate a year, e.g. 0.05, instead of what the quotes imply',
      rateOption('--rate'),
    )
    .option(
      '--yield <rate>',
      'dividend yield a year: the forward comes from the spot, not from parity',
      rateOption('--yield'),
    )
}
