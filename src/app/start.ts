import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { readRecordedChain } from '../adapters/recorded/chain-file.ts'
import { runCli } from '../cli/run-cli.ts'
import { instant } from '../domain/calendar/instant.ts'
import { buildMarketCalendar } from '../domain/calendar/market-calendar.ts'
import { screenOf } from './screen.ts'

const PACKAGE = new URL('../../package.json', import.meta.url)
const SAMPLE = new URL('./sample/sample-chain.csv', import.meta.url)

function versionOf(packageFile: URL): string {
  return (JSON.parse(readFileSync(packageFile, 'utf8')) as { version: string }).version
}

/** Picks the adapters, runs the command line of this process, and leaves its exit code. */
export async function start(): Promise<void> {
  // A reader that has seen enough, as `head` has, is no fault of ours.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    process.exit(0)
  })
  // Set, not exited with: what was written must have left the process first.
  process.exitCode = await runCli(process.argv.slice(2), {
    screen: screenOf(process.stdout, process.env),
    version: versionOf(PACKAGE),
    samplePath: fileURLToPath(SAMPLE),
    calendar: buildMarketCalendar(),
    readChain: readRecordedChain,
    now: () => instant(Date.now()),
    write: (text) => void process.stdout.write(text),
    complain: (text) => void process.stderr.write(text),
  })
}
