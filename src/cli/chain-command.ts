import type { Command } from 'commander'
import type { TradingDay } from '../domain/calendar/trading-day.ts'
import { analyseChain } from '../service/chain/analyse-chain.ts'
import { rowsNear } from '../service/chain/at-the-money.ts'
import type { ChainAnalysis } from '../service/chain/chain-analysis.ts'
import { pickChain } from '../service/chain/pick-chain.ts'
import { chainFoot } from './chain-foot.ts'
import { chainHead } from './chain-head.ts'
import { chainDocument } from './chain-json.ts'
import { type ChainView, chainTable } from './chain-table.ts'
import { dayOption, wholeBetween } from './option-values.ts'
import { type RecordingOptions, withRecordingOptions } from './recording-options.ts'
import { type OutputOptions, print, withOutputOptions } from './screen-options.ts'
import type { Screen, Shell } from './shell.ts'
import { orUsageError } from './usage-error.ts'

interface ChainOptions extends OutputOptions, RecordingOptions {
  readonly expiration?: TradingDay
  readonly near: number
  readonly all?: boolean
  readonly american?: boolean
  readonly greeks?: boolean
}

const EXAMPLES = `
Examples:
  legwork chain quotes.csv.gz --underlying SPY --expiration 2023-10-20
  legwork chain quotes.csv.gz --underlying SPX --expiration 2023-10-20 --root SPXW --greeks
  legwork chain history.csv.gz --underlying SPXW --date 2018-02-05 --expiration 2018-02-28 --all
  legwork chain quotes.csv --underlying SPY --expiration 2023-10-20 --json

FILE is a CSV file, plain or gzipped, with the columns quote_date, quote_time, underlying, spot, root,
expiration, style, strike, type, bid, ask, last, volume, open_interest, iv, delta, gamma, theta, vega.`

/** The lines of one chain: head, table, foot. */
export function chainLines(analysis: ChainAnalysis, view: ChainView, screen: Screen): string[] {
  const { strikes, atmStrike } = analysis
  const shown = view.near === null ? strikes : rowsNear(strikes, atmStrike, view.near)
  return [
    ...chainHead(analysis, screen),
    '',
    ...chainTable(analysis, view, screen),
    '',
    ...chainFoot(analysis, shown.length, screen),
  ]
}

async function showChain(file: string, options: ChainOptions, shell: Shell): Promise<void> {
  const chain = orUsageError(await shell.readChain(file))
  const picks = orUsageError(
    pickChain(chain, {
      underlying: options.underlying ?? null,
      quoteDay: options.date ?? null,
      expiration: options.expiration ?? null,
      root: options.root ?? null,
    }),
  )
  const given = { rate: options.rate ?? null, dividendYield: options.yield ?? null }
  const analyses = picks.map((pick) =>
    analyseChain(pick, { calendar: shell.calendar, given, withEarlyExercise: options.american === true }),
  )
  const view = { near: options.all === true ? null : options.near, greeks: options.greeks === true }
  print(
    shell,
    options,
    () => ({ chains: analyses.map(chainDocument) }),
    (screen) =>
      analyses.flatMap((analysis, i) => [...(i > 0 ? ['', ''] : []), ...chainLines(analysis, view, screen)]),
  )
}

/** Adds `legwork chain`: one expiration of a recorded market, valued and shown. */
export function addChainCommand(program: Command, shell: Shell): void {
  const command = program
    .command('chain')
    .summary('show one expiration of a recorded market with our volatilities and greeks')
    .description(
      'Show one expiration of a recorded option market: quotes, implied volatilities beside the recorded ' +
        'ones, greeks. Forward and discount come from put-call parity.',
    )
    .argument('<file>', 'recorded chain, CSV or gzipped CSV')
  withRecordingOptions(command)
    .option('--expiration <day>', 'the expiration, YYYY-MM-DD', dayOption('--expiration'))
    .option('--near <strikes>', 'strikes below and above the money', wholeBetween('--near', 1, 1000), 10)
    .option('--all', 'every strike')
    .option('--american', 'value American options with early exercise (slower)')
    .option('--greeks', 'gamma, theta and vega before open interest and volume')
  withOutputOptions(command, EXAMPLES).action((file: string, options: ChainOptions) =>
    showChain(file, options, shell),
  )
}
