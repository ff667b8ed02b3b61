import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { EngineShell } from '../support/engine/engine-process.ts'

const root = mkdtempSync(join(tmpdir(), 'legwork-drill-'))
const [first, second] = [join(root, 'first'), join(root, 'second')]
const shell = new EngineShell({})
afterAll(() => {
  shell.close()
  rmSync(root, { recursive: true })
})

describe('a restore drill', () => {
  it('backs up beside the running engine, restores elsewhere, and the engine there goes on as if nothing had been', async () => {
    const engine = shell.start('--data', first, '--speed', 'max', '--date', '2026-11-30')
    await engine.says(/filled +\w+ .*(debit|credit)/)
    const made = shell.run('backup', '--data', first, '--to', join(root, 'kept'), '--json')
    expect([made.status, made.stderr]).toEqual([0, ''])
    const { file } = JSON.parse(made.stdout) as { readonly file: string }
    expect(await engine.end()).toBe(0)

    const restored = shell.run('restore', file, '--data', second)
    expect([restored.status, restored.stderr]).toEqual([0, ''])
    expect(restored.stdout).toContain('Restored, with 2 files of the exchange')
    const again = shell.run('restore', file, '--data', second)
    expect([again.status, again.stderr]).toEqual([2, expect.stringContaining('nothing was changed')])

    const there = shell.start('--data', second, '--speed', 'max')
    await there.says(/account +equity/)
    expect(there.text()).toContain('It goes on from where it was left')
    const status = JSON.parse(shell.run('status', '--json', '--data', second).stdout)
    expect(status.flags.filter(({ flag }: { flag: string }) => flag === 'BROKER_RESET_SUSPECTED')).toEqual([])
    expect(status.openBreaks).toEqual([])
    expect(await there.end()).toBe(0)
    // What is at rest can be backed up as well.
    expect(shell.run('backup', '--data', second).status).toBe(0)
  }, 180_000)
})
