import { crc32, deflateRawSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { leanContract } from './lean-contract.ts'
import { readLeanRows } from './lean-rows.ts'
import { readZip } from './lean-zip.ts'

/** An archive of one file, as LEAN's writer makes them: with Zip64 sizes when asked. */
function zipOf(
  name: string,
  text: string,
  options: { stored?: boolean; zip64?: boolean; crc?: number } = {},
): Buffer {
  const content = Buffer.from(text)
  const packed = options.stored ? content : deflateRawSync(content)
  const method = options.stored ? 0 : 8
  const sum = options.crc ?? crc32(content)
  const local = Buffer.alloc(30 + name.length)
  local.writeUInt32LE(0x04034b50, 0)
  local.writeUInt16LE(method, 8)
  local.writeUInt16LE(name.length, 26)
  local.write(name, 30)
  const extra = options.zip64 ? Buffer.alloc(20) : Buffer.alloc(0)
  const entry = Buffer.alloc(46 + name.length)
  entry.writeUInt32LE(0x02014b50, 0)
  entry.writeUInt16LE(method, 10)
  entry.writeUInt32LE(sum, 16)
  entry.writeUInt32LE(options.zip64 ? 0xffffffff : packed.length, 20)
  entry.writeUInt32LE(options.zip64 ? 0xffffffff : content.length, 24)
  entry.writeUInt16LE(name.length, 28)
  entry.writeUInt16LE(extra.length, 30)
  entry.write(name, 46)
  if (options.zip64) {
    extra.writeUInt16LE(1, 0)
    extra.writeUInt16LE(16, 2)
    extra.writeBigUInt64LE(BigInt(content.length), 4)
    extra.writeBigUInt64LE(BigInt(packed.length), 12)
  }
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(local.length + packed.length, 16)
  return Buffer.concat([local, packed, entry, extra, end])
}

const textOf = (zip: Buffer) => {
  const read = readZip(zip, 'x.zip')
  return read.ok ? read.value.map(({ name, bytes }) => [name, Buffer.from(bytes).toString()]) : read.code
}

describe('zip archives', () => {
  test('deflated, stored and Zip64 files are unpacked', () => {
    for (const options of [{}, { stored: true }, { zip64: true }]) {
      expect(textOf(zipOf('a.csv', '1,2\n3,4\n', options))).toEqual([['a.csv', '1,2\n3,4\n']])
    }
    expect(textOf(zipOf('empty.csv', ''))).toEqual([['empty.csv', '']])
  })

  test('what is not whole is refused, wherever it is cut or changed', () => {
    const zip = zipOf('a.csv', '34200000,1,2\n'.repeat(40))
    for (let length = 0; length < zip.length; length++) {
      expect(textOf(zip.subarray(0, length))).toBe('zip_must_be_whole')
    }
    expect(textOf(zipOf('a.csv', 'abc', { crc: 1 }))).toBe('zip_must_be_whole')
    const lying = Buffer.from(zip)
    lying.writeUInt32LE(5, zip.length - 22 - 46 - 5 + 24)
    expect(textOf(lying)).toBe('zip_must_be_whole')
  })
})

describe('rows', () => {
  const read = (text: string, columns = 3) => readLeanRows(Buffer.from(text), columns, 'x.csv')

  test('empty fields are -1, fractions of zeros whole', () => {
    const rows = read('34200000,,5\r\n34260000,-7,100.0')
    expect(rows.ok && [rows.value.rowCount, [...rows.value.values.subarray(0, 6)]]).toEqual([
      2,
      [34_200_000, -1, 5, 34_260_000, -7, 100],
    ])
    expect(read('')).toMatchObject({ ok: true, value: { rowCount: 0 } })
  })

  test.each([
    ['1,2', 'row_must_have_every_field'],
    ['1,2,3,4', 'row_must_have_every_field'],
    ['1,2,3\n1,x,3', 'number_must_be_whole'],
    ['1,2.5,3', 'number_must_be_whole'],
    ['1,-,3', 'number_must_be_whole'],
    ['1,99999999999999999999,3', 'number_must_be_whole'],
  ])('%s is refused', (text, code) => {
    expect(read(text)).toMatchObject({ ok: false, code })
  })
})

test('the name of a file names a contract', () => {
  expect(leanContract('20151224_goog_minute_quote_american_call_10000000_20160108.csv', 'GOOG')).toEqual({
    root: 'GOOG',
    expiration: '2016-01-08',
    type: 'call',
    strike: 10_000_000,
  })
  expect(
    leanContract('20140605_twx_minute_openinterest_american_put_950000_20150117.csv', 'TWX'),
  ).toMatchObject({ type: 'put' })
  for (const name of [
    'goog.csv',
    '20151224_goog_minute_quote_american_call_10000000_20161308.csv',
    '20151224_goog_minute_quote_american_call_0_20160108.csv',
  ]) {
    expect(leanContract(name, 'GOOG')).toBeUndefined()
  }
})
