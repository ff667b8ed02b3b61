import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

const MAIN = join(import.meta.dirname, '../../../src/app/main.ts')

/** An engine that runs as a process of its own. */
export interface EngineProcess {
  readonly child: ChildProcess
  /** Everything that it has written. */
  text(): string
  /** Resolves when it has written something that fits. */
  says(pattern: RegExp): Promise<void>
  /** Ends it as Ctrl-C does; its exit code. */
  end(): Promise<number>
  /** Ends it as a power cut does. */
  kill(): Promise<void>
}

/** The command line as a person's shell runs it, with an environment of its own. */
export class EngineShell {
  readonly #environment: Readonly<Record<string, string | undefined>>
  readonly #running = new Set<ChildProcess>()

  constructor(environment: Readonly<Record<string, string>>) {
    this.#environment = { PATH: process.env['PATH'], LANG: 'C.UTF-8', COLUMNS: '100', ...environment }
  }

  /** Runs a command to its end. */
  run(...args: string[]): { status: number | null; stdout: string; stderr: string } {
    const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], {
      encoding: 'utf8',
      env: this.#environment,
    })
    return { status, stdout, stderr }
  }

  /** Begins an engine. */
  start(...args: string[]): EngineProcess {
    const child = spawn(process.execPath, [MAIN, 'start', ...args], { env: this.#environment })
    this.#running.add(child)
    let text = ''
    const heard = new Set<() => void>()
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk
        for (const look of heard) look()
      })
    }
    const stop = async (signal: 'SIGINT' | 'SIGKILL'): Promise<number> => {
      const ended = once(child, 'exit')
      child.kill(signal)
      const [code] = await ended
      this.#running.delete(child)
      return code as number
    }
    return {
      child,
      text: () => text,
      says: (pattern) =>
        new Promise((resolve, reject) => {
          const look = (): void => {
            if (!pattern.test(text)) return
            heard.delete(look)
            resolve()
          }
          heard.add(look)
          child.once('exit', () => reject(new Error(`it ended before it said ${pattern}:\n${text}`)))
          look()
        }),
      end: () => stop('SIGINT'),
      kill: async () => void (await stop('SIGKILL')),
    }
  }

  /** Ends whatever of it still runs. */
  close(): void {
    for (const child of this.#running) child.kill('SIGKILL')
  }
}
