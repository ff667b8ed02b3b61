import { type Command, Option } from 'commander'
import type { Price } from '../domain/money/price.ts'
import { formatPrice } from '../domain/money/price-text.ts'
import { describeStrike } from '../domain/option/describe-contract.ts'
import { scanRecording } from '../service/scan/scan-recording.ts'
import { DEFAULT_SCAN_RULES, type ScanRules } from '../service/scan/scan-rules.ts'
import { priceOption, pricesOption, wholeBetween } from './option-values.ts'
import { type RecordingOptions, withRecordingOptions } from './recording-options.ts'
import { scanDocument } from './scan-json.ts'
import { scanReport } from './scan-report.ts'
import { type OutputOptions, print, withOutputOptions } from './screen-options.ts'
import type { Shell } from './shell.ts'
import { orUsageError, UsageError } from './usage-error.ts'

interface ScanOptions extends OutputOptions, RecordingOptions {
  readonly dteMin: number
  readonly dteMax: number
  readonly widths: readonly Price[]
  readonly legSpread: Price
  readonly openInterest: number
  readonly top: number
}

const EXAMPLES = `
Examples:
  legwork scan
  legwork scan quotes.csv.gz --underlying SPY --widths 5,10
  legwork scan quotes.csv.gz --underlying SPX --root SPXW --widths 25 --leg-spread 0.60 --json`

function rulesOf({ dteMin, dteMax, widths, legSpread, openInterest }: ScanOptions): ScanRules {
  if (dteMin > dteMax) {
    throw new UsageError(`--dte-min must be at most --dte-max, got ${dteMin} and ${dteMax}.`)
  }
  if (widths.some((width) => width <= 0)) throw new UsageError('--widths expects dollars above 0, e.g. 5,10.')
  return {
    ...DEFAULT_SCAN_RULES,
    dteMin,
    dteMax,
    widths: [...new Set(widths)],
    legSpreadMax: legSpread,
    openInterestMin: openInterest,
  }
}

async function showScan(file: string | undefined, options: ScanOptions, shell: Shell): Promise<void> {
  const rules = rulesOf(options)
  const { underlying = null, date = null, root = null } = options
  const chain = orUsageError(await shell.readChain(file ?? shell.samplePath))
  const given = { rate: options.rate ?? null, dividendYield: options.yield ?? null }
  const surroundings = { calendar: shell.calendar, given, withEarlyExercise: false }
  const query = { underlying, quoteDay: date, root }
  const scan = orUsageError(scanRecording(chain, query, rules, surroundings))
  const isSample = file === undefined
  print(
    shell,
    options,
    () => scanDocument(scan, rules, isSample),
    (screen) => scanReport(scan, { isSample, top: options.top, rules }, screen),
  )
}

/** Adds `legwork scan`: candidate vertical spreads of a recorded market, or of the built-in sample. */
export function addScanCommand(program: Command, shell: Shell): void {
  const { dteMin, dteMax, widths, legSpreadMax, openInterestMin } = DEFAULT_SCAN_RULES
  const command = program
    .command('scan')
    .summary('look for vertical spreads in a recorded market, or in the built-in sample')
    .description(
      'Look for vertical spreads in a recorded market, or without a FILE in the built-in sample of invented ' +
        'prices. Nothing is ordered.',
    )
    .argument('[file]', 'recorded chain, CSV or gzipped CSV')
  withRecordingOptions(command)
    .option('--dte-min <days>', 'least days to expiration', wholeBetween('--dte-min', 0, 730), dteMin)
    .option('--dte-max <days>', 'most days to expiration', wholeBetween('--dte-max', 0, 730), dteMax)
    .addOption(
      new Option('--widths <dollars>', 'distances between the strikes')
        .argParser(pricesOption('--widths'))
        .default(widths, widths.map(describeStrike).join()),
    )
    .addOption(
      new Option('--leg-spread <dollars>', 'widest quote of a leg')
        .argParser(priceOption('--leg-spread'))
        .default(legSpreadMax, formatPrice(legSpreadMax)),
    )
    .option(
      '--open-interest <contracts>',
      'least open interest of a leg',
      wholeBetween('--open-interest', 0, 1e9),
      openInterestMin,
    )
    .option('--top <count>', 'the most candidates to list', wholeBetween('--top', 1, 1000), 10)
  withOutputOptions(command, EXAMPLES).action((file: string | undefined, options: ScanOptions) =>
    showScan(file, options, shell),
  )
}
