import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { newFernetKey } from '../../adapters/vault/fernet.ts'
import { vaultKeys } from './vault-keys.ts'

let dataFolder = ''
beforeEach(() => {
  dataFolder = mkdtempSync(join(tmpdir(), 'legwork-keys-'))
})
afterEach(() => rmSync(dataFolder, { recursive: true }))

const keysOf = (given?: string, tokens = false) =>
  vaultKeys({ dataFolder, environment: { LEGWORK_VAULT_KEY: given }, hasTokens: async () => tokens })

test('the first start makes a key for its owner alone, the next one reads it', async () => {
  const first = await keysOf()
  const path = join(dataFolder, 'vault.key')
  expect(statSync(path).mode & 0o777).toBe(0o600)
  const second = await keysOf(' ', true)
  if (!first.ok || !second.ok) throw new Error('there must be keys')
  expect(second.value.firstId).toBe(first.value.firstId)
  const given = await keysOf(`${newFernetKey()},${readFileSync(path, 'utf8').trim()}`)
  expect(given).toMatchObject({ ok: true, value: { count: 2 } })
})

test('S8: a key that is wrong, gone or known to others is refused by name, and none is made in its place', async () => {
  expect(await keysOf(undefined, true)).toMatchObject({ ok: false, code: 'vault_key_must_be_given' })
  expect(() => statSync(join(dataFolder, 'vault.key'))).toThrow('ENOENT')
  const bad = await keysOf('canary-of-a-key')
  expect(bad).toMatchObject({ ok: false, code: 'vault_key_must_be_a_fernet_key' })
  expect(JSON.stringify(bad)).not.toContain('canary')
  writeFileSync(join(dataFolder, 'vault.key'), newFernetKey())
  chmodSync(join(dataFolder, 'vault.key'), 0o644)
  expect(await keysOf()).toMatchObject({ ok: false, code: 'secret_file_must_be_private' })
})
