import { expect } from 'vitest'
import { instant } from '../../../src/domain/calendar/instant.ts'
import { cents } from '../../../src/domain/money/cents.ts'
import { price } from '../../../src/domain/money/price.ts'
import type {
  AccountSnapshotRecord,
  PriceSnapshotRecord,
} from '../../../src/ports/store/price-snapshot-store.ts'
import { type ContractPart, twoUsers } from './contract.ts'
import { ACCOUNT, DAY, OPEN } from './sample-records.ts'
import { newTrade, tradeRecord } from './sample-trades.ts'

export function priceSnapshot(
  tradeId: string,
  ms: number,
  more: Partial<PriceSnapshotRecord> = {},
): PriceSnapshotRecord {
  return {
    tradeId,
    at: instant(OPEN + ms),
    kind: 'PERIODIC',
    mark: price(-12_500),
    bid: price(-12_600),
    ask: null,
    delta: 0.3123456789,
    iv: 0.2,
    underlying: price(5_012_300),
    unrealizedPnl: cents(-25),
    source: 'broker',
    ...more,
  }
}

export function accountSnapshot(
  id: string,
  ms: number,
  more: Partial<AccountSnapshotRecord> = {},
): AccountSnapshotRecord {
  return {
    account: ACCOUNT,
    at: instant(OPEN + ms),
    day: DAY,
    snapshotId: id,
    totalEquity: cents(10_000_00),
    totalCash: null,
    optionBuyingPower: cents(-1),
    openTrades: 3,
    unrealizedOpen: null,
    realizedToday: cents(-1_234),
    unpricedToday: 1,
    brokerClosePl: cents(9),
    ...more,
  }
}

export const recordsContract: ContractPart = {
  'gives the marks of a trade in the order of time, each moment and kind once': async (store) => {
    const { mine, theirs } = await twoUsers(store)
    const [first, last] = [priceSnapshot('t1', 1), priceSnapshot('t1', 40_000, { mark: null, delta: null })]
    const closing = priceSnapshot('t1', 40_000, { kind: 'POST_MARKET' })
    await mine(async (tx) => {
      await tx.insertTrade(tradeRecord(newTrade('t1')))
      await tx.insertTrade(tradeRecord(newTrade('t2')))
      await tx.insertPriceSnapshots([last, priceSnapshot('t2', 5), closing, first])
      await tx.insertPriceSnapshots([{ ...last, mark: price(1) }])
      await tx.insertPriceSnapshots([])
    })
    expect(await mine((tx) => tx.priceSnapshots('t1'))).toEqual([first, last, closing])
    expect(await theirs((tx) => tx.priceSnapshots('t1'))).toEqual([])
    expect(await mine((tx) => tx.latestPriceSnapshots(['t-none', 't1']))).toEqual([closing])
    expect(await mine((tx) => tx.latestPriceSnapshots([]))).toEqual([])
    expect(await theirs((tx) => tx.latestPriceSnapshots(['t1']))).toEqual([])
    await expect(mine((tx) => tx.insertPriceSnapshots([priceSnapshot('t-none', 1)]))).rejects.toThrow()
    await expect(theirs((tx) => tx.insertPriceSnapshots([priceSnapshot('t1', 2)]))).rejects.toThrow()
  },

  'gives the newest state of an account, one row a snapshot': async (store) => {
    const { mine, theirs } = await twoUsers(store)
    const [old, latest] = [accountSnapshot('s1', 1), accountSnapshot('s2', 2, { realizedToday: cents(0) })]
    await mine(async (tx) => {
      await tx.insertAccountSnapshot(latest)
      await tx.insertAccountSnapshot(old)
      await tx.insertAccountSnapshot({ ...latest, openTrades: 99 })
    })
    expect(await mine((tx) => tx.latestAccountSnapshot(ACCOUNT))).toEqual(latest)
    expect(await theirs((tx) => tx.latestAccountSnapshot(ACCOUNT))).toBeNull()
  },

  'keeps one summary a day, the last': async (store) => {
    const { mine, theirs } = await twoUsers(store)
    const record = (trades: number) => ({
      account: ACCOUNT,
      day: DAY,
      generatedAt: instant(OPEN + trades),
      summary: { trades, best: 'SPY', worst: null, rate: 0.25 },
    })
    await mine((tx) => tx.putDailySummary(record(1)))
    await mine((tx) => tx.putDailySummary(record(2)))
    expect(await mine((tx) => tx.dailySummary(ACCOUNT, DAY))).toEqual(record(2))
    expect(await theirs((tx) => tx.dailySummary(ACCOUNT, DAY))).toBeNull()
  },
}
