import { expect } from 'vitest'
import { instant } from '../../../src/domain/calendar/instant.ts'
import { type TradingDay, tradingDay } from '../../../src/domain/calendar/trading-day.ts'
import type { VolatilityRecord } from '../../../src/ports/store/volatility-store.ts'
import { type ContractPart, twoUsers } from './contract.ts'
import { OPEN } from './sample-records.ts'

const day = (of: number): TradingDay => tradingDay(`2026-09-${String(of).padStart(2, '0')}`)

export function volatilityRecord(of: number, more: Partial<VolatilityRecord> = {}): VolatilityRecord {
  return {
    underlying: 'SPY',
    day: day(of),
    volatility: 0.1234567890123456,
    source: 'own',
    quality: 'interpolated',
    recordedAt: instant(OPEN + of),
    ...more,
  }
}

export const volatilityContract: ContractPart = {
  'gives the volatilities of a window, both ends included, in the order of days': async (store) => {
    const { mine } = await twoUsers(store)
    const [first, second, third] = [volatilityRecord(21), volatilityRecord(22), volatilityRecord(23)]
    const other = volatilityRecord(22, { underlying: 'BRK/B' })
    await mine(async (tx) => {
      for (const record of [third, other, first, volatilityRecord(18), second, volatilityRecord(24)]) {
        await tx.putVolatility(record)
      }
    })
    expect(await mine((tx) => tx.volatilities('SPY', day(21), day(23)))).toEqual([first, second, third])
    expect(await mine((tx) => tx.volatilities('BRK/B', day(1), day(30)))).toEqual([other])
    expect(await mine((tx) => tx.volatilities('SPY', day(19), day(20)))).toEqual([])
    expect(await mine((tx) => tx.volatilities('QQQ', day(1), day(30)))).toEqual([])
  },

  'keeps one value a day, the last': async (store) => {
    const { mine } = await twoUsers(store)
    const vendors = volatilityRecord(22, { source: 'orats_via_broker', quality: 'single_expiration' })
    const own = volatilityRecord(22, { volatility: 0.2, recordedAt: instant(OPEN + 1_000) })
    await mine((tx) => tx.putVolatility(vendors))
    expect(await mine((tx) => tx.volatilities('SPY', day(22), day(22)))).toEqual([vendors])
    await mine((tx) => tx.putVolatility(own))
    expect(await mine((tx) => tx.volatilities('SPY', day(22), day(22)))).toEqual([own])
  },

  'cannot see or change the volatilities of another user': async (store) => {
    const { mine, theirs } = await twoUsers(store)
    await mine((tx) => tx.putVolatility(volatilityRecord(22)))
    expect(await theirs((tx) => tx.volatilities('SPY', day(1), day(30)))).toEqual([])
    await theirs((tx) => tx.putVolatility(volatilityRecord(22, { volatility: 0.9 })))
    expect(await mine((tx) => tx.volatilities('SPY', day(1), day(30)))).toEqual([volatilityRecord(22)])
  },

  'refuses what is no volatility': async (store) => {
    const { mine } = await twoUsers(store)
    for (const volatility of [0, -0.2, Number.NaN, Number.POSITIVE_INFINITY]) {
      await expect(mine((tx) => tx.putVolatility(volatilityRecord(22, { volatility })))).rejects.toThrow()
    }
    expect(await mine((tx) => tx.volatilities('SPY', day(1), day(30)))).toEqual([])
  },
}
