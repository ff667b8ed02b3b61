import { expect, test } from 'vitest'
import { readNaively } from '../../../test/support/naive-chain.ts'
import { recordedText } from '../../../test/support/recorded-text.ts'
import { theoreticalRows } from '../../../test/support/theoretical-chain.ts'
import { joinChains } from './join-chains.ts'

const rows = theoreticalRows()
const whole = (from: number, to: number) => readNaively(recordedText(rows.slice(from, to)))

test('parts joined are the whole', () => {
  const third = Math.floor(rows.length / 3)
  const parts = [whole(0, third), whole(third, third), whole(third, rows.length)]
  expect(joinChains(parts)).toEqual(whole(0, rows.length))
})

test('one recording stays what it is, and none is a mistake', () => {
  const chain = whole(0, 2)
  expect(joinChains([chain])).toBe(chain)
  expect(() => joinChains([])).toThrow(/chain to join/)
})

test('symbols keep their rows when the parts name them in another order', () => {
  const part = (underlying: string, root: string) =>
    readNaively(recordedText(rows.slice(0, 2).map((row) => ({ ...row, underlying, root }))))
  const joined = joinChains([part('SPX', 'SPXW'), part('XSP', 'XSP'), part('SPX', 'SPX')])
  const names = ({ codes, symbols }: typeof joined.root) => Array.from(codes, (code) => symbols[code])
  expect(names(joined.underlying)).toEqual(['SPX', 'SPX', 'XSP', 'XSP', 'SPX', 'SPX'])
  expect(names(joined.root)).toEqual(['SPXW', 'SPXW', 'XSP', 'XSP', 'SPX', 'SPX'])
})
