import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, inject, it } from 'vitest'
import { openPool } from '../../src/adapters/postgres/connection-pool.ts'
import { EngineShell } from '../support/engine/engine-process.ts'
import { createTestDatabase } from '../support/postgres/test-database.ts'

const folder = mkdtempSync(join(tmpdir(), 'legwork-server-'))
let shell: EngineShell | null = null
afterAll(() => {
  shell?.close()
  rmSync(folder, { recursive: true })
})

interface Line {
  readonly id: string
  readonly status: string
}

describe('npm start on a server', () => {
  it('migrates an empty database, trades, is killed, and goes on from what the server has', async () => {
    const url = await createTestDatabase(inject('postgresUrl'), 'engine_on_server', 'empty')
    shell = new EngineShell({ DATABASE_URL: url, DIRECT_URL: url })
    const first = shell.start('--data', folder, '--speed', 'max', '--date', '2026-11-30')
    await first.says(/filled +\w+ .*(debit|credit)/)
    expect(first.text()).toContain('database of DATABASE_URL')
    expect(first.text()).not.toContain(url)
    await first.kill()
    const left = JSON.parse(shell.run('trades', '--all', '--json', '--data', folder).stdout) as Line[]
    expect(left.length).toBeGreaterThan(0)
    // Nobody knows that it is dead: its claim on the account stands for a minute, which is over here at once.
    const early = shell.run('start', '--data', folder)
    expect([early.status, early.stderr]).toEqual([
      2,
      expect.stringContaining('If it was killed, wait a minute'),
    ])
    const pool = openPool(url, { max: 1 })
    await pool.query("update leases set until = now() - interval '1 second'")

    const again = shell.start('--data', folder, '--speed', 'max')
    await again.says(/account +equity/)
    expect(again.text()).toContain('It goes on from where it was left')
    expect(await again.end()).toBe(0)
    const after = JSON.parse(shell.run('trades', '--all', '--json', '--data', folder).stdout) as Line[]
    const known = new Set(after.map(({ id }) => id))
    expect(left.filter(({ id }) => !known.has(id))).toEqual([])

    try {
      const { rows } = await pool.query<{ readonly username: string; readonly orders: number }>(
        'select username, count(*)::int as orders from orders group by username',
      )
      expect(rows).toHaveLength(1)
      expect(rows[0]!.orders).toBeGreaterThan(0)
    } finally {
      await pool.end()
    }
  }, 180_000)
})
