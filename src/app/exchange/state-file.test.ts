import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readState, type SavedExchange, writeState } from './state-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'legwork-state-'))
afterAll(() => rmSync(folder, { recursive: true }))

const STATE: SavedExchange = {
  source: 'synthetic',
  seed: 7,
  start: 1_790_083_800_000,
  marketTime: 1_790_083_860_000,
  isWallTime: false,
  token: 'lw-token-1',
  venue: {
    version: 1,
    state: {
      nextOrderId: 1,
      nextPositionId: 1,
      accounts: { $map: [['VA1', {}]] },
      orders: { $map: [] },
      events: [],
      more: 'kept',
    },
  },
}

async function refusalOf(content: string): Promise<string> {
  const path = join(folder, 'bad.json')
  writeFileSync(path, content)
  const read = await readState(path)
  return read.ok ? 'read' : read.message.replace(path, 'FILE')
}

test('is read as it was written, for its owner alone, and leaves nothing beside it', async () => {
  const path = join(folder, 'paper.json')
  expect(await readState(path)).toEqual({ ok: true, value: null })
  await writeState(path, STATE)
  await writeState(path, { ...STATE, seed: 8 })
  expect(await readState(path)).toEqual({ ok: true, value: { ...STATE, seed: 8 } })
  expect(readdirSync(folder)).toEqual(['paper.json'])
  if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600)
})

test('is the old one when the new one cannot be written', async () => {
  const path = join(folder, 'kept.json')
  await writeState(path, STATE)
  const endless: Record<string, unknown> = {}
  endless['self'] = endless
  await expect(writeState(path, { ...STATE, venue: { version: 1, state: endless } })).rejects.toThrow(
    /circular/i,
  )
  expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ seed: 7 })
  expect(readdirSync(folder)).not.toContain(expect.stringMatching(/tmp$/))
  await expect(writeState(join(folder, 'none', 'x.json'), STATE)).rejects.toThrow(/ENOENT/)
})

test('of something else is refused in a sentence', async () => {
  expect(await refusalOf('{')).toBe(
    'The state in FILE cannot be read (it is not JSON); give another --state file.',
  )
  expect(await refusalOf('[]')).toBe('FILE is not the state of an exchange; give another --state file.')
  expect(
    await refusalOf(JSON.stringify({ format: 'legwork-exchange', version: 1, ...STATE, seed: 'x' })),
  ).toBe('The state in FILE is damaged ("seed" is not as it should be); give another --state file.')
  expect(await refusalOf(JSON.stringify({ format: 'legwork-exchange', version: 2 }))).toBe(
    'The state in FILE is of version 2, and this program reads version 1; give another --state file.',
  )
  const read = await readState(folder)
  expect(read.ok ? '' : read.code).toBe('state_must_be_readable')
})
