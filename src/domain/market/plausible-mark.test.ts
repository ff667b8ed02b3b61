import fc from 'fast-check'
import { expect, test } from 'vitest'
import { price } from '../money/price.ts'
import { parseOccSymbol } from '../option/occ-symbol.ts'
import { bsmPrice } from '../pricing/bsm.ts'
import { isPlausibleMark } from './plausible-mark.ts'

const contractOf = (symbol: string) => {
  const read = parseOccSymbol(symbol)
  if (!read.ok) throw new Error(read.message)
  return read.value
}
const CALL = contractOf('AAPL261016C00310000')
const PUT = contractOf('AAPL261016P00310000')
const units = (dollars: number) => price(Math.round(dollars * 10_000))
const judge = (contract: typeof CALL, mark: number, underlying: number | null) =>
  isPlausibleMark(contract, units(mark), underlying === null ? null : units(underlying))

test('C-02 the price of the stock is not that of its option', () => {
  expect([judge(CALL, 311.6, 311.59), judge(PUT, 311.59, 311.59)]).toEqual([false, false])
  expect([judge(CALL, 5.93, 311.59), judge(PUT, 5.93, 311.59)]).toEqual([true, true])
  expect([judge(PUT, 310.01, null), judge(PUT, 309, null), judge(CALL, 5_000, null)]).toEqual([
    false,
    true,
    true,
  ])
})

test('C-02 a mark well below what exercising would bring is not one, a little below it is', () => {
  // Intrinsic 40; two hundredths of 350 are 7, of 310 they are 6.20.
  expect([judge(CALL, 33.01, 350), judge(CALL, 32.99, 350)]).toEqual([true, false])
  expect([judge(PUT, 33.81, 270), judge(PUT, 33.79, 270)]).toEqual([true, false])
  expect(judge(CALL, 0, 300)).toBe(true)
})

test('C-02 every value of the model is plausible, twelve times the entry as well', () => {
  const market = fc.record({
    type: fc.constantFrom('call' as const, 'put' as const),
    spot: fc.double({ min: 50, max: 600, noNaN: true }),
    years: fc.double({ min: 0.001, max: 0.25, noNaN: true }),
    volatility: fc.double({ min: 0.01, max: 3, noNaN: true }),
    rate: fc.double({ min: 0, max: 0.06, noNaN: true }),
  })
  fc.assert(
    fc.property(market, ({ type, ...terms }) => {
      const value = bsmPrice({ type, strike: 310, dividendYield: 0, ...terms })
      const contract = type === 'call' ? CALL : PUT
      expect(isPlausibleMark(contract, price(Math.floor(value * 10_000)), units(terms.spot))).toBe(true)
    }),
  )
})
