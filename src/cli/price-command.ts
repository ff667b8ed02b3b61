import type { Command } from 'commander'
import { daysToExpiration } from '../domain/calendar/days-to-expiration.ts'
import { MINUTE_MS } from '../domain/calendar/instant.ts'
import { newYorkTimeOf } from '../domain/calendar/new-york-time.ts'
import type { TradingDay } from '../domain/calendar/trading-day.ts'
import type { Price } from '../domain/money/price.ts'
import { MAX_STRIKE } from '../domain/option/check-contract.ts'
import { describeDay } from '../domain/option/describe-contract.ts'
import { productOfRoot } from '../domain/option/product.ts'
import type { ClassifiedSpread } from '../domain/spread/classify-spread.ts'
import { isStrategy, STRATEGY_NAMES } from '../domain/spread/strategy-table.ts'
import { type ChainTimes, chainTimes } from '../service/chain/chain-times.ts'
import { priceSpread } from '../service/price/price-spread.ts'
import { checkClosingDay, checkExpirationDay } from '../service/price/session-days.ts'
import { wallTime } from './chain-head.ts'
import {
  dayOption,
  numberBetween,
  priceOption,
  pricesOption,
  rateOption,
  rootOption,
  timeOption,
} from './option-values.ts'
import { priceDocument } from './price-json.ts'
import { type PriceSetting, priceReport } from './price-report.ts'
import { type OutputOptions, print, withOutputOptions } from './screen-options.ts'
import type { Shell } from './shell.ts'
import { spreadOfSymbols } from './signed-legs.ts'
import { orUsageError, UsageError } from './usage-error.ts'

interface PriceOptions extends OutputOptions {
  readonly strategy?: string
  readonly strikes?: readonly Price[]
  readonly expiration?: TradingDay
  readonly root?: string
  readonly spot?: number
  readonly vol?: number
  readonly price?: Price
  readonly entry?: Price
  readonly date?: TradingDay
  readonly time?: number
  readonly rate?: number
  readonly yield?: number
  readonly style?: 'american' | 'european'
}

/** Where a person says no rate; stated in the report. */
const ASSUMED_RATE = 0.04

const EXAMPLES = `
Examples:
  legwork price SPY231020C00450000 --spot 450.36 --vol 0.14 --date 2023-09-14
  legwork price SPY231020C00450000 --spot 450.36 --price 6.90 --date 2023-09-14 --rate 0.053
  legwork price --spot 450 --vol 0.15 --date 2023-09-14 -- -SPY231020P00445000 +SPY231020P00440000
  legwork price --strategy IRON_CONDOR --strikes 430,435,465,470 --expiration 2023-10-20 --root SPY \\
                --spot 450 --vol 0.13 --entry 1.40 --date 2023-09-14

A symbol with + or without a sign is bought, one with - is sold; symbols with signs stand after --.
Strategies: ${STRATEGY_NAMES.slice(0, 4).join(', ')},
${STRATEGY_NAMES.slice(4).join(', ')}.`

type Named = Pick<ClassifiedSpread, 'strategy' | 'root' | 'expiration' | 'strikes'>

function namedSpread(options: PriceOptions): Named {
  const { strategy: text, strikes, expiration, root } = options
  const strategy = text?.trim().toUpperCase().replaceAll('-', '_')
  if (strategy === undefined) {
    throw new UsageError('Give option symbols, e.g. SPY231020C00450000, or a --strategy with its strikes.')
  }
  if (!isStrategy(strategy)) {
    throw new UsageError(`--strategy expects one of ${STRATEGY_NAMES.join(', ')}, got "${text}".`)
  }
  if (strikes === undefined || expiration === undefined || root === undefined) {
    throw new UsageError('--strategy needs --strikes, --expiration and --root as well.')
  }
  return { strategy, strikes, expiration, root }
}

function spreadOf(symbols: readonly string[], options: PriceOptions): Named {
  if (symbols.length === 0) return namedSpread(options)
  if (options.strategy !== undefined || options.strikes !== undefined) {
    throw new UsageError('Give either option symbols or a --strategy with --strikes, not both.')
  }
  return spreadOfSymbols(symbols)
}

/** The day and minute that the spread is looked at: as given, at the close of a given day, or now. */
function momentOf({ date, time }: PriceOptions, shell: Shell): { day: TradingDay; minute: number | null } {
  const now = newYorkTimeOf(shell.now())
  if (date === undefined) return { day: now.day, minute: time ?? Math.floor(now.time / MINUTE_MS) }
  return { day: date, minute: time ?? null }
}

function entryOf({ price, entry, vol }: PriceOptions): Price | null {
  if (price !== undefined && entry !== undefined) {
    throw new UsageError('--price and --entry are two names of the same; give one of them.')
  }
  if (price !== undefined && vol !== undefined) {
    throw new UsageError('--price stands instead of --vol; give one of them, or --entry beside --vol.')
  }
  return price ?? entry ?? null
}

/** Options that are over at the moment asked for; on their last day, an earlier time still prices them. */
function overError(
  { root, expiration }: Named,
  day: TradingDay,
  asOf: string,
  { expiresAt }: ChainTimes,
): UsageError {
  const end = newYorkTimeOf(expiresAt)
  const before = `a --time before ${wallTime(Math.floor(end.time / MINUTE_MS))}, or `
  return new UsageError(
    `The ${root} options of ${expiration} are over on ${asOf}; give ${end.day === day ? before : ''}a --date before.`,
  )
}

function showPrice(symbols: readonly string[], options: PriceOptions, shell: Shell): void {
  const spread = spreadOf(symbols, options)
  const { spot, vol, style } = options
  const entry = entryOf(options)
  if (spot === undefined) throw new UsageError('--spot is needed: the price of the underlying, e.g. 450.36.')
  if (vol === undefined && entry === null) {
    throw new UsageError('Give --vol, e.g. 0.14, for a value, or --price, e.g. 5.20, for what it implies.')
  }
  const { day, minute } = momentOf(options, shell)
  const { root, expiration } = spread
  orUsageError(checkExpirationDay(shell.calendar, expiration))
  if (minute === null) orUsageError(checkClosingDay(shell.calendar, day))
  const times = chainTimes(shell.calendar, { root, expiration, quoteDay: day, quoteMinute: minute })
  const asOf = `${describeDay(day)} ${minute === null ? 'at the close' : `${wallTime(minute)} New York`}`
  if (!(times.years > 0)) throw overError(spread, day, asOf, times)
  const market = {
    spot,
    years: times.years,
    rate: options.rate ?? ASSUMED_RATE,
    dividendYield: options.yield ?? 0,
    exercise: style ?? productOfRoot(root).exercise,
  }
  const report = orUsageError(priceSpread({ ...spread, market, volatility: vol ?? null, entry }))
  const setting: PriceSetting = {
    asOf,
    dte: daysToExpiration(day, expiration),
    rateIsAssumed: options.rate === undefined,
  }
  print(
    shell,
    options,
    () => priceDocument(report, setting),
    (screen) => priceReport(report, setting, screen),
  )
}

function styleOption(text: string): 'american' | 'european' {
  const style = text.trim().toLowerCase()
  if (style === 'american' || style === 'european') return style
  throw new UsageError(`--style expects american or european, got "${text}".`)
}

/** Adds `legwork price`: value, greeks, odds and payoff of an option or a spread. */
export function addPriceCommand(program: Command, shell: Shell): void {
  const positive = (name: string, most: number, expected: string) => numberBetween(name, 1e-6, most, expected)
  const command = program
    .command('price')
    .summary('value an option or a spread, with its payoff as a plot')
    .description(
      'Value one option or a spread: value and greeks or implied volatility, maximum profit and loss, ' +
        'breakevens, probabilities, and profit and loss as a plot.',
    )
    .argument('[symbols...]', 'option symbols, + or no sign bought, - sold')
    .option(
      '--spot <price>',
      'price of the underlying',
      positive('--spot', 1e6, 'dollars from 0.000001 to 1000000, e.g. 450.36'),
    )
    .option(
      '--vol <volatility>',
      'volatility a year',
      positive('--vol', 10, 'a fraction a year from 0.000001 to 10, e.g. 0.14 for 14 %'),
    )
    .option('--price <price>', 'what an option costs, instead of --vol', priceOption('--price'))
    .option(
      '--entry <price>',
      "credit or debit of a spread; without it, the model's value",
      priceOption('--entry'),
    )
    .option('--date <day>', 'the day of the valuation; without it, now', dayOption('--date'))
    .option('--time <time>', 'New York wall time; without it, the close of --date', timeOption('--time'))
    .option('--rate <rate>', `interest rate a year; without it, ${ASSUMED_RATE}`, rateOption('--rate'))
    .option('--yield <rate>', 'dividend yield a year; without it, 0', rateOption('--yield'))
    .option('--style <style>', "american or european; without it, the product's", styleOption)
    .option('--strategy <name>', 'a strategy by name instead of symbols')
    .option(
      '--strikes <prices>',
      'its strikes, lowest first, with commas',
      pricesOption('--strikes', MAX_STRIKE),
    )
    .option('--expiration <day>', 'its expiration, YYYY-MM-DD', dayOption('--expiration'))
    .option('--root <root>', 'its root, e.g. SPY', rootOption('--root'))
  withOutputOptions(command, EXAMPLES).action((symbols: string[], options: PriceOptions) =>
    showPrice(symbols, options, shell),
  )
}
