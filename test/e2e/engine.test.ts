import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'

const MAIN = join(import.meta.dirname, '../../src/app/main.ts')
const folder = mkdtempSync(join(tmpdir(), 'legwork-engine-'))
const ENVIRONMENT = { PATH: process.env['PATH'], LANG: 'C.UTF-8', COLUMNS: '100' }
const running = new Set<ChildProcess>()
afterAll(() => {
  for (const child of running) child.kill('SIGKILL')
  rmSync(folder, { recursive: true })
})

function legwork(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args, '--data', folder], {
    encoding: 'utf8',
    env: ENVIRONMENT,
  })
  return { status, stdout, stderr }
}

interface Engine {
  readonly child: ChildProcess
  /** Everything that it has written. */
  text(): string
  /** Resolves when it has written something that fits. */
  says(pattern: RegExp): Promise<void>
  end(): Promise<number>
}

function start(...args: string[]): Engine {
  const child = spawn(process.execPath, [MAIN, 'start', '--data', folder, '--port', '0', ...args], {
    env: ENVIRONMENT,
  })
  running.add(child)
  let text = ''
  const heard = new Set<() => void>()
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk
      for (const look of heard) look()
    })
  }
  return {
    child,
    text: () => text,
    says(pattern) {
      return new Promise((resolve, reject) => {
        const look = (): void => {
          if (!pattern.test(text)) return
          heard.delete(look)
          resolve()
        }
        heard.add(look)
        child.once('exit', () => reject(new Error(`it ended before it said ${pattern}:\n${text}`)))
        look()
      })
    },
    async end() {
      const ended = once(child, 'exit')
      child.kill('SIGINT')
      const [code] = await ended
      running.delete(child)
      return code as number
    },
  }
}

describe('npm start', () => {
  it('proposes, enters, exits, answers beside it, keeps its folder, ends in order and goes on', async () => {
    const first = start('--speed', 'max', '--date', '2026-11-30')
    await first.says(/filled +\w+ .*(debit|credit)/)
    const status = legwork('status', '--json')
    expect([status.status, status.stderr]).toEqual([0, ''])
    const seen = JSON.parse(status.stdout)
    expect(seen).toMatchObject({ account: 'exchange:SYN1', mode: 'PAPER', live: { pid: first.child.pid } })
    expect(seen.equityCents).toBeGreaterThan(9_000_000)
    const second = legwork('start')
    expect([second.status, second.stdout]).toEqual([2, ''])
    expect(second.stderr).toContain(`is in use by process ${first.child.pid}`)
    const [open] = JSON.parse(legwork('trades', '--json').stdout).filter(
      (one: { can: { close: boolean } }) => one.can.close,
    )
    expect(legwork('close', open.id.slice(-8)).stdout).toMatch(/closing order for 1 was sent, order \d+/)
    await first.says(/closed +\w+ .*\$\d/)
    expect(await first.end()).toBe(0)
    expect(first.text()).toContain('Everything is saved')
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    expect(readFileSync(join(folder, 'engine.log'), 'utf8')).not.toMatch(/lw-[0-9a-f]{24}/)

    const closed = JSON.parse(legwork('trades', '--all', '--json').stdout)
    const trade = closed.find((one: { status: string }) => one.status === 'CLOSED')
    const story = legwork('why', trade.id.slice(-8))
    expect(story.stdout).toContain('CLOSING_PENDING → CLOSED')
    expect(story.stdout).toContain('it comes out the same')
    expect(story.stdout).not.toContain('DIFFERENTLY')

    const again = start('--speed', 'max')
    await again.says(/account +equity/)
    expect(again.text()).toContain('It goes on from where it was left')
    expect(await again.end()).toBe(0)
  }, 180_000)

  it('refuses real money without both switches, a broker without a token, and a folder where nothing ran', () => {
    const live = legwork('start', '--broker', 'live')
    expect([live.status, live.stderr]).toEqual([2, expect.stringContaining('LEGWORK_LIVE=yes-real-money')])
    const sandbox = legwork('start', '--broker', 'sandbox')
    expect([sandbox.status, sandbox.stderr]).toEqual([2, expect.stringContaining('LEGWORK_TRADIER_TOKEN')])
    const elsewhere = spawnSync(process.execPath, [MAIN, 'status', '--data', join(folder, 'none')], {
      encoding: 'utf8',
    })
    expect([elsewhere.status, elsewhere.stderr]).toEqual([2, expect.stringContaining('No engine has run in')])
  })
})
