import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyContract } from '../../../test/support/spread-arbitraries.ts'
import { tradingDay } from '../calendar/trading-day.ts'
import { price } from '../money/price.ts'
import { formatOccSymbol, formatOccSymbolPadded, parseOccSymbol } from './occ-symbol.ts'

test.each([
  ['SPY231020C00450000', 'SPY', '2023-10-20', 'call', 4_500_000],
  ['SPY   231020C00450000', 'SPY', '2023-10-20', 'call', 4_500_000],
  ['SPXW250321C05000000', 'SPXW', '2025-03-21', 'call', 50_000_000],
  ['BRKB240119P00350000', 'BRKB', '2024-01-19', 'put', 3_500_000],
  ['AAPL1240119P00012345', 'AAPL1', '2024-01-19', 'put', 123_450],
  ['F240216C00012500', 'F', '2024-02-16', 'call', 125_000],
  ['ABCDE1240229P99999999', 'ABCDE1', '2024-02-29', 'put', 999_999_990],
  ['X     000101C00000001', 'X', '2000-01-01', 'call', 10],
])('%s is read', (symbol, root, expiration, type, strike) => {
  expect(parseOccSymbol(symbol)).toEqual({ ok: true, value: { root, expiration, type, strike } })
})

test.each([
  ['', 'symbol_must_be_16_to_21_characters'],
  ['SPY', 'symbol_must_be_16_to_21_characters'],
  ['231020C00450000', 'symbol_must_be_16_to_21_characters'],
  ['SPY   231020C004500000', 'symbol_must_be_16_to_21_characters'],
  ['ABCDEFG231020C00450000', 'symbol_must_be_16_to_21_characters'],
  ['spy231020C00450000', 'root_must_be_letters_then_digits'],
  ['SPY 231020C00450000', 'root_must_be_letters_then_digits'],
  ['  SPY 231020C00450000', 'root_must_be_letters_then_digits'],
  ['      231020C00450000', 'root_must_be_letters_then_digits'],
  ['SP Y  231020C00450000', 'root_must_be_letters_then_digits'],
  ['BRK/B 240119P00350000', 'root_must_be_letters_then_digits'],
  ['1SPX  240119P00350000', 'root_must_be_letters_then_digits'],
  ['A1B   240119P00350000', 'root_must_be_letters_then_digits'],
  [' SPY231020C00450000', 'root_must_be_letters_then_digits'],
  // Read from the right, the first digit of the date now belongs to the root.
  ['SPY231020C00450000 ', 'expiration_must_be_six_digits'],
  ['SPYX31020C00450000', 'expiration_must_be_six_digits'],
  ['SPY   2310 0C00450000', 'expiration_must_be_six_digits'],
  ['SPY230229C00450000', 'expiration_must_exist'],
  ['SPY231301C00450000', 'expiration_must_exist'],
  ['SPY230900C00450000', 'expiration_must_exist'],
  ['SPY231020X00450000', 'type_must_be_c_or_p'],
  ['SPY231020c00450000', 'type_must_be_c_or_p'],
  ['SPY231020C0045000.', 'strike_must_be_eight_digits'],
  ['SPY231020C-0450000', 'strike_must_be_eight_digits'],
  ['SPY231020C00000000', 'strike_must_be_positive'],
])('"%s" is refused as %s', (symbol, code) => {
  expect(parseOccSymbol(symbol)).toMatchObject({ ok: false, code })
})

test('of several faults the first in the documented order is named', () => {
  const worse = [
    ['spyXX1020X0045000', 'root_must_be_letters_then_digits'],
    ['SPY2X1020X0045000.', 'expiration_must_be_six_digits'],
    ['SPY231320X0045000.', 'expiration_must_exist'],
    ['SPY231020X0045000.', 'type_must_be_c_or_p'],
    ['SPY231020P0000000.', 'strike_must_be_eight_digits'],
  ] as const
  for (const [symbol, code] of worse) expect(parseOccSymbol(symbol)).toMatchObject({ ok: false, code })
})

test('every contract reads back from its compact and its padded symbol', () => {
  fc.assert(
    fc.property(anyContract, (contract) => {
      const compact = formatOccSymbol(contract)
      const padded = formatOccSymbolPadded(contract)
      expect(padded).toHaveLength(21)
      expect(padded.replaceAll(' ', '')).toBe(compact)
      expect(parseOccSymbol(compact)).toEqual({ ok: true, value: contract })
      expect(parseOccSymbol(padded)).toEqual({ ok: true, value: contract })
    }),
    { numRuns: 1_000 },
  )
})

test('whatever text is accepted is exactly the compact or the padded symbol of what was read', () => {
  const mutated = fc
    .tuple(anyContract, fc.boolean(), fc.nat(), fc.constantFrom(...' 0123456789ABCPXZc/.-'))
    .map(([contract, compact, at, letter]) => {
      const symbol = compact ? formatOccSymbol(contract) : formatOccSymbolPadded(contract)
      const i = at % symbol.length
      return symbol.slice(0, i) + letter + symbol.slice(i + 1)
    })
  fc.assert(
    fc.property(fc.oneof(mutated, fc.string({ maxLength: 24 })), (text) => {
      const parsed = parseOccSymbol(text)
      if (!parsed.ok) return
      expect([formatOccSymbol(parsed.value), formatOccSymbolPadded(parsed.value)]).toContain(text)
    }),
    { numRuns: 5_000 },
  )
})

test('a contract that no symbol names is a bug, never the symbol of another', () => {
  const good = { root: 'SPY', expiration: tradingDay('2023-10-20'), type: 'call', strike: price(10) } as const
  expect(() => formatOccSymbol({ ...good, strike: price(4_500_005) })).toThrow('1/1000')
  expect(() => formatOccSymbol({ ...good, strike: price(0) })).toThrow('above 0')
  expect(() => formatOccSymbol({ ...good, strike: price(1_000_000_000) })).toThrow('99999.999')
  expect(() => formatOccSymbol({ ...good, expiration: tradingDay('1999-12-31') })).toThrow('2000 to 2099')
  expect(() => formatOccSymbolPadded({ ...good, root: 'BRK/B' })).toThrow('root')
})
