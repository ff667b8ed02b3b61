import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyContract } from '../../../test/support/spread-arbitraries.ts'
import { compareContracts, sameContract } from './contract-order.ts'
import { formatOccSymbol, parseOccSymbol } from './occ-symbol.ts'

test('a chain sorts by root, expiration, strike, and call before put', () => {
  const sorted = [
    'SPX231020C04500000',
    'SPXW231019P04600000',
    'SPXW231020C00995000',
    'SPXW231020C04500000',
    'SPXW231020P04500000',
    'SPXW231020C10000000',
  ]
  const contracts = sorted.toReversed().map((symbol) => {
    const parsed = parseOccSymbol(symbol)
    if (!parsed.ok) throw new Error(parsed.message)
    return parsed.value
  })
  expect(contracts.sort(compareContracts).map(formatOccSymbol)).toEqual(sorted)
})

test('two contracts are the same exactly when their symbols are', () => {
  fc.assert(
    fc.property(anyContract, anyContract, fc.boolean(), (a, b, copy) => {
      const other = copy ? { ...a } : b
      expect(sameContract(a, other)).toBe(formatOccSymbol(a) === formatOccSymbol(other))
      expect(Math.sign(compareContracts(a, other)) + Math.sign(compareContracts(other, a))).toBe(0)
    }),
  )
})
