import { describe, expect, it } from 'vitest'
import { price } from '../../domain/money/price.ts'
import { atTheMoneyIv, nearestStrike, rowsNear } from './at-the-money.ts'
import type { AnalysedContract, StrikeRow } from './chain-analysis.ts'

function row(strike: number, callIv: number | null, putIv: number | null): StrikeRow {
  const side = (iv: number | null): AnalysedContract => ({ iv }) as AnalysedContract
  return { strike: price(strike * 10_000), call: side(callIv), put: side(putIv) }
}
const ROWS = [row(90, 0.3, 0.3), row(95, 0.25, null), row(100, 0.2, 0.22), row(105, null, null)]
const dollars = (rows: readonly StrikeRow[]): number[] => rows.map(({ strike }) => strike / 10_000)

describe('at the money', () => {
  it('is the nearest strike, the lower of two', () => {
    expect(nearestStrike(ROWS, 98)).toBe(1_000_000)
    expect(nearestStrike(ROWS, 97.5)).toBe(950_000)
    expect(nearestStrike([], 100)).toBeNull()
  })

  it('has the volatility on the line between its neighbours, over what is known of both sides', () => {
    expect(atTheMoneyIv(ROWS, 97.5)).toBeCloseTo((0.25 + 0.21) / 2, 12)
    expect(atTheMoneyIv(ROWS, 95)).toBe(0.25)
    expect(atTheMoneyIv(ROWS, 102)).toBeNull()
    expect(atTheMoneyIv(ROWS, 80)).toBeNull()
  })

  it('is shown with as many strikes on both sides', () => {
    expect(dollars(rowsNear(ROWS, price(950_000), 1))).toEqual([90, 95, 100])
    expect(dollars(rowsNear(ROWS, price(900_000), 2))).toEqual([90, 95, 100])
    expect(rowsNear(ROWS, null, 1)).toBe(ROWS)
  })
})
