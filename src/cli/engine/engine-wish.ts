import { type Command, Option } from 'commander'
import type { TradingDay } from '../../domain/calendar/trading-day.ts'
import type { EngineWish } from '../engine-door.ts'
import { readMarket } from '../exchange-options.ts'
import { dayOption, type OptionReader, wholeBetween } from '../option-values.ts'
import { UsageError } from '../usage-error.ts'
import type { MarketChoice } from '../exchange-door.ts'

/** The options that say which engine is meant. */
export interface EngineOptions {
  readonly data?: string
  readonly broker?: 'exchange' | 'sandbox' | 'live'
  readonly market?: MarketChoice
  readonly date?: TradingDay
  readonly speed?: number
  readonly seed?: number
  readonly preset?: string
  readonly account?: string
  readonly api?: boolean
  readonly port?: number
}

const HIGHEST_SPEED = 100_000

const readSpeed: OptionReader<number> = (text) => {
  if (text === 'max') return Number.POSITIVE_INFINITY
  const speed = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN
  if (speed > 0 && speed <= HIGHEST_SPEED) return speed
  throw new UsageError(`--speed expects a number above 0 and up to ${HIGHEST_SPEED}, or max, got "${text}".`)
}

/** Adds `--data`: which folder's engine a command is for. */
export function withDataOption(command: Command): Command {
  return command.option('--data <folder>', 'the data folder (also: LEGWORK_DATA_DIR; else ./data)')
}

/** Adds everything that an engine can be begun with. */
export function withEngineOptions(command: Command): Command {
  return withDataOption(command)
    .addOption(
      new Option('--broker <name>', 'the built-in exchange, or Tradier').choices([
        'exchange',
        'sandbox',
        'live',
      ]),
    )
    .addOption(
      new Option('--market <market>', 'of the exchange: synthetic, recorded:PATH or snapshot:PATH').argParser(
        readMarket,
      ),
    )
    .option('--date <day>', 'the day on which the market begins', dayOption('--date'))
    .addOption(
      new Option('--speed <n>', 'market seconds in a second, 1 for the wall’s own time, or max').argParser(
        readSpeed,
      ),
    )
    .option('--seed <n>', 'same seed, same market', wholeBetween('--seed', 0, 2 ** 32 - 1))
    .option('--preset <name>', 'a named set of settings: default, demo, recorded-lean')
}

/** The engine that the options mean; what they leave out is as it was before, or the usual. */
export function engineWish(options: EngineOptions): EngineWish {
  return {
    dataFolder: options.data ?? null,
    broker: options.broker ?? null,
    market: options.market ?? null,
    day: options.date ?? null,
    speed: options.speed ?? null,
    seed: options.seed ?? null,
    preset: options.preset ?? null,
    account: options.account ?? null,
    api: options.api ?? false,
    port: options.port ?? null,
  }
}
