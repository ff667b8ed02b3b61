import { expect, test } from 'vitest'
import { firstDifference, readNaively } from '../../../test/support/naive-chain.ts'
import { type Fields, fieldsWith, recordedText } from '../../../test/support/recorded-text.ts'
import type { RecordedChain } from '../../ports/recorded-chain.ts'
import { COLUMN_NAMES } from './chain-format.ts'
import { readChainText } from './chain-text.ts'

const NAME = 'chain.csv'

function read(text: string): RecordedChain {
  const chain = readChainText(Buffer.from(text), NAME)
  if (!chain.ok) throw new Error(`${chain.code}: ${chain.message}`)
  return chain.value
}

const readOne = (replaced: Partial<Fields>): RecordedChain => read(recordedText([fieldsWith(replaced)]))

test('a row becomes a value in each column', () => {
  const put = fieldsWith({ root: 'ABX', style: 'A', type: 'P', strike: '95', quote_time: '', volume: '' })
  const chain = read(recordedText([fieldsWith(), put]))
  expect(chain).toEqual({
    rowCount: 2,
    quoteDay: Int32Array.of(19_786, 19_786),
    quoteMinute: Int16Array.of(945, -1),
    underlying: { codes: Uint16Array.of(0, 0), symbols: ['ABX'] },
    spot: Float64Array.of(101.25, 101.25),
    root: { codes: Uint16Array.of(0, 1), symbols: ['ABXW', 'ABX'] },
    expirationDay: Int32Array.of(19_797, 19_797),
    isAmerican: Uint8Array.of(0, 1),
    strike: Int32Array.of(1_025_000, 950_000),
    isCall: Uint8Array.of(1, 0),
    bid: Float64Array.of(1.05, 1.05),
    ask: Float64Array.of(1.2, 1.2),
    last: Float64Array.of(1.1, 1.1),
    volume: Int32Array.of(12, -1),
    openInterest: Int32Array.of(3400, 3400),
    iv: Float64Array.of(0.1834, 0.1834),
    delta: Float64Array.of(0.4321, 0.4321),
    gamma: Float64Array.of(0.0312, 0.0312),
    theta: Float64Array.of(-0.0457, -0.0457),
    vega: Float64Array.of(0.0712, 0.0712),
  })
})

test('what was not recorded is NaN, and -1 where the column has integers', () => {
  const names = ['spot', 'bid', 'ask', 'last', 'iv', 'delta', 'gamma', 'theta', 'vega'] as const
  for (const nothing of ['', 'nan', 'NaN', ' ']) {
    const blank = Object.fromEntries([...names, 'volume', 'open_interest'].map((name) => [name, nothing]))
    const chain = readOne(blank)
    expect(names.map((name) => chain[name][0])).toEqual(names.map(() => Number.NaN))
    expect([chain.volume[0], chain.openInterest[0]]).toEqual([-1, -1])
  }
})

test.each([
  ['.5', 0.5],
  ['5.', 5],
  ['+1.5', 1.5],
  ['1e-05', 1e-5],
  ['-2.5E+3', -2500],
  [' 7.25 ', 7.25],
  ['"7.25"', 7.25],
  ['-0', -0],
  ['-0.00', -0],
  ['00012.50', 12.5],
  ['12345678.9', 12_345_678.9],
  ['123456789012345', 123_456_789_012_345],
  ['-0.12345678901234', -0.123_456_789_012_34],
  ['0.1000000000000000055511', 0.1],
  ['9007199254740993', 9_007_199_254_740_992],
])('the number %s is read as %d', (text, value) => {
  const chain = readOne({ bid: text, vega: text })
  expect(chain.bid[0]).toBe(value)
  expect(chain.vega[0]).toBe(value)
})

test.each([
  ['100', 1_000_000],
  ['0.0001', 1],
  ['4505.1250', 45_051_250],
  ['10000.00', 100_000_000],
  ['112.50000', 1_125_000],
  ['1e2', 1_000_000],
  ['214748.3647', 2_147_483_647],
])('the strike %s is %d units', (text, units) => {
  expect(readOne({ strike: text }).strike[0]).toBe(units)
})

test('a whole number of contracts may be written with decimals', () => {
  const chain = readOne({ volume: '12.0', open_interest: '2147483647' })
  expect([chain.volume[0], chain.openInterest[0]]).toEqual([12, 2_147_483_647])
})

test('line ends, blank lines, quotes and a byte order mark do not change the rows', () => {
  const rows = [fieldsWith(), fieldsWith({ strike: '105', vega: '' }), fieldsWith({ root: 'ABX' })]
  const plain = read(recordedText(rows))
  const text = recordedText(rows)
  const quoted = text.replaceAll(/[^,\n]+/g, '"$&"')
  for (const other of [
    text.replaceAll('\n', '\r\n'),
    text.trimEnd(),
    text.replaceAll('\n', '\n\n  \n\r\n'),
    `\uFEFF${text}`,
    quoted,
    quoted.replaceAll(',', ' , '),
    text.replaceAll(',', ', '),
  ]) {
    expect(read(other)).toEqual(plain)
  }
})

test('columns may stand in any order, among others that are not ours', () => {
  const rows = [fieldsWith(), fieldsWith({ strike: '105', root: 'ABX' }), fieldsWith({ type: 'P', bid: '' })]
  const plain = read(recordedText(rows))
  const backwards = COLUMN_NAMES.toReversed()
  const mixed = ['exchange', ...COLUMN_NAMES.flatMap((name, index) => [name, `other ${index}`])]
  for (const columns of [backwards, mixed, ['id', ...backwards, 'id']]) {
    expect(read(recordedText(rows, columns))).toEqual(plain)
    expect(read(recordedText(rows, columns, '\r\n'))).toEqual(plain)
  }
})

test('a file of several windows and blocks is read as by a naive reader', () => {
  const rows = Array.from({ length: 9000 }, (_, i) =>
    fieldsWith({
      strike: `${100 + (i % 700) * 0.5}`,
      expiration: `2024-0${4 + (i % 6)}-1${i % 7}`,
      type: i % 2 === 0 ? 'C' : 'P',
      bid: `${(i % 977) / 100}`,
      gamma: i % 11 === 0 ? '' : `${i / 1e5}`,
      // Some rows are anything but plain.
      theta: i % 501 === 0 ? '-1e-05' : `-${i % 13}.0${i % 10}`,
    }),
  )
  const text = recordedText(rows)
  expect(text.length).toBeGreaterThan(3 * 2 ** 18)
  expect(firstDifference(read(text), readNaively(text))).toBeUndefined()
})

test('a line may be longer than all that is looked at in one piece', () => {
  const long = ['comment', ...COLUMN_NAMES]
  const text = recordedText([fieldsWith(), fieldsWith(), fieldsWith()], long).split('\n')
  text[2] = `"${'c'.repeat(400_000)}"${text[2]!.slice(1)}`
  const chain = read(text.join('\n'))
  expect(chain).toEqual(read(recordedText([fieldsWith(), fieldsWith(), fieldsWith()])))
})

test('a text that begins another is not taken for it', () => {
  const roots = ['ABX', 'ABXW', 'ABX', 'ABXWW', 'ABXW', 'A']
  const rows = roots.map((root) => fieldsWith({ root, spot: `1${root.length}` }))
  const names = COLUMN_NAMES.filter((name) => name !== 'root' && name !== 'spot')
  for (const columns of [
    ['root', 'x', 'spot', 'x', ...names],
    ['x', 'root', 'x', ...names, 'spot'],
  ]) {
    const chain = read(recordedText(rows, columns))
    expect([...chain.root.codes].map((code) => chain.root.symbols[code])).toEqual(roots)
    expect([...chain.spot]).toEqual(roots.map((root) => Number(`1${root.length}`)))
  }
})

test('texts of columns that repeat may change from row to row, and be more than are remembered', () => {
  const distinct = Array.from({ length: 3000 }, (_, i) =>
    fieldsWith({ root: `R${i}`, spot: `${i}.25`, expiration: `2024-0${1 + (i % 9)}-1${i % 10}` }),
  )
  // Each text comes back after none, some and all of the others.
  const rows = [...distinct, ...distinct, ...distinct.toReversed()].flatMap((row, i) => [
    row,
    distinct[i % 7]!,
    row,
  ])
  const text = recordedText(rows)
  expect(firstDifference(read(text), readNaively(text))).toBeUndefined()
})

test('two numbers that are read at once may be of any two lengths and kinds', () => {
  const texts = [
    '',
    '0',
    '-0',
    '7',
    '-7',
    '.5',
    '5.',
    '-.5',
    '-5.',
    '12.5',
    '1234567',
    '-123.456',
    '12345678',
  ]
  texts.push('1234.5678', '-1234.5678', '12345678.9012', '1e-05', '+2')
  const rows = texts.flatMap((bid) => texts.map((ask) => fieldsWith({ bid, ask })))
  const chain = read(recordedText(rows))
  const numbers = texts.map((text) => (text === '' ? Number.NaN : Number(text)))
  expect([...chain.bid]).toEqual(numbers.flatMap((bid) => numbers.map(() => bid)))
  expect([...chain.ask]).toEqual(numbers.flatMap(() => numbers))
  const counts = ['', '0', '9', '12', '12345678', '123456789', '2147483647', '7.0']
  const counted = read(
    recordedText(
      counts.flatMap((volume) => counts.map((interest) => fieldsWith({ volume, open_interest: interest }))),
    ),
  )
  const whole = counts.map((text) => (text === '' ? -1 : Number(text)))
  expect([...counted.volume]).toEqual(whole.flatMap((volume) => whole.map(() => volume)))
  expect([...counted.openInterest]).toEqual(whole.flatMap(() => whole))
})

test('a quoted field among plain ones is unquoted', () => {
  const chain = read(
    recordedText([fieldsWith({ root: '"ABXW"' }), fieldsWith(), fieldsWith({ underlying: '"ABX"' })]),
  )
  expect([chain.root.symbols, chain.underlying.symbols]).toEqual([['ABXW'], ['ABX']])
})

test('a file may have many more rows than its first lines let expect', () => {
  const wide = fieldsWith({ spot: `100.${'0'.repeat(1000)}` })
  const rows = Array.from({ length: 4000 }, (_, i) =>
    i < 100 ? wide : fieldsWith({ spot: '', bid: `${i}`, quote_time: '' }),
  )
  const text = recordedText(rows)
  expect(firstDifference(read(text), readNaively(text))).toBeUndefined()
})

test('a header alone is a chain without rows', () => {
  expect(read(recordedText([])).rowCount).toBe(0)
  expect(read(COLUMN_NAMES.join(',')).rowCount).toBe(0)
})
