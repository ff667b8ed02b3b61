import fc from 'fast-check'
import { expect, test } from 'vitest'
import { holdings, occ, openTrade } from '../../../test/support/engine/spread-trades.ts'
import type { TradeRecord } from '../../ports/store/trade-store.ts'
import { allocatePositions, expectedPositions } from './allocate-positions.ts'

const own = (records: readonly TradeRecord[], signed: Readonly<Record<string, number>>) => {
  const { legsOf } = allocatePositions(records, holdings(signed))
  return records.map(({ trade }) => legsOf.get(trade.id)!.map((leg) => leg.own))
}
const put = (strike: number) => occ('put', strike)
const early = (id: string, strikes: readonly number[], at: number, quantity = 1) =>
  openTrade(id, 'BULL_PUT_CREDIT', strikes, 8_000, { createdAt: at, quantity })

test('B-11 three trades on the same two contracts share what the broker holds', () => {
  const trades = [early('T1', [285, 290], 1), early('T2', [285, 290], 2), early('T3', [285, 290], 3, 2)]
  expect(own(trades, { [put(290)]: -4, [put(285)]: 4 })).toEqual([
    [1, -1],
    [1, -1],
    [2, -2],
  ])
  expect(own(trades, { [put(290)]: -3, [put(285)]: 3 })).toEqual([
    [0, 0],
    [1, -1],
    [2, -2],
  ])
})

test('B-11 adjacent spreads net at the strike they share, and neither is broken', () => {
  const lower = early('T1', [285, 290], 1)
  const upper = early('T2', [290, 295], 2)
  expect(own([lower, upper], { [put(285)]: 1, [put(295)]: -1 })).toEqual([
    [1, -1],
    [1, -1],
  ])
})

test('of adjacent spreads the one that was closed elsewhere is the one that is gone, whichever is older', () => {
  const lower = early('T1', [285, 290], 1)
  const upper = early('T2', [290, 295], 2)
  expect(own([lower, upper], { [put(285)]: 1, [put(290)]: -1 })).toEqual([
    [1, -1],
    [0, 0],
  ])
  expect(own([lower, upper], { [put(290)]: 1, [put(295)]: -1 })).toEqual([
    [0, 0],
    [1, -1],
  ])
})

test('a spread that left on all its legs is found before single legs are taken from others', () => {
  const narrow = early('T1', [285, 290], 1)
  const wide = early('T2', [280, 290], 2)
  expect(own([narrow, wide], { [put(290)]: -1, [put(285)]: 1 })).toEqual([
    [1, -1],
    [0, 0],
  ])
})

test('more at the broker than the trades have is nobody’s', () => {
  const { legsOf, unclaimed } = allocatePositions(
    [early('T1', [285, 290], 1)],
    holdings({ [put(290)]: -67, [put(285)]: 67 }),
  )
  expect(legsOf.get('T1')!.map((leg) => leg.own)).toEqual([1, -1])
  expect(Object.fromEntries(unclaimed)).toEqual({ [put(290)]: -66, [put(285)]: 66 })
})

const strikes = fc.constantFrom(280, 285, 290, 295, 300)
const someTrades = fc
  .array(fc.tuple(strikes, fc.constantFrom(5, 10), fc.integer({ min: 1, max: 3 })), {
    minLength: 1,
    maxLength: 5,
  })
  .map((list) => list.map(([low, width, quantity], i) => early(`T${i}`, [low, low + width], i, quantity)))

test('whatever the broker holds, no trade is given more than it has, and all of it adds up', () => {
  const anyHolding = fc.dictionary(
    fc.constantFrom(...[280, 285, 290, 295, 300, 305, 310].map(put)),
    fc.integer({ min: -6, max: 6 }),
  )
  fc.assert(
    fc.property(someTrades, anyHolding, (trades, signed) => {
      const { legsOf, unclaimed } = allocatePositions(trades, holdings(signed))
      const sums = new Map<string, number>(unclaimed)
      for (const { trade } of trades) {
        for (const leg of legsOf.get(trade.id)!) {
          expect(leg.own * leg.sign).toBeGreaterThanOrEqual(0)
          expect(leg.own * leg.sign).toBeLessThanOrEqual(trade.quantity)
          sums.set(leg.symbol, (sums.get(leg.symbol) ?? 0) + leg.own)
        }
      }
      for (const [symbol, sum] of sums) expect(sum).toBe(signed[symbol] ?? 0)
    }),
  )
})

test('what the books say is all there exactly when the broker holds the sum of them', () => {
  fc.assert(
    fc.property(someTrades, (trades) => {
      const { legsOf, unclaimed } = allocatePositions(trades, expectedPositions(trades))
      expect(unclaimed.size).toBe(0)
      for (const { trade } of trades) {
        for (const leg of legsOf.get(trade.id)!) expect(leg.own * leg.sign).toBe(trade.quantity)
      }
    }),
  )
})
