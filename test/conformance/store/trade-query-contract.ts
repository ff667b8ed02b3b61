import { expect } from 'vitest'
import { instant } from '../../../src/domain/calendar/instant.ts'
import { cents } from '../../../src/domain/money/cents.ts'
import { price } from '../../../src/domain/money/price.ts'
import type { TradeQuery } from '../../../src/ports/store/trade-query.ts'
import type { StoreTransaction } from '../../../src/ports/store/store.ts'
import type { TradeRecord } from '../../../src/ports/store/trade-store.ts'
import { type ContractPart, twoUsers } from './contract.ts'
import { priceSnapshot } from './records-contract.ts'
import { ACCOUNT, accountRecord, DAY, OPEN } from './sample-records.ts'
import { evidence, filled, newTrade, told, tradeRecord } from './sample-trades.ts'

const at = (ms: number) => instant(OPEN + ms)
const EVERY: TradeQuery = {
  account: ACCOUNT,
  list: 'all',
  outcome: null,
  strategy: null,
  underlying: null,
  from: null,
  until: null,
}
const NONE = { count: 0, unpriced: 0, realized: 0, wins: 0, losses: 0, gained: 0, lost: 0 }

function open(id: string, ms: number, more: Partial<TradeRecord> = {}): TradeRecord {
  return tradeRecord(newTrade(id), { createdAt: at(ms), ...more })
}

/** Fills a trade for 250 dollars and closes it for some other amount; null is a close that nobody can price. */
async function close(
  tx: StoreTransaction,
  record: TradeRecord,
  ms: number,
  bring: number | null,
): Promise<void> {
  await tx.insertTrade(record)
  const seen = evidence(at(ms))
  const orderId = `x-${record.trade.id}`
  const out =
    bring === null
      ? ([{ type: 'flat_at_broker', evidence: seen }] as const)
      : ([
          { type: 'exit_requested', orderId, quantity: 2, reason: 'MANUAL_CLOSE', evidence: seen },
          { type: 'exit_filled', orderId, filledQuantity: 2, cashFlow: cents(bring), evidence: seen },
        ] as const)
  await tx.saveTrades([told(record, filled(2, at(ms - 1)), ...out)])
}

async function fill(tx: StoreTransaction): Promise<void> {
  await close(tx, open('c1', 10), 100, 300_00)
  await close(tx, open('c2', 20), 300, 200_00)
  await close(tx, open('c3', 30), 200, null)
  await close(tx, open('c4', 40), 200, 250_00)
  const died = {
    type: 'entry_died',
    cause: 'rejected',
    filledQuantity: 0,
    evidence: evidence(at(150)),
  } as const
  const dead = open('d1', 50)
  await tx.insertTrade(dead)
  await tx.saveTrades([told(dead, died)])
  const held = open('h1', 60)
  await tx.insertTrade(held)
  await tx.saveTrades([told(held, filled(2))])
  const hand = {
    stopLoss: null,
    takeProfit: null,
    overrideCount: 0,
    context: { strategy: 'LEAP' } as never,
  }
  await tx.insertTrade(open('p1', 70, { hand }))
}

const idsOf = (records: readonly TradeRecord[]) => records.map(({ trade }) => trade.id)

export const tradeQueryContract: ContractPart = {
  'pages through the trades, the newest end or beginning first, each once': async (store) => {
    const { mine, theirs } = await twoUsers(store)
    await mine(fill)
    const order = ['c2', 'c4', 'c3', 'd1', 'c1', 'p1', 'h1']
    expect(idsOf(await mine((tx) => tx.tradePage(EVERY, null, 50)))).toEqual(order)
    const seen: string[] = []
    let place: { at: ReturnType<typeof at>; id: string } | null = null
    for (;;) {
      const page: readonly TradeRecord[] = await mine((tx) => tx.tradePage(EVERY, place, 2))
      if (page.length === 0) break
      seen.push(...idsOf(page))
      const last: TradeRecord = page.at(-1)!
      place = { at: instant(last.trade.closedAt ?? last.createdAt), id: last.trade.id }
    }
    expect(seen).toEqual(order)
    expect(await theirs((tx) => tx.tradePage(EVERY, null, 50))).toEqual([])
    const [newest] = await mine((tx) => tx.tradePage(EVERY, null, 1))
    expect(newest).toEqual(await mine((tx) => tx.tradeById('c2')))
  },

  'has each trade in exactly one list, and finds by what is asked for': async (store) => {
    const { mine } = await twoUsers(store)
    await mine(fill)
    const ids = async (more: Partial<TradeQuery>) =>
      idsOf(await mine((tx) => tx.tradePage({ ...EVERY, ...more }, null, 50)))
    expect(await ids({ list: 'active' })).toEqual(['p1', 'h1'])
    expect(await ids({ list: 'closed' })).toEqual(['c2', 'c4', 'c3', 'c1'])
    expect(await ids({ list: 'cancelled' })).toEqual(['d1'])
    expect(await ids({ outcome: 'win' })).toEqual(['c1'])
    expect(await ids({ outcome: 'loss' })).toEqual(['c2'])
    expect(await ids({ outcome: 'expired' })).toEqual([])
    expect(await ids({ strategy: 'LEAP' })).toEqual(['p1'])
    expect(await ids({ strategy: 'BULL_CALL_DEBIT', list: 'cancelled' })).toEqual(['d1'])
    expect(await ids({ underlying: 'QQQ' })).toEqual([])
    expect(await ids({ underlying: 'SPY', from: at(150), until: at(300) })).toEqual(['c4', 'c3', 'd1'])
  },

  'sums up a query, and tells the unknown from nothing': async (store) => {
    const { mine, theirs } = await twoUsers(store)
    await mine(fill)
    expect(await mine((tx) => tx.tradeTotals(EVERY))).toEqual({
      count: 7,
      unpriced: 1,
      realized: 0,
      wins: 1,
      losses: 1,
      gained: 50_00,
      lost: 50_00,
    })
    expect(await mine((tx) => tx.tradeTotals({ ...EVERY, from: at(300) }))).toEqual({
      ...NONE,
      count: 1,
      realized: -50_00,
      losses: 1,
      lost: 50_00,
    })
    expect(await theirs((tx) => tx.tradeTotals(EVERY))).toEqual(NONE)
  },

  'tells how an account’s trades stand': async (store) => {
    const { mine, theirs } = await twoUsers(store)
    await mine(fill)
    await mine((tx) =>
      tx.insertPriceSnapshots([
        priceSnapshot('h1', 1, { unrealizedPnl: cents(7_00), mark: price(12_600) }),
        priceSnapshot('h1', 2, { unrealizedPnl: cents(-9_00), mark: price(12_400) }),
        priceSnapshot('h1', 3, { unrealizedPnl: null, mark: null }),
      ]),
    )
    const figures = await mine((tx) => tx.tradeFigures(ACCOUNT, DAY))
    expect(figures).toMatchObject({ open: 1, pending: 1, unrealized: 0, unmarked: 1, lossesInARow: 1 })
    expect(figures.closed).toEqual(await mine((tx) => tx.tradeTotals({ ...EVERY, list: 'closed' })))
    expect(figures.today).toMatchObject({ count: 4, unpriced: 1, wins: 1, losses: 1 })
    expect(await mine((tx) => tx.markExtremes(['h1', 'c1', 'nobody']))).toEqual([
      { tradeId: 'h1', highest: 12_600, lowest: 12_400 },
    ])
    expect(await theirs((tx) => tx.markExtremes(['h1']))).toEqual([])
    expect(await theirs((tx) => tx.tradeFigures(ACCOUNT, DAY))).toEqual({
      closed: NONE,
      open: 0,
      pending: 0,
      unrealized: 0,
      unmarked: 0,
      today: NONE,
      lossesInARow: 0,
    })
  },

  'C-38: counts losses in a row from the most recent: L, L, W, L is one': async (store) => {
    const { mine } = await twoUsers(store)
    const streak = async () => (await mine((tx) => tx.tradeFigures(ACCOUNT, DAY))).lossesInARow
    await mine((tx) => close(tx, open('a', 0), 100, 200_00))
    await mine((tx) => close(tx, open('b', 0), 200, 200_00))
    expect(await streak()).toBe(2)
    await mine((tx) => close(tx, open('c', 0), 300, 300_00))
    expect(await streak()).toBe(0)
    await mine((tx) => close(tx, open('d', 0), 400, 200_00))
    expect(await streak()).toBe(1)
    // What nobody can price neither lengthens nor ends it.
    await mine((tx) => close(tx, open('e', 0), 500, null))
    expect(await streak()).toBe(1)
  },

  'raises the version of a list with each change and each mark, of that account alone': async (store) => {
    const { mine, theirs } = await twoUsers(store)
    const other = {
      ...accountRecord(),
      account: 'sandbox:VA2',
      key: { environment: 'sandbox', accountId: 'VA2' },
    }
    await mine((tx) => tx.insertAccount(other as never))
    const version = () => mine((tx) => tx.tradesVersion(ACCOUNT))
    const seen = [await version()]
    const record = open('t1', 0)
    const save = told(record, filled(2))
    await mine((tx) => tx.insertTrade(record))
    seen.push(await version())
    await mine((tx) => tx.saveTrades([save]))
    seen.push(await version())
    await mine((tx) => tx.saveTrades([{ record: { ...save.record, maxProfit: cents(5) }, events: [] }]))
    seen.push(await version())
    await mine((tx) => tx.insertPriceSnapshots([priceSnapshot('t1', 1)]))
    seen.push(await version())
    expect(seen.toSorted((a, b) => a - b)).toEqual(seen)
    expect(new Set(seen).size).toBe(5)
    const undone = mine(async (tx) => {
      await tx.insertPriceSnapshots([priceSnapshot('t1', 2)])
      throw new Error('no')
    })
    await expect(undone).rejects.toThrow('no')
    expect(await version()).toBe(seen.at(-1))
    expect(await mine((tx) => tx.tradesVersion('sandbox:VA2'))).toBe(0)
    expect(await theirs((tx) => tx.tradesVersion(ACCOUNT))).toBe(0)
    expect(await mine((tx) => tx.tradesVersion('nobody'))).toBe(0)
  },

  'finds what was begun since an instant, the newest first': async (store) => {
    const { mine, theirs } = await twoUsers(store)
    await mine(async (tx) => {
      for (const ms of [3, 1, 2]) await tx.insertTrade(open(`t${ms}`, ms))
    })
    expect(idsOf(await mine((tx) => tx.tradesCreatedSince(ACCOUNT, at(2))))).toEqual(['t3', 't2'])
    expect(await theirs((tx) => tx.tradesCreatedSince(ACCOUNT, at(0)))).toEqual([])
  },
}
