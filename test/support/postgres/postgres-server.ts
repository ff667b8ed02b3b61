import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A server of the test run's own, in a folder that only it and we can enter. */
export interface PostgresServer {
  /** For a database of this name; the server listens on a socket in its folder and on no port. */
  url(database: string): string
  /** Resolves when the server has been told to start; rejects when its files could not be made, or it was stopped. */
  readonly started: Promise<void>
  /** Ends it at once, even while it is starting: a short run of tests does not wait for a server that it never needs. */
  stop(): Promise<void>
}

/** What a crash would lose is of no interest here, and forcing it to the disk is most of the time. */
const SETTINGS = [
  'deadlock_timeout=200ms',
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'listen_addresses=',
]

interface ServerUser {
  readonly uid?: number
  readonly gid?: number
}

/** The server refuses to run as root, whom a container's tests run as; Debian's package has made a user for it. */
function serverUser(): ServerUser {
  if (process.getuid?.() !== 0) return {}
  const idOf = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }))
  return { uid: idOf('-u'), gid: idOf('-g') }
}

/** Waits for a command to end well. */
async function endOf(child: ChildProcess): Promise<void> {
  let complaint = ''
  child.stderr?.on('data', (text) => {
    complaint += text
  })
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`${child.spawnfile} ended with ${code}: ${complaint}`)
}

/** Starts a server from the binaries in a folder. The call returns at once: tests that need none do not wait for it. */
export function startPostgres(binaries: string): PostgresServer {
  const user = serverUser()
  const folder = mkdtempSync(join(tmpdir(), 'legwork-pg-'))
  if (user.uid !== undefined && user.gid !== undefined) chownSync(folder, user.uid, user.gid)
  const data = join(folder, 'data')
  const begin = (command: string, args: readonly string[]): ChildProcess =>
    spawn(join(binaries, command), args, { ...user, cwd: '/', stdio: ['ignore', 'ignore', 'pipe'] })

  const options = ['--username=postgres', '--auth=trust', '--no-sync', '--locale=C', '--encoding=UTF8']
  let running = begin('initdb', [`--pgdata=${data}`, ...options])
  let isStopped = false

  async function start(): Promise<void> {
    await endOf(running)
    if (isStopped) throw new Error('The server was stopped before it had started.')
    const settings = [...SETTINGS, `unix_socket_directories=${folder}`].flatMap((setting) => ['-c', setting])
    running = begin('postgres', ['-D', data, ...settings])
    running.stderr?.resume()
  }

  const started = start()
  return {
    url: (database) => `postgresql://postgres@localhost/${database}?host=${encodeURIComponent(folder)}`,
    started,
    async stop() {
      isStopped = true
      if (running.exitCode === null && running.signalCode === null) {
        const ended = once(running, 'exit')
        // Of the server: the immediate shutdown, which saves nothing. Nobody will read what it would save.
        running.kill(running.spawnfile.endsWith('initdb') ? 'SIGTERM' : 'SIGQUIT')
        await ended
      }
      rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 })
    },
  }
}
