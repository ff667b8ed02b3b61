import { type Command, Option } from 'commander'
import type { Result } from '../domain/refusal.ts'
import type { OpenExchange } from './exchange-door.ts'
import {
  type ExchangeOptions,
  exchangeRequest,
  readAccount,
  readFaults,
  readFees,
  readMarket,
  readSwitch,
  tokenOption,
} from './exchange-options.ts'
import { exchangeHead, openingDocument, statusDocument, statusLine } from './exchange-report.ts'
import { dayOption, numberBetween, timeOption, wholeBetween } from './option-values.ts'
import { screenFor } from './screen-options.ts'
import type { Shell } from './shell.ts'
import { orUsageError } from './usage-error.ts'

const SCREEN_GROUP = 'The connection and the screen:'
const DEFAULT_PORT = 8484
const HIGHEST_SPEED = 10_000

const EXAMPLES = `
Examples:
  legwork exchange
  legwork exchange --always-open --speed 60
  legwork exchange --market recorded:quotes.csv.gz --date 2023-09-14
  legwork exchange --market recorded:lean/ --date 2015-12-24 --speed 30
  legwork exchange --market snapshot:quotes.csv.gz --seed 7 --personality live
  legwork exchange --account cash=25000,type=margin,level=2 --state paper.json

docs/exchange.md tells of each market, of faults, and of the door for tests.`

/** Seconds between two statuses: one line that is written over, or lines of a log. */
const STATUS_SECONDS = { terminal: 1, log: 60 } as const

/** Writes the status now and then until told to stop. */
function keepTelling(exchange: OpenExchange, options: ExchangeOptions, shell: Shell): () => void {
  const screen = screenFor(shell, options)
  const isLine = options.json !== true && shell.isTerminal
  const seconds = options.status ?? (isLine ? STATUS_SECONDS.terminal : STATUS_SECONDS.log)
  if (seconds === 0) return () => {}
  const tell = (): void => {
    if (options.json === true) shell.write(`${JSON.stringify(statusDocument(exchange.status()))}\n`)
    else if (isLine) shell.write(`\r\u001b[K${statusLine(exchange.status(), screen)}`)
    else shell.write(`${statusLine(exchange.status(), screen)}\n`)
  }
  tell()
  const stop = shell.every(seconds * 1_000, tell)
  return () => {
    stop()
    if (isLine) shell.write('\n')
  }
}

async function runExchange(options: ExchangeOptions, shell: Shell): Promise<void> {
  const request = exchangeRequest(options)
  const interrupted = shell.interrupted()
  const exchange = orUsageError(await shell.openExchange(request))
  if (options.json === true) shell.write(`${JSON.stringify(openingDocument(exchange))}\n`)
  else shell.write(`${exchangeHead(exchange, screenFor(shell, options)).join('\n')}\n`)
  const stopTelling = keepTelling(exchange, options, shell)
  let closed: Result<true>
  try {
    await Promise.race([interrupted, exchange.failed])
  } finally {
    stopTelling()
    closed = await exchange.close()
  }
  orUsageError(closed)
  if (options.json === true) shell.write(`${JSON.stringify({ event: 'closed' })}\n`)
  else if (request.stateFile !== null) shell.write(`The state is saved in ${request.stateFile}.\n`)
}

function withMarketOptions(command: Command): Command {
  return command
    .optionsGroup('The market:')
    .addOption(
      new Option('--market <market>', 'synthetic, recorded:PATH or snapshot:PATH')
        .argParser(readMarket)
        .default({ kind: 'synthetic' }, 'synthetic'),
    )
    .option('--seed <n>', 'same seed, same market', wholeBetween('--seed', 0, 2 ** 32 - 1), 1)
    .option('--date <day>', 'the day on which the market begins', dayOption('--date'))
    .option('--time <time>', 'the time at which it begins, New York', timeOption('--time'))
    .addOption(
      new Option('--speed <n>', 'market seconds in a second; 0 to step by hand')
        .argParser(numberBetween('--speed', 0, HIGHEST_SPEED, `a number from 0 to ${HIGHEST_SPEED}`))
        .default(1),
    )
    .option('--always-open', 'leave out nights and weekends')
}

function withDoorOptions(command: Command): Command {
  return command
    .optionsGroup('The broker:')
    .addOption(
      new Option('--personality <name>', "whose quirks: Tradier's sandbox or live API")
        .choices(['sandbox', 'live'])
        .default('sandbox'),
    )
    .addOption(
      new Option(
        '--account <parts>',
        'an account, e.g. cash=50000,type=margin,level=3; again for another',
      ).argParser(readAccount),
    )
    .option('--fees <parts>', 'dollars, e.g. contract=0.35,index=0.60; free unless given', readFees)
    .option('--state <file>', 'go on from this file, and save to it')
    .option('--token <token>', 'the bearer token; drawn unless given', tokenOption('--token'))
    .option('--control <token>', 'open the door for tests, with this token', tokenOption('--control'))
    .option('--faults <faults>', 'what goes wrong: a file of rules, or seed:N', readFaults)
    .addOption(
      new Option('--switch <name=value>', 'a quirk of the API that is not known for sure').argParser(
        readSwitch,
      ),
    )
    .optionsGroup(SCREEN_GROUP)
    .option('--host <address>', 'the address to listen at', '127.0.0.1')
    .option('--port <port>', 'the port; 0 for any free one', wholeBetween('--port', 0, 65_535), DEFAULT_PORT)
}

/** Adds `legwork exchange`: the built-in exchange, served where any client of Tradier can reach it. */
export function addExchangeCommand(program: Command, shell: Shell): void {
  const command = program
    .command('exchange')
    .summary("run the built-in exchange, which speaks Tradier's API")
    .description(
      "Run the built-in exchange: a simulated venue that speaks Tradier's REST API, with play money, on a " +
        'synthetic market, a recorded one, or one that goes on from a recorded chain.',
    )
  withDoorOptions(withMarketOptions(command))
    .option(
      '--status <seconds>',
      'seconds between status lines, 0 for none; 1 on a terminal, else 60',
      wholeBetween('--status', 0, 86_400),
    )
    .option('--json', 'print one JSON object a line instead of text')
    .option('--no-color', 'print without colour (also: NO_COLOR, or no terminal)')
    .addHelpOption(new Option('-h, --help', 'display this help').helpGroup(SCREEN_GROUP))
    .addHelpText('after', EXAMPLES)
    .action((options: ExchangeOptions) => runExchange(options, shell))
}
