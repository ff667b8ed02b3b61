import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { EngineShell } from '../support/engine/engine-process.ts'

const folder = mkdtempSync(join(tmpdir(), 'legwork-accounts-'))
const shell = new EngineShell({})
afterAll(() => {
  shell.close()
  rmSync(folder, { recursive: true, force: true })
})

it('accounts are opened beside a running engine, asked by name, closed, and come back; a taken port is a sentence', async () => {
  const data = ['--data', join(folder, 'one')]
  const first = shell.start('--port', '0', '--speed', 'max', ...data)
  await first.says(/account +equity/)
  const [, port] = /http:\/\/127\.0\.0\.1:(\d+)\/api/.exec(first.text())!
  const taken = shell.run('start', '--port', port!, '--data', join(folder, 'two'))
  expect([taken.status, taken.stdout]).toEqual([2, ''])
  expect(taken.stderr).toContain(
    `Port ${port} of 127.0.0.1 is taken by another program; give another with --port`,
  )

  const opened = shell.run('account', 'open', 'exchange', ...data)
  const name = /^(exchange:SYN1-[2-9A-Z]{6}) {2}runs\n$/.exec(opened.stdout)?.[1]
  expect([opened.stderr, name]).toEqual(['', expect.any(String)])
  const status = JSON.parse(shell.run('status', '--account', name!, '--json', ...data).stdout)
  expect(status).toMatchObject({ account: name, equityCents: 10_000_000, live: { pid: first.child.pid } })
  const settings = shell.run('settings', 'get', 'engine.entries', '--account', name!, ...data)
  expect(settings.stdout).toContain('engine.entries is no, from preset')
  const foreign = shell.run('status', '--account', 'exchange:SYN1-ZZZZZZ', ...data)
  expect([foreign.status, foreign.stderr]).toEqual([2, expect.stringContaining('legwork account list')])
  expect(await first.end()).toBe(0)

  const again = shell.start('--no-api', '--speed', 'max', ...data)
  await again.says(/API +not served/)
  await again.says(/account +equity/)
  expect(shell.run('account', 'list', ...data).stdout).toBe(`exchange:SYN1         runs\n${name}  runs\n`)
  const closed = shell.run('account', 'close', name!, ...data)
  expect([closed.stderr, closed.stdout]).toEqual(['', `${name}  closed\n`])
  expect(await again.end()).toBe(0)
}, 180_000)
