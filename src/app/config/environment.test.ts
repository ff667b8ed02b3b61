import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readEnvironment } from './environment.ts'
import { ENVIRONMENT_TABLE } from './environment-table.ts'

const ROOT = join(import.meta.dirname, '../../..')

test('what is not set or empty is null, the rest is read', () => {
  const read = readEnvironment({
    LEGWORK_PORT: ' 8730 ',
    LEGWORK_HOSTS: 'A.example.org, b.example.org:8443',
    DATABASE_URL: '',
  })
  if (!read.ok) throw new Error(read.message)
  expect(read.value).toMatchObject({
    LEGWORK_PORT: 8730,
    LEGWORK_HOSTS: ['a.example.org', 'b.example.org:8443'],
    DATABASE_URL: null,
    LEGWORK_LIVE: null,
  })
})

test('every wrong variable is named at once, and none is shown', () => {
  const wrong = {
    LEGWORK_PORT: '70000',
    LEGWORK_HOSTS: 'https://example.org',
    LEGWORK_ORIGIN: 'https://example.org/path',
    LEGWORK_LIVE: 'yes',
    LEGWORK_AUTH_SECRET: 'canary-short',
    DATABASE_URL: 'mysql://canary',
    LEGWORK_TRADIER_ACCOUNT: 'VA 1',
    LEGWORK_ORATS_PLAN: 'gold',
    LEGWORK_ALERT_URL: 'canary',
  }
  const read = readEnvironment(wrong)
  if (read.ok) throw new Error('it must be refused')
  expect(read.code).toBe('environment_must_be_readable')
  for (const name of Object.keys(wrong)) expect(read.message).toContain(name)
  expect(read.message).not.toMatch(/canary|70000/)
})

test('the example of each variable can be read, and each has a sentence', () => {
  const examples = ENVIRONMENT_TABLE.map(({ name, example }) => [name, example])
  expect(readEnvironment(Object.fromEntries(examples))).toMatchObject({ ok: true })
  for (const { about } of ENVIRONMENT_TABLE) expect(about).toMatch(/\.$/)
})

test('the program reads no variable of its own that is not in the table', () => {
  const known = new Set<string>(ENVIRONMENT_TABLE.map(({ name }) => name))
  const files = globSync('src/**/*.ts', { cwd: ROOT, exclude: ['**/*.test.ts'] })
  expect(files.length).toBeGreaterThan(100)
  const named = files.flatMap(
    (file) => readFileSync(join(ROOT, file), 'utf8').match(/\bLEGWORK_[A-Z_]+\b/g) ?? [],
  )
  expect([...new Set(named)].filter((name) => !known.has(name))).toEqual([])
})
