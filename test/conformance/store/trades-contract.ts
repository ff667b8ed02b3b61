import { expect } from 'vitest'
import { tradingDay } from '../../../src/domain/calendar/trading-day.ts'
import { cents } from '../../../src/domain/money/cents.ts'
import { TRADE_STATUSES, type TradeStatus } from '../../../src/domain/trade/trade-status.ts'
import { StaleVersionError } from '../../../src/ports/store/unit-of-work.ts'
import { type ContractPart, twoUsers } from './contract.ts'
import { ACCOUNT, DAY, OPEN } from './sample-records.ts'
import { adoptedTrade, evidence, filled, foundFlat, newTrade, told, tradeRecord } from './sample-trades.ts'

const HOUR_MS = 3_600_000
const ids = (records: readonly { readonly trade: { readonly id: string } }[]) =>
  records.map(({ trade }) => trade.id)

export const tradesContract: ContractPart = {
  'gives a trade back as it was, after every change, with the events in their order': async (store) => {
    const { mine, theirs } = await twoUsers(store)
    const born = tradeRecord(newTrade('t1'), {
      proposalId: 'p1',
      memo: { best: 1.5, note: 'ä', seen: true, none: null },
    })
    await mine((tx) => tx.insertTrade(born))
    expect(await mine((tx) => tx.tradeById('t1'))).toEqual(born)
    const partly = told(born, filled(1))
    const whole = told(
      { ...partly.record, maxProfit: cents(750_00), ivEntry: 0.2134567890123 },
      filled(2, OPEN + 1),
    )
    for (const save of [partly, whole]) {
      await mine((tx) => tx.saveTrades([save]))
      expect(await mine((tx) => tx.tradeById('t1'))).toEqual(save.record)
    }
    expect(whole.record.trade.status).toBe('OPEN')
    const events = [...partly.events, ...whole.events].map((event) => ({ tradeId: 't1', event }))
    expect(await mine((tx) => tx.eventsOfTrade('t1'))).toEqual(events)
    expect(await theirs((tx) => tx.tradeById('t1'))).toBeNull()
    expect(await theirs((tx) => tx.eventsOfTrade('t1'))).toEqual([])
    expect(await theirs((tx) => tx.recentTrades(ACCOUNT, 9))).toEqual([])
    expect(await theirs((tx) => tx.unfinishedTrades(ACCOUNT))).toEqual([])
  },

  'stores two decisions at once when their versions follow each other': async (store) => {
    const { mine } = await twoUsers(store)
    const born = tradeRecord(newTrade('t1'))
    await mine((tx) => tx.insertTrade(born))
    const both = told(born, filled(2), foundFlat(OPEN + 1))
    await mine((tx) => tx.saveTrades([both]))
    expect((await mine((tx) => tx.tradeById('t1')))?.trade).toMatchObject({ status: 'CLOSED', version: 3 })
  },

  'cannot save over a version that it did not read; then nothing of the save is stored': async (store) => {
    const { mine, theirs } = await twoUsers(store)
    const [one, two] = [tradeRecord(newTrade('t1')), tradeRecord(newTrade('t2'))]
    await mine(async (tx) => {
      await tx.insertTrade(one)
      await tx.insertTrade(two)
    })
    const first = told(one, filled(1))
    await mine((tx) => tx.saveTrades([first]))
    const late = told(one, {
      type: 'managed_set',
      managed: false,
      evidence: { ...evidence(), actor: 'person' },
    })
    await expect(mine((tx) => tx.saveTrades([told(two, filled(1)), late]))).rejects.toMatchObject({
      id: 't1',
    })
    await expect(mine((tx) => tx.saveTrades([{ record: one, events: [] }]))).rejects.toThrow(
      StaleVersionError,
    )
    await expect(theirs((tx) => tx.saveTrades([told(first.record, filled(2))]))).rejects.toThrow(
      StaleVersionError,
    )
    expect(await mine((tx) => tx.tradeById('t2'))).toEqual(two)
    expect(await mine((tx) => tx.eventsOfTrade('t2'))).toEqual([])
    expect(await mine((tx) => tx.eventsOfTrade('t1'))).toHaveLength(first.events.length)
  },

  'stores memo and counters without an event and without a new version': async (store) => {
    const { mine } = await twoUsers(store)
    const born = tradeRecord(newTrade('t1'))
    await mine((tx) => tx.insertTrade(born))
    const noted = {
      ...born,
      memo: { best: 2 },
      absentSnapshots: 1,
      lastFillSequence: 7,
      underlyingEntry: 5_000_000,
    }
    await mine((tx) => tx.saveTrades([{ record: noted, events: [] }]))
    expect(await mine((tx) => tx.tradeById('t1'))).toEqual(noted)
    expect(await mine((tx) => tx.eventsOfTrade('t1'))).toEqual([])
  },

  'gives as unfinished exactly those that are not final, by id': async (store) => {
    const { mine } = await twoUsers(store)
    await mine(async (tx) => {
      for (const [i, status] of TRADE_STATUSES.entries()) {
        const trade = { ...adoptedTrade(`t${9 - i}`, null), status }
        const end = { exitReason: status === 'CLOSED' ? ('EXPIRED' as const) : null, closedAt: OPEN }
        await tx.insertTrade(
          tradeRecord(status === 'CLOSED' || status === 'CANCELLED' ? { ...trade, ...end } : trade),
        )
      }
    })
    expect(ids(await mine((tx) => tx.unfinishedTrades(ACCOUNT)))).toEqual([
      't4',
      't5',
      't6',
      't7',
      't8',
      't9',
    ])
    expect(await mine((tx) => tx.countUnfinished(ACCOUNT))).toBe(6)
    const open = (status: TradeStatus) => mine((tx) => tx.unfinishedIn(ACCOUNT, [status]))
    for (const status of TRADE_STATUSES) {
      const found = (await open(status)).map(({ trade }) => trade.status)
      expect(found).toEqual(status === 'CLOSED' || status === 'CANCELLED' ? [] : [status])
    }
    const both = await mine((tx) => tx.unfinishedIn(ACCOUNT, ['EXIT_ERROR', 'OPEN']))
    expect(both.map(({ trade }) => trade.id)).toEqual(ids(both).toSorted())
    expect(both).toHaveLength(2)
    expect(await mine((tx) => tx.unfinishedIn(ACCOUNT, []))).toEqual([])
  },

  'gives closed trades without a known P&L until evidence prices them': async (store) => {
    const { mine, theirs } = await twoUsers(store)
    const [known, unknown] = [
      tradeRecord(adoptedTrade('t1', -125_00)),
      tradeRecord(adoptedTrade('t2', -125_00)),
    ]
    await mine(async (tx) => {
      await tx.insertTrade(known)
      await tx.insertTrade(unknown)
      const expired = told(known, { type: 'expired', cashFlow: cents(0), evidence: evidence() })
      await tx.saveTrades([expired, told(unknown, foundFlat())])
    })
    const [unpriced, ...others] = await mine((tx) => tx.unpricedTrades(ACCOUNT))
    expect([unpriced?.trade.id, others]).toEqual(['t2', []])
    expect(await theirs((tx) => tx.unpricedTrades(ACCOUNT))).toEqual([])
    const priced = told(unpriced!, {
      type: 'price_evidenced',
      side: 'exit',
      key: unpriced!.trade.exits[0]!.key,
      cashFlow: cents(200_00),
      provenance: 'gain_loss',
      evidence: evidence(),
    })
    await mine((tx) => tx.saveTrades([priced]))
    expect(await mine((tx) => tx.unpricedTrades(ACCOUNT))).toEqual([])
  },

  'finds trades by the New York day of their first fill and of their close': async (store) => {
    const { mine, theirs } = await twoUsers(store)
    const nextDay = tradingDay('2026-09-23')
    // 23:30 and 00:30 in New York: both are on the same day in London.
    const [late, early] = [OPEN + 14 * HOUR_MS, OPEN + 15 * HOUR_MS]
    const records = ['t1', 't2', 't3'].map((id) => tradeRecord(newTrade(id)))
    await mine(async (tx) => {
      for (const record of records) await tx.insertTrade(record)
      await tx.insertTrade(tradeRecord(adoptedTrade('t4', null, early as typeof OPEN)))
      // The first part fills before midnight, the rest after it, and the close comes after that.
      const partly = told(records[0]!, filled(1, late))
      await tx.saveTrades([partly, told(records[1]!, filled(2, early), foundFlat(early))])
      await tx.saveTrades([told(partly.record, filled(2, early), foundFlat(early))])
      const died = {
        type: 'entry_died',
        cause: 'cancelled',
        filledQuantity: 0,
        evidence: evidence(early),
      } as const
      await tx.saveTrades([told(records[2]!, died)])
    })
    expect(ids(await mine((tx) => tx.tradesOpenedOn(ACCOUNT, DAY)))).toEqual(['t1'])
    expect(ids(await mine((tx) => tx.tradesOpenedOn(ACCOUNT, nextDay)))).toEqual(['t2', 't4'])
    expect(ids(await mine((tx) => tx.tradesClosedOn(ACCOUNT, DAY)))).toEqual([])
    expect(ids(await mine((tx) => tx.tradesClosedOn(ACCOUNT, nextDay)))).toEqual(['t1', 't2'])
    expect(await theirs((tx) => tx.tradesOpenedOn(ACCOUNT, DAY))).toEqual([])
    expect(await theirs((tx) => tx.tradesClosedOn(ACCOUNT, nextDay))).toEqual([])
  },

  'gives all trades that limits count in one read, each list as its own read has it': async (store) => {
    const { mine, theirs } = await twoUsers(store)
    const nextDay = tradingDay('2026-09-23')
    const early = (OPEN + 15 * HOUR_MS) as typeof OPEN
    const records = ['t1', 't2', 't3', 't4', 't5'].map((id, i) =>
      tradeRecord(newTrade(id), { createdAt: (OPEN + [4, 2, 2, 3, 1][i]!) as typeof OPEN }),
    )
    const died = {
      type: 'entry_died',
      cause: 'cancelled',
      filledQuantity: 0,
      evidence: evidence(early),
    } as const
    await mine(async (tx) => {
      for (const record of records) await tx.insertTrade(record)
      await tx.saveTrades([
        told(records[0]!, filled(1, OPEN)),
        told(records[1]!, filled(2, OPEN), foundFlat(early)),
        told(records[2]!, filled(2, early), foundFlat(early)),
        told(records[3]!, died),
      ])
    })
    const since = (OPEN + 3) as typeof OPEN
    for (const day of [DAY, nextDay]) {
      for (const lookBack of [0, 2, 50]) {
        const found = await mine((tx) => tx.tradesForLimits({ account: ACCOUNT, day, lookBack, since }))
        const apart = await mine(async (tx) => ({
          unfinished: await tx.unfinishedTrades(ACCOUNT),
          opened: await tx.tradesOpenedOn(ACCOUNT, day),
          closed: await tx.tradesClosedOn(ACCOUNT, day),
          recent: await tx.recentTrades(ACCOUNT, lookBack),
          begunSince: await tx.tradesCreatedSince(ACCOUNT, since),
        }))
        expect(found).toEqual(apart)
      }
    }
    const scope = { account: ACCOUNT, day: nextDay, lookBack: 50, since }
    const { unfinished, opened, closed, recent, begunSince } = await mine((tx) => tx.tradesForLimits(scope))
    expect([ids(unfinished), ids(opened), ids(closed)]).toEqual([['t1', 't5'], ['t3'], ['t2', 't3']])
    expect([ids(recent), ids(begunSince)]).toEqual([
      ['t1', 't4', 't3', 't2', 't5'],
      ['t1', 't4'],
    ])
    const none = { unfinished: [], opened: [], closed: [], recent: [], begunSince: [] }
    expect(await theirs((tx) => tx.tradesForLimits(scope))).toEqual(none)
  },

  'gives the newest first, or those of some ids': async (store) => {
    const { mine, theirs } = await twoUsers(store)
    await mine(async (tx) => {
      for (const [id, at] of [
        ['t1', 2],
        ['t2', 3],
        ['t3', 1],
        ['t4', 3],
      ] as const) {
        await tx.insertTrade(tradeRecord(newTrade(id), { createdAt: (OPEN + at) as typeof OPEN }))
      }
    })
    expect(ids(await mine((tx) => tx.recentTrades(ACCOUNT, 3)))).toEqual(['t4', 't2', 't1'])
    expect(await mine((tx) => tx.recentTrades(ACCOUNT, 0))).toEqual([])
    expect(ids(await mine((tx) => tx.tradesByIds(['t3', 't9', 't1', 't3'])))).toEqual(['t1', 't3'])
    expect(await theirs((tx) => tx.tradesByIds(['t1']))).toEqual([])
  },

  'refuses an id that is taken, an unknown account and a trade twice at once': async (store) => {
    const { mine } = await twoUsers(store)
    const record = tradeRecord(newTrade('t1'))
    await mine((tx) => tx.insertTrade(record))
    await expect(mine((tx) => tx.insertTrade(record))).rejects.toThrow()
    await expect(
      mine((tx) => tx.insertTrade(tradeRecord(newTrade('t2'), { account: 'live:1' }))),
    ).rejects.toThrow()
    const save = { record, events: [] }
    await expect(mine((tx) => tx.saveTrades([save, save]))).rejects.toThrow('saved twice at once')
    await mine((tx) => tx.saveTrades([]))
  },

  'saves hundreds of trades at once': async (store) => {
    const { mine } = await twoUsers(store)
    const records = Array.from({ length: 300 }, (_, i) => tradeRecord(newTrade(`t${1_000 + i}`)))
    await mine(async (tx) => {
      for (const record of records) await tx.insertTrade(record)
    })
    const saves = records.map((record) => told(record, filled(2)))
    await mine((tx) => tx.saveTrades(saves))
    expect(await mine((tx) => tx.unfinishedTrades(ACCOUNT))).toEqual(saves.map(({ record }) => record))
  },
}
