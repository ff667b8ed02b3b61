import fc from 'fast-check'
import { expect, test } from 'vitest'
import { instant } from '../../domain/calendar/instant.ts'
import { cents } from '../../domain/money/cents.ts'
import type { BrokerPosition } from '../../ports/broker-positions.ts'
import { positionRows } from './position-rows.ts'

const stamp = { account: 'live:1', snapshotId: 'S1', at: instant(0) }

function shares(symbol: string, quantity: number, costBasis: number): BrokerPosition {
  return { symbol, contract: null, quantity, costBasis: cents(costBasis), acquiredAt: instant(0) }
}

test('shares in parts keep every part, and cost what one of them cost', () => {
  const rows = positionRows([shares('SPY', 112.345678, 7_200_050), shares('QQQ', -0.5, -25_050)], stamp)
  expect(rows.map(({ symbol, side, quantity }) => [symbol, side, quantity])).toEqual([
    ['QQQ', 'short', 0.5],
    ['SPY', 'long', 112.345678],
  ])
  // -250.50 / 0.5 a share received; 72,000.50 / 112.345678 = 640.8836.
  expect(rows.map(({ costBasisPerContract }) => costBasisPerContract)).toEqual([-50_100, 64_088])
})

test('a cost that no money can tell is unknown, and no position at all is no row', () => {
  const [dust] = positionRows([shares('SPY', 1e-12, 9_000_000_000_000), shares('QQQ', 0, 0)], stamp)
  expect(dust).toMatchObject({ symbol: 'SPY', quantity: 1e-12, costBasisPerContract: null })
})

test('whatever a broker reports is mirrored: no part is lost, made up or thrown about', () => {
  const parts = fc.integer({ min: -1e12, max: 1e12 }).map((millionths) => millionths / 1_000_000)
  const position = fc.record({
    symbol: fc.constantFrom('A', 'B', 'C'),
    quantity: parts,
    cost: fc.integer({ min: -1e14, max: 1e14 }),
  })
  fc.assert(
    fc.property(fc.array(position, { maxLength: 6 }), (all) => {
      const rows = positionRows(
        all.map(({ symbol, quantity, cost }) => shares(symbol, quantity, cost)),
        stamp,
      )
      for (const { symbol, side, quantity } of rows) {
        const sign = side === 'long' ? 1 : -1
        const reported = all.filter((one) => one.symbol === symbol && Math.sign(one.quantity) === sign)
        const sum = reported.reduce((total, one) => total + Math.abs(one.quantity), 0)
        expect(quantity).toBeCloseTo(sum, 6)
        expect(quantity).toBeGreaterThan(0)
      }
      const held = new Set(all.filter(({ quantity }) => quantity !== 0).map(({ symbol }) => symbol))
      expect(new Set(rows.map(({ symbol }) => symbol))).toEqual(held)
    }),
  )
})
