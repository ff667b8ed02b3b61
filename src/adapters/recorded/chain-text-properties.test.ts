import fc from 'fast-check'
import { expect, test } from 'vitest'
import { firstDifference, readNaively } from '../../../test/support/naive-chain.ts'
import { type Fields, fieldsWith, recordedText } from '../../../test/support/recorded-text.ts'
import type { RecordedChain } from '../../ports/recorded-chain.ts'
import { COLUMN_NAMES } from './chain-format.ts'
import { readChainText } from './chain-text.ts'

function read(text: string): RecordedChain {
  const chain = readChainText(Buffer.from(text), 'generated.csv')
  if (!chain.ok) throw new Error(`${chain.code}: ${chain.message}`)
  return chain.value
}

const digits = (minLength: number, maxLength: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength, maxLength })

/** Decimals of any length, most of them as a chain has them. */
const decimal = fc
  .record({
    sign: fc.constantFrom('', '', '', '-', '+'),
    whole: fc.oneof({ weight: 4, arbitrary: digits(1, 5) }, digits(0, 18)),
    fraction: fc.oneof({ weight: 4, arbitrary: digits(1, 4) }, digits(0, 18), fc.constant(undefined)),
    exponent: fc.oneof(
      { weight: 9, arbitrary: fc.constant('') },
      fc.integer({ min: -30, max: 30 }).map((e) => `e${e}`),
    ),
  })
  .filter(({ whole, fraction }) => whole.length + (fraction?.length ?? 0) > 0)
  .map(
    ({ sign, whole, fraction, exponent }) =>
      `${sign}${whole}${fraction === undefined ? '' : `.${fraction}`}${exponent}`,
  )

test('every decimal is the double that Number makes of it', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(decimal, decimal, decimal), { minLength: 1, maxLength: 40 }), (rows) => {
      const chain = read(recordedText(rows.map(([bid, delta, vega]) => fieldsWith({ bid, delta, vega }))))
      for (const [row, texts] of rows.entries()) {
        const values = [chain.bid[row], chain.delta[row], chain.vega[row]]
        const numbers = texts.map(Number)
        if (!values.every((value, i) => Object.is(value, numbers[i]))) {
          throw new Error(`${texts.join(' ')} was read as ${values.join(' ')}`)
        }
      }
    }),
    { numRuns: 500 },
  )
})

const number = fc.oneof(decimal, fc.constant(''))
const count = fc.oneof(fc.nat({ max: 9 }), fc.nat({ max: 2 ** 31 - 1 }), fc.constant('')).map(String)
const day = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2039-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))
const twoDigits = (max: number): fc.Arbitrary<string> =>
  fc.nat({ max }).map((value) => String(value).padStart(2, '0'))
const time = fc.oneof(
  fc.constant(''),
  fc.tuple(twoDigits(23), twoDigits(59)).map((parts) => parts.join(':')),
)
const symbol = fc.oneof(fc.constantFrom('ABX', 'ABXW', 'LEG/B'), fc.stringMatching(/^[A-Z]{1,5}[0-9]?$/))
const strike = fc
  .integer({ min: 1, max: 2 ** 31 - 1 })
  .map((units) => `${Math.floor(units / 10_000)}.${String(units % 10_000).padStart(4, '0')}`)

const fields: fc.Arbitrary<Fields> = fc.record({
  quote_date: day,
  quote_time: time,
  underlying: symbol,
  spot: number,
  root: symbol,
  expiration: day,
  style: fc.constantFrom('A', 'E'),
  strike,
  type: fc.constantFrom('C', 'P'),
  bid: number,
  ask: number,
  last: number,
  volume: count,
  open_interest: count,
  iv: number,
  delta: number,
  gamma: number,
  theta: number,
  vega: number,
})

/** Rows of which some repeat the ones above, as they do in a chain. */
const rows = fc
  .tuple(fc.array(fields, { minLength: 1, maxLength: 8 }), fc.array(fc.nat({ max: 7 }), { maxLength: 60 }))
  .map(([distinct, order]) => order.map((index) => distinct[index % distinct.length]!))

const columns = fc
  .tuple(fc.shuffledSubarray([...COLUMN_NAMES], { minLength: COLUMN_NAMES.length }), fc.nat({ max: 19 }))
  .map(([names, at]): string[] => [...names.slice(0, at), 'exchange', ...names.slice(at)])

test('generated chains are read as by a naive reader, whatever their columns and lines', () => {
  fc.assert(
    fc.property(
      rows,
      fc.oneof(fc.constant(COLUMN_NAMES), columns),
      fc.constantFrom('\n', '\r\n', '\n\n'),
      (all, names, lineEnd) => {
        const text = recordedText(all, names, lineEnd)
        expect(firstDifference(read(text), readNaively(text))).toBeUndefined()
      },
    ),
    { numRuns: 100 },
  )
})

test('the careful reading of quoted fields and the swift reading of plain ones agree', () => {
  fc.assert(
    fc.property(rows, (all) => {
      const text = recordedText(all)
      const quoted = text.replaceAll(/[^,\n]+/g, '"$&"')
      expect(firstDifference(read(quoted), read(text))).toBeUndefined()
    }),
    { numRuns: 200 },
  )
})

test('a field with one wrong character is refused, or is what a naive reader takes it for', () => {
  const character = fc.constantFrom(...' -+.eE"\'xX:;/\u00000', 'é')
  fc.assert(
    fc.property(fc.constantFrom(...COLUMN_NAMES), fc.nat({ max: 9 }), character, (column, at, wrong) => {
      const good = fieldsWith()[column]
      const place = Math.min(at, good.length)
      const bad = good.slice(0, place) + wrong + good.slice(place)
      const text = recordedText([fieldsWith(), fieldsWith({ [column]: bad })])
      const chain = readChainText(Buffer.from(text), 'generated.csv')
      if (!chain.ok) return
      const trimmed = recordedText([fieldsWith(), fieldsWith({ [column]: bad.trim() })])
      expect(firstDifference(chain.value, readNaively(trimmed))).toBeUndefined()
    }),
    { numRuns: 1000 },
  )
})
