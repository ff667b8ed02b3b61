import { readFileSync } from 'node:fs'
import { runCli } from '../../src/cli/run-cli.ts'
import type { Screen, Shell } from '../../src/cli/shell.ts'
import { instantOf } from '../../src/domain/calendar/new-york-time.ts'
import { timeOfDay } from '../../src/domain/calendar/time-of-day.ts'
import { tradingDay } from '../../src/domain/calendar/trading-day.ts'
import { ok, refuse } from '../../src/domain/refusal.ts'
import type { RecordedChain } from '../../src/ports/recorded-chain.ts'
import { readNaively } from './naive-chain.ts'
import { TEST_CALENDAR } from './theoretical-chain.ts'

const SAMPLE = new URL('../../src/app/sample/sample-chain.csv', import.meta.url)

/** What stands in for the outside of `legwork exchange` and of the engine. */
export type ExchangeScene = Pick<
  Shell,
  | 'openExchange'
  | 'openEngine'
  | 'askEngine'
  | 'migrate'
  | 'restore'
  | 'isTerminal'
  | 'every'
  | 'interrupted'
  | 'readSecret'
>

const NO_EXCHANGE: ExchangeScene = {
  openExchange: async () => refuse('exchange_must_be_given', 'There is no exchange in this test.'),
  openEngine: async () => refuse('engine_must_be_given', 'There is no engine in this test.'),
  askEngine: async () => refuse('engine_must_be_given', 'There is no engine in this test.'),
  migrate: async () => refuse('engine_must_be_given', 'There is no engine in this test.'),
  restore: async () => refuse('engine_must_be_given', 'There is no engine in this test.'),
  isTerminal: false,
  every: () => () => {},
  interrupted: async () => {},
  readSecret: async () => '',
}

/** What a command wrote and ended with. */
export interface CliRun {
  readonly code: number
  readonly out: string
  readonly error: string
}

/** Runs a command line without a process: files are columns by name, `sample` is the built-in chain. */
export async function runInShell(
  words: readonly string[],
  files: Readonly<Record<string, RecordedChain>> = {},
  screen: Partial<Screen> = {},
  scene: Partial<ExchangeScene> = {},
): Promise<CliRun> {
  const written = { out: '', error: '' }
  const shell: Shell = {
    screen: { columns: 100, colour: false, unicode: true, ...screen },
    version: '1.2.3',
    samplePath: 'sample',
    calendar: TEST_CALENDAR,
    readChain: async (path) => {
      const found = path === 'sample' ? readNaively(readFileSync(SAMPLE, 'utf8')) : files[path]
      if (found === undefined) return refuse('file_must_exist', `There is no file ${path}.`)
      return ok(found)
    },
    ...NO_EXCHANGE,
    ...scene,
    now: () => instantOf(tradingDay('2024-03-04'), timeOfDay('15:45')),
    write: (text) => {
      written.out += text
    },
    complain: (text) => {
      written.error += text
    },
  }
  return { code: await runCli(words, shell), ...written }
}
