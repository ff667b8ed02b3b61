import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { readRecordedChain } from '../adapters/recorded/chain-file.ts'
import { runCli } from '../cli/run-cli.ts'
import { instant } from '../domain/calendar/instant.ts'
import { buildMarketCalendar } from '../domain/calendar/market-calendar.ts'
import { engineRestorer } from './backup/restore-engine.ts'
import { engineAsker } from './engine/ask-engine.ts'
import { engineMigrator } from './engine/migrate-engine.ts'
import { runEngine } from './engine/run-engine.ts'
import { exchangeOpener } from './exchange/open-exchange.ts'
import { interruption } from './interruption.ts'
import { readSecret } from './read-secret.ts'
import { screenOf } from './screen.ts'

const PACKAGE = new URL('../../package.json', import.meta.url)
const SAMPLE = new URL('./sample/sample-chain.csv', import.meta.url)

function versionOf(packageFile: URL): string {
  return (JSON.parse(readFileSync(packageFile, 'utf8')) as { version: string }).version
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

/** Picks the adapters, runs the command line of this process, and leaves its exit code. */
export async function start(): Promise<void> {
  // A reader that has seen enough, as `head` has, is no fault of ours.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    process.exit(0)
  })
  const calendar = buildMarketCalendar()
  const now = () => instant(Date.now())
  const complain = (text: string): void => void process.stderr.write(text)
  const surroundings = { calendar, now, environment: process.env }
  const onBug = (error: unknown): void => complain(`legwork: a request met a bug: ${stackOf(error)}\n`)
  // Set, not exited with: what was written must have left the process first.
  process.exitCode = await runCli(process.argv.slice(2), {
    screen: screenOf(process.stdout, process.env),
    version: versionOf(PACKAGE),
    samplePath: fileURLToPath(SAMPLE),
    calendar,
    readChain: readRecordedChain,
    openExchange: exchangeOpener({ calendar, now }, onBug),
    openEngine: (wish, listener) => runEngine(wish, listener, surroundings),
    askEngine: engineAsker(surroundings),
    migrate: engineMigrator(surroundings),
    restore: engineRestorer(surroundings),
    isTerminal: process.stdout.isTTY === true,
    now,
    readSecret: (prompt) => readSecret(process.stdin, prompt, complain),
    every: (ms, task) => {
      const timer = setInterval(task, ms)
      return () => clearInterval(timer)
    },
    interrupted: interruption,
    write: (text) => void process.stdout.write(text),
    complain,
  })
}
