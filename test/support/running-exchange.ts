import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { type ExchangeClient, exchangeClient } from './exchange-client.ts'

const MAIN = join(import.meta.dirname, '../../src/app/main.ts')

/** What a process ended with. */
export interface ExchangeEnd {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly out: string
  readonly error: string
}

/** `legwork exchange` as a process of its own. */
export interface RunningExchange {
  readonly child: ChildProcess
  /** Everything written to standard output so far. */
  out(): string
  /** Resolves when standard output matches; rejects when the process ends before. */
  says(pattern: RegExp): Promise<RegExpExecArray>
  ended: Promise<ExchangeEnd>
  /** Sends a signal and waits for the end. */
  end(signal?: NodeJS.Signals): Promise<ExchangeEnd>
}

const running = new Set<ChildProcess>()

/** Ends what a failed test has left. */
export function endExchanges(): void {
  for (const child of running) child.kill('SIGKILL')
}

/** Starts `legwork exchange` with some words. */
export function startExchange(words: readonly string[]): RunningExchange {
  const env = { PATH: process.env['PATH'], LANG: 'C.UTF-8', COLUMNS: '80' }
  const child = spawn(process.execPath, [MAIN, 'exchange', ...words], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.add(child)
  const written = { out: '', error: '' }
  const listeners = new Set<() => void>()
  child.stdout!.setEncoding('utf8').on('data', (text: string) => {
    written.out += text
    for (const listener of listeners) listener()
  })
  child.stderr!.setEncoding('utf8').on('data', (text: string) => {
    written.error += text
  })
  const ended = once(child, 'close').then(([code, signal]): ExchangeEnd => {
    running.delete(child)
    return { code, signal, ...written }
  })
  return {
    child,
    ended,
    out: () => written.out,
    says: (pattern) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const match = pattern.exec(written.out)
          if (match === null) return
          listeners.delete(look)
          resolve(match)
        }
        listeners.add(look)
        void ended.then(({ code, error }) => reject(new Error(`it ended with ${code}: ${error}`)))
        look()
      }),
    end: (signal = 'SIGINT') => {
      child.kill(signal)
      return ended
    },
  }
}

/** The first line of an exchange that prints JSON. */
export interface OpenLine {
  readonly baseUrl: string
  readonly token: string
  readonly accounts: readonly { readonly id: string }[]
  readonly isRestored: boolean
}

/** Starts an exchange that prints JSON, and a client of it. */
export async function openExchange(
  words: readonly string[],
  controlToken?: string,
): Promise<RunningExchange & { readonly open: OpenLine; readonly client: ExchangeClient }> {
  const door = controlToken === undefined ? [] : ['--control', controlToken]
  const exchange = startExchange(['--json', '--port', '0', ...door, ...words])
  const [line] = await exchange.says(/^\{"event":"open".*\}$/m)
  const open = JSON.parse(line) as OpenLine
  const client = exchangeClient({
    baseUrl: open.baseUrl,
    token: open.token,
    fetch: (request) => fetch(request),
    ...(controlToken === undefined ? {} : { controlToken }),
  })
  return { ...exchange, open, client }
}
