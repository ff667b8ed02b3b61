import { describe, expect, it } from 'vitest'
import { migrate, rollBackLast } from '../../../src/adapters/postgres/migrate.ts'
import {
  type Migration,
  parseMigration,
  readMigrations,
} from '../../../src/adapters/postgres/migration-file.ts'
import { schemaOf, storedSchema } from '../../support/postgres/stored-schema.ts'
import { serverPool } from '../../support/postgres/server-pool.ts'

const MIGRATIONS = readMigrations()

function step(sql: string): Migration {
  const version = String(MIGRATIONS.length + 1).padStart(4, '0')
  return parseMigration(`${version}_planted.sql`, `${sql}\n\n-- rollback:\n-- drop table planted;\n`)
}

describe('a migration file', () => {
  it('names its step and carries the SQL that takes it back', () => {
    const { version, name, rollback } = parseMigration(
      '0012_two_words.sql',
      'select 1;\n\n-- rollback:\n-- select 2;\n--   select 3;\n',
    )
    expect({ version, name, rollback }).toEqual({
      version: 12,
      name: 'two_words',
      rollback: 'select 2;\n  select 3;\n',
    })
  })

  it.each([
    ['0001_a.sql', 'select 1;\n'],
    ['0001_a.sql', 'select 1;\n-- rollback:\n'],
    ['0001_a.sql', '-- rollback:\n-- select 2;\nselect 1;\n'],
    ['1_a.sql', 'select 1;\n-- rollback:\n-- select 2;\n'],
  ])('is refused without a number or a way back: %s', (file, text) => {
    expect(() => parseMigration(file, text)).toThrow()
  })
})

describe('migrations', () => {
  const pool = serverPool('store_migrations', 'empty')

  it('are applied once by four programs that start together', async () => {
    const applied = await Promise.all([1, 2, 3, 4].map(() => migrate(pool())))
    expect(applied.flat().sort()).toEqual(MIGRATIONS.map(({ name }) => name).sort())
    expect(await migrate(pool())).toEqual([])
  })

  it('make the schema that db/schema.sql says: npm run schema writes it', async () => {
    expect(await schemaOf(pool())).toBe(storedSchema())
  })

  it('can each be taken back, which leaves what was there before', async () => {
    const before: string[] = []
    for (const { version } of MIGRATIONS) {
      // Back to nothing, then up to each step.
      while ((await rollBackLast(pool())) !== null);
      await migrate(pool(), MIGRATIONS.slice(0, version - 1))
      before.push(await schemaOf(pool()))
    }
    await migrate(pool())
    const after: string[] = []
    for (const { name } of MIGRATIONS.toReversed()) {
      expect(await rollBackLast(pool())).toBe(name)
      after.unshift(await schemaOf(pool()))
    }
    expect(after).toEqual(before)
    expect(await migrate(pool())).toHaveLength(MIGRATIONS.length)
  })

  it('leave nothing of a step that fails', async () => {
    const before = await schemaOf(pool())
    const failing = step('create table planted (username text primary key); select 1 / 0;')
    await expect(migrate(pool(), [...MIGRATIONS, failing])).rejects.toThrow('division by zero')
    expect(await schemaOf(pool())).toBe(before)
    expect(await migrate(pool())).toEqual([])
  })

  it('are refused when a step was changed after it had been applied, or the database is newer', async () => {
    const changed = MIGRATIONS.map((one) => (one.version === 2 ? { ...one, checksum: 'another' } : one))
    await expect(migrate(pool(), changed)).rejects.toThrow('was changed after it had been applied')
    await migrate(pool(), [...MIGRATIONS, step('create table planted (username text primary key);')])
    await expect(migrate(pool())).rejects.toThrow('older than the database')
    expect(
      await rollBackLast(pool(), [...MIGRATIONS, step('create table planted (username text primary key);')]),
    ).toBe('planted')
  })
})
