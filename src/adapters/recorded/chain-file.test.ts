import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, expect, test } from 'vitest'
import { firstDifference, readNaively } from '../../../test/support/naive-chain.ts'
import { fieldsWith, recordedText } from '../../../test/support/recorded-text.ts'
import { readRecordedChain } from './chain-file.ts'
import { COLUMN_NAMES } from './chain-format.ts'

const folder = mkdtempSync(join(tmpdir(), 'recorded-chain-'))
afterAll(() => rmSync(folder, { recursive: true }))

const TEXT = recordedText([fieldsWith(), fieldsWith({ type: 'P' })])

function fileWith(name: string, content: string | Uint8Array): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

async function refusalOf(path: string): Promise<{ code: string; message: string }> {
  const read = await readRecordedChain(path)
  if (read.ok) throw new Error('the file was read')
  return { code: read.code, message: read.message }
}

test('a file is read plain or compressed, whatever its name says', async () => {
  for (const path of [
    fileWith('plain.csv', TEXT),
    fileWith('packed.csv.gz', gzipSync(TEXT)),
    fileWith('unpacked-by-the-browser.csv.gz', TEXT),
    fileWith('two-members.csv.gz', Buffer.concat([gzipSync(TEXT.slice(0, 99)), gzipSync(TEXT.slice(99))])),
  ]) {
    const read = await readRecordedChain(path)
    expect(read).toMatchObject({ ok: true, value: { rowCount: 2, isCall: Uint8Array.of(1, 0) } })
  }
})

test('a file that is not there is refused', async () => {
  const path = join(folder, 'nowhere.csv')
  expect(await refusalOf(path)).toEqual({
    code: 'file_must_exist',
    message: `There is no file ${path}; expected a recorded chain (.csv or .csv.gz).`,
  })
})

test('a folder is refused', async () => {
  expect(await refusalOf(folder)).toEqual({
    code: 'file_must_be_readable',
    message: `${folder} is a folder; expected a file (.csv or .csv.gz).`,
  })
})

test('a compressed file that is cut off or spoilt is refused', async () => {
  const packed = gzipSync(TEXT)
  const spoilt = Buffer.from(packed)
  spoilt[packed.length - 6]! ^= 1
  for (const content of [packed.subarray(0, 60), spoilt, Buffer.of(0x1f, 0x8b)]) {
    const path = fileWith('spoilt.csv.gz', content)
    const { code, message } = await refusalOf(path)
    expect(code).toBe('gzip_must_be_whole')
    expect(message).toMatch(`${path} begins like a gzip file but cannot be unpacked (`)
  }
})

test('what is neither text nor gzip is refused by its header', async () => {
  const { code } = await refusalOf(fileWith('noise.csv.gz', Buffer.from('PK\u0003\u0004\u0000\n\u0000')))
  expect(code).toBe('header_must_name_every_column')
})

test('an empty file is refused, and the message names the file', async () => {
  const path = fileWith('empty.csv', '')
  const { code, message } = await refusalOf(path)
  expect(code).toBe('header_must_be_present')
  expect(message).toMatch(path)
})

// Real recorded markets are not part of the project; with them at hand, all must read as they stand.
const recorded = process.env['LEGWORK_DATA']
if (recorded !== undefined && recorded !== '') {
  test('every recorded chain is read as by a naive reader, row by row', async () => {
    let chains = 0
    for (const name of readdirSync(recorded).filter((file) => file.endsWith('.csv.gz'))) {
      const text = gunzipSync(readFileSync(join(recorded, name))).toString('utf8')
      if (!text.startsWith(COLUMN_NAMES.join(','))) continue
      const read = await readRecordedChain(join(recorded, name))
      if (!read.ok) throw new Error(read.message)
      expect({ name, difference: firstDifference(read.value, readNaively(text)) }).toEqual({ name })
      console.info(`${name}: ${read.value.rowCount} rows`)
      chains++
    }
    expect(chains).toBeGreaterThan(0)
  })
}
