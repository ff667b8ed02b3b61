import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { listLeanDays } from './lean-listing.ts'

const folder = mkdtempSync(join(tmpdir(), 'legwork-lean-'))
afterAll(() => rmSync(folder, { recursive: true }))
const minutes = join(folder, 'option/usa/minute')
const archive = (name: string): string => {
  const path = join(minutes, name)
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(path, '')
  return path
}
const goog23 = archive('goog/20151223_quote_american.zip')
const goog24 = archive('goog/20151224_quote_american.zip')
const trades = archive('goog/20151224_trade_american.zip')
const twx = archive('twx/20140605_quote_american.zip')
archive('twx/20140231_quote_american.zip')
archive('twx/notes.txt')

const GOOG = [
  { underlying: 'GOOG', day: '2015-12-23', archive: goog23 },
  { underlying: 'GOOG', day: '2015-12-24', archive: goog24 },
]

test('a data folder has every day of every ticker, in order', async () => {
  const listing = { folder, days: [{ underlying: 'TWX', day: '2014-06-05', archive: twx }, ...GOOG] }
  expect(await listLeanDays(folder)).toEqual(listing)
  expect(await listLeanDays(minutes)).toEqual(listing)
})

test('a ticker’s folder means the ticker, an archive its day', async () => {
  expect(await listLeanDays(join(minutes, 'goog'))).toEqual({ folder, days: GOOG })
  for (const path of [goog24, trades]) expect(await listLeanDays(path)).toEqual({ folder, days: [GOOG[1]] })
})

test('nothing is there where there is nothing', async () => {
  expect(await listLeanDays(join(folder, 'none'))).toBeUndefined()
  expect(await listLeanDays(join(minutes, 'goog', '20151225_quote_american.zip'))).toBeUndefined()
  expect(await listLeanDays(join(folder, 'option'))).toBeUndefined()
})
