import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')
const MAIN = join(ROOT, 'src/app/main.ts')
const TITLE = '## Your first bracketed trade, with curl alone'
const folder = mkdtempSync(join(tmpdir(), 'legwork-first-trade-'))
const running = new Set<ChildProcess>()
afterAll(() => {
  for (const child of running) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

/** The commands of the section, as a reader pastes them. */
function commands(): string {
  const text = readFileSync(join(ROOT, 'README.md'), 'utf8')
  const from = text.indexOf(TITLE)
  const section = text.slice(from, text.indexOf('\n## ', from + 1))
  const blocks = [...section.matchAll(/^```bash\n([\s\S]*?)^```$/gm)].map(([, block]) => block)
  expect(blocks.length).toBeGreaterThan(4)
  return blocks.join('')
}

/** A port that nobody has; the README's own may be taken on the machine of a test. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}

/** Starts as the README says, but for port and folder; resolves with the code that it prints. */
function start(port: number): Promise<string> {
  const words = ['start', '--speed', '10', '--port', String(port), '--data', join(folder, 'data')]
  const child = spawn(process.execPath, [MAIN, ...words], {
    env: { PATH: process.env['PATH'], LANG: 'C.UTF-8', COLUMNS: '200' },
  })
  running.add(child)
  let text = ''
  return new Promise((resolve, reject) => {
    const hear = (chunk: Buffer): void => {
      text += chunk.toString()
      const code = /lwi_[\w-]+/.exec(text)?.[0]
      if (code !== undefined && text.includes('Ctrl-C')) resolve(code)
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    child.once('exit', () => reject(new Error(`it ended before it printed a code:\n${text}`)))
  })
}

it('the commands of the README take a newcomer from the code to a bracketed trade and out of it', async () => {
  const port = await freePort()
  const code = await start(port)
  // Only the port is another; a command that fails ends the whole, as a reader would stop there.
  const script = commands().replaceAll('8730', String(port))
  const run = spawnSync('bash', ['-euo', 'pipefail', '-c', script], {
    cwd: folder,
    input: `${code}\n`,
    encoding: 'utf8',
    timeout: 120_000,
  })
  expect([run.status, run.stderr], run.stdout).toEqual([0, ''])
  const { stdout } = run
  expect(stdout).toContain('{"status":"signed_in"}')
  expect(stdout).toMatch(/exchange:SYN1-[2-9A-Z]{6}: the call of 20\d\d-\d\d-\d\d at \d+\.\d\d/)
  expect(stdout).toContain('{"passed":true,')
  expect(stdout).toMatch(/"bracket":\{"stopLoss":"1\.00","takeProfit":"30\.00"\}/)
  expect(stdout).toContain('"role":"BRACKET"')
  expect(stdout).toContain('"protection":{"stopLoss":"2.00","takeProfit":"30.00","heldBy":"broker"}')
  expect(stdout).toContain('"exitReason":"MANUAL_CLOSE"')
  expect(stdout).not.toContain('urn:legwork:problem')
  const [child] = running
  const ended = once(child!, 'exit')
  child!.kill('SIGINT')
  expect((await ended)[0]).toBe(0)
  running.clear()
}, 180_000)
