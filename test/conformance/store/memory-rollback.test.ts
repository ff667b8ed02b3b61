import fc from 'fast-check'
import { expect, it } from 'vitest'
import { memoryStore } from '../../../src/adapters/memory/memory-store.ts'
import { instant } from '../../../src/domain/calendar/instant.ts'
import type { IntentState } from '../../../src/ports/store/intent-store.ts'
import type { Store, StoreTransaction } from '../../../src/ports/store/store.ts'
import {
  ACCOUNT,
  accountRecord,
  brokerOrder,
  DAY,
  OPEN,
  orderIntent,
  orderRecord,
  positionRow,
  proposalRecord,
  proposalRun,
} from './sample-records.ts'
import { filled, foundFlat, newTrade, told, tradeRecord } from './sample-trades.ts'

const IDS = [0, 1, 2, 3]
const STATES: readonly IntentState[] = ['prepared', 'live', 'done', 'tombstoned']

/** A write, by a kind and two small numbers; one that the store does not allow throws, as it would in earnest. */
type Write = readonly [kind: number, id: number, value: number]

async function saveTrade(tx: StoreTransaction, id: number, value: number): Promise<void> {
  const record = await tx.tradeById(`t${id}`)
  if (record === null) return
  const isOpen = record.trade.status === 'OPEN'
  const isNew = record.trade.status === 'ENTRY_PENDING'
  const command = isNew ? [filled(2, OPEN + value)] : isOpen ? [foundFlat(OPEN + value)] : []
  await tx.saveTrades([told({ ...record, memo: { value } }, ...command)])
}

async function saveIntent(tx: StoreTransaction, id: number, value: number): Promise<void> {
  const intent = await tx.intentById(`i${id}`)
  if (intent === null) return
  const state = STATES[value]!
  await tx.saveIntent({ ...intent, version: intent.version + 1, state, resolvedAt: instant(OPEN + value) })
}

const WRITES: readonly ((tx: StoreTransaction, id: number, value: number) => Promise<unknown>)[] = [
  (tx, id, value) => tx.insertTrade(tradeRecord(newTrade(`t${id}`), { createdAt: instant(OPEN + value) })),
  saveTrade,
  (tx, id, value) =>
    tx.insertIntent(orderIntent(`i${id}`, `t${value}`, { role: 'EXIT', proposalId: `p${value}` })),
  saveIntent,
  (tx, id, value) =>
    tx.mirrorPositions(
      ACCOUNT,
      IDS.slice(value).map((n) => positionRow(`S${n}`, { quantity: id + 1 })),
    ),
  (tx, id, value) =>
    tx.saveOrders([
      orderRecord(brokerOrder(`${id}`, { status: value === 0 ? 'filled' : 'open' }), {
        tradeId: `t${value}`,
      }),
    ]),
  (tx, id, value) =>
    tx.insertProposalRun(proposalRun(`r${id}`, { at: instant(OPEN + value) }), [
      proposalRecord(`p${id}`, `r${id}`, { score: value }),
    ]),
  (tx, id) => tx.leaveReady(`p${id}`, 'CONSUMED', 'entered', null, null),
  (tx, id, value) => tx.putSetting({ account: null, key: `k${id}`, value: `${value}`, updatedAt: OPEN }),
  (tx, id) => tx.deleteSetting(null, `k${id}`),
  (tx, id, value) => tx.claimLease('lease', `holder${id}`, instant(OPEN + value), instant(OPEN + value + 1)),
]

/** Everything that can be read, through every index. */
function readAll(store: Store): Promise<unknown> {
  return store.transact('user', async (tx) => [
    await tx.accounts(),
    await tx.positions(ACCOUNT),
    await tx.workingOrders(ACCOUNT),
    await tx.recentOrders(ACCOUNT, 99),
    await Promise.all(IDS.map((id) => tx.ordersOfTrade(`t${id}`))),
    await tx.unsettledIntents(ACCOUNT),
    await tx.tombstonesSince(ACCOUNT, OPEN),
    await tx.intentsByTag(
      ACCOUNT,
      IDS.map((id) => `lw-i${id}`),
    ),
    await tx.intentsOfTrades(IDS.map((id) => `t${id}`)),
    await tx.unfinishedTrades(ACCOUNT),
    await tx.unpricedTrades(ACCOUNT),
    await tx.tradesOpenedOn(ACCOUNT, DAY),
    await tx.tradesClosedOn(ACCOUNT, DAY),
    await tx.recentTrades(ACCOUNT, 99),
    await Promise.all(IDS.map((id) => tx.eventsOfTrade(`t${id}`))),
    await tx.readyProposals(ACCOUNT, OPEN),
    await tx.recentProposals(ACCOUNT, 99),
    await tx.latestRun(ACCOUNT),
    await tx.settings(ACCOUNT),
    await Promise.all([1, 2, 3, 4].map((token) => tx.holdsLease('lease', token, OPEN))),
  ])
}

async function newStore(): Promise<Store> {
  const store = memoryStore()
  await store.transact('user', (tx) => tx.insertAccount(accountRecord()))
  return store
}

/** Whether the transaction was stored. */
async function run(store: Store, writes: readonly Write[], mustFail: boolean): Promise<boolean> {
  try {
    await store.transact('user', async (tx) => {
      for (const [kind, id, value] of writes) await WRITES[kind]!(tx, id, value)
      if (mustFail) throw new Error('planned')
    })
    return true
  } catch {
    return false
  }
}

const write: fc.Arbitrary<Write> = fc.tuple(fc.nat(WRITES.length - 1), fc.nat(3), fc.nat(3))
const transaction = fc.tuple(fc.array(write, { minLength: 1, maxLength: 8 }), fc.boolean())

it('a store in which transactions fail is as if they had never been begun', async () => {
  let stored = 0
  await fc.assert(
    fc.asyncProperty(fc.array(transaction, { maxLength: 12 }), async (transactions) => {
      const [tried, spared] = [await newStore(), await newStore()]
      for (const [writes, mustFail] of transactions) {
        const before = await readAll(tried)
        if (await run(tried, writes, mustFail)) {
          stored++
          expect(await run(spared, writes, false)).toBe(true)
        } else {
          expect(await readAll(tried)).toEqual(before)
        }
      }
      expect(await readAll(tried)).toEqual(await readAll(spared))
    }),
    { numRuns: 300 },
  )
  // Were every transaction refused, nothing would have been tried.
  expect(stored).toBeGreaterThan(100)
}, 60_000)
