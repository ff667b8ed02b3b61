import { expect } from 'vitest'
import { instant } from '../../../src/domain/calendar/instant.ts'
import { cents } from '../../../src/domain/money/cents.ts'
import { type IntentState, isUnsettled, type OrderIntent } from '../../../src/ports/store/intent-store.ts'
import { StaleVersionError } from '../../../src/ports/store/unit-of-work.ts'
import { type As, type ContractPart, type ContractTest, twoUsers } from './contract.ts'
import { ACCOUNT, OPEN, orderIntent } from './sample-records.ts'
import { newTrade, tradeRecord } from './sample-trades.ts'

const STATES: readonly IntentState[] = [
  'prepared',
  'sending',
  'unknown',
  'live',
  'done',
  'refused',
  'expired',
  'tombstoned',
]

async function withTrades(mine: As, ...ids: readonly string[]): Promise<void> {
  await mine(async (tx) => {
    for (const id of ids) await tx.insertTrade(tradeRecord(newTrade(id)))
  })
}

const insert = (mine: As, intent: OrderIntent) => mine((tx) => tx.insertIntent(intent))

/** What an intent in a state keeps from being inserted beside it. */
function guardTests(state: IntentState): [string, ContractTest][] {
  const answer = (refusal: string) => (isUnsettled(state) ? refusal : 'inserted')
  return [
    [
      `answers ${answer('with a refusal')} to a second intent of a proposal and role while one is ${state}`,
      async (store) => {
        const { mine } = await twoUsers(store)
        await withTrades(mine, 't1', 't2')
        await insert(mine, orderIntent('i1', 't1', { proposalId: 'p1', state }))
        const second = await insert(mine, orderIntent('i2', 't2', { proposalId: 'p1' }))
        expect(second.ok ? second.value : second.code).toBe(answer('intent_exists_for_proposal'))
      },
    ],
    [
      `answers ${answer('with a refusal')} to a second exit of a trade while one is ${state}`,
      async (store) => {
        const { mine } = await twoUsers(store)
        await withTrades(mine, 't1')
        await insert(mine, orderIntent('i1', 't1', { role: 'EXIT', state }))
        const second = await insert(mine, orderIntent('i2', 't1', { role: 'EXIT' }))
        expect(second.ok ? second.value : second.code).toBe(answer('exit_is_working_already'))
      },
    ],
    [
      `answers ${answer('with a refusal')} to an exit of a trade while a bracket of it is ${state}, and the other way round`,
      async (store) => {
        const { mine } = await twoUsers(store)
        await withTrades(mine, 't1', 't2')
        await insert(mine, orderIntent('i1', 't1', { role: 'BRACKET', state }))
        await insert(mine, orderIntent('i2', 't2', { role: 'EXIT', state }))
        for (const [id, trade, role] of [
          ['i3', 't1', 'EXIT'],
          ['i4', 't2', 'BRACKET'],
        ] as const) {
          const second = await insert(mine, orderIntent(id, trade, { role }))
          expect(second.ok ? second.value : second.code).toBe(answer('exit_is_working_already'))
        }
      },
    ],
  ]
}

export const intentsContract: ContractPart = {
  'gives an intent back as it was, before and after every change': async (store) => {
    const { mine, theirs } = await twoUsers(store)
    await withTrades(mine, 't1')
    const first = orderIntent('i1', 't1', { proposalId: 'p1' })
    expect(await insert(mine, first)).toEqual({ ok: true, value: 'inserted' })
    expect(await mine((tx) => tx.intentById('i1'))).toEqual(first)
    const second: OrderIntent = {
      ...first,
      state: 'live',
      version: 2,
      attempt: 1,
      sentAt: instant(OPEN + 1),
      resolvedAt: instant(OPEN + 2),
      brokerOrderId: '77',
      resolution: 'found by tag',
      cancelRequestedAt: instant(OPEN + 3),
      cleanScans: 2,
      reserve: cents(0),
      preview: { cost: cents(1), fees: cents(2), commission: cents(3), marginChange: null },
      filledQuantity: 1,
      cashFlow: null,
    }
    await mine((tx) => tx.saveIntent(second))
    expect(await mine((tx) => tx.intentById('i1'))).toEqual(second)
    expect(await mine((tx) => tx.intentsOfTrades(['t1']))).toEqual([second])
    expect(await mine((tx) => tx.intentsByTag(ACCOUNT, ['lw-i1', 'lw-none', 'lw-i1']))).toEqual([second])
    expect(await theirs((tx) => tx.intentById('i1'))).toBeNull()
    expect(await theirs((tx) => tx.intentsOfTrades(['t1']))).toEqual([])
    expect(await theirs((tx) => tx.intentsByTag(ACCOUNT, ['lw-i1']))).toEqual([])
    expect(await theirs((tx) => tx.unsettledIntents(ACCOUNT))).toEqual([])
  },

  'cannot save over a version that it did not read, nor what another user has': async (store) => {
    const { mine, theirs } = await twoUsers(store)
    await withTrades(mine, 't1', 't2')
    const [one, two] = [orderIntent('i1', 't1'), orderIntent('i2', 't2')]
    await insert(mine, one)
    await insert(mine, two)
    const next = { ...one, version: 2, state: 'sending' as const }
    await mine((tx) => tx.saveIntent(next))
    await expect(mine((tx) => tx.saveIntent(next))).rejects.toThrow(StaleVersionError)
    await expect(mine((tx) => tx.saveIntent({ ...next, version: 4 }))).rejects.toThrow(StaleVersionError)
    await expect(theirs((tx) => tx.saveIntent({ ...next, version: 3 }))).rejects.toThrow(StaleVersionError)
    // Of many, one stale version keeps all from being stored.
    const both = [{ ...two, version: 2, state: 'refused' as const }, next]
    await expect(mine((tx) => tx.saveIntents(both))).rejects.toMatchObject({
      id: 'i1',
      table: 'order_intents',
    })
    expect(await mine((tx) => tx.intentById('i2'))).toEqual(two)
    await mine((tx) => tx.saveIntents([both[0]!, { ...next, version: 3, state: 'live' }]))
    expect((await mine((tx) => tx.unsettledIntents(ACCOUNT))).map(({ id }) => id)).toEqual(['i1'])
  },

  ...Object.fromEntries(STATES.flatMap(guardTests)),

  'goes on in the transaction that was refused, and guards each role, trade and user by itself': async (
    store,
  ) => {
    const { mine, theirs } = await twoUsers(store)
    await withTrades(mine, 't1', 't2', 't3')
    await withTrades(theirs, 't1')
    await mine(async (tx) => {
      await tx.insertIntent(orderIntent('i1', 't1', { proposalId: 'p1' }))
      expect((await tx.insertIntent(orderIntent('i2', 't1', { proposalId: 'p1' }))).ok).toBe(false)
      expect((await tx.insertIntent(orderIntent('i3', 't1', { role: 'EXIT' }))).ok).toBe(true)
      expect((await tx.insertIntent(orderIntent('i4', 't2', { role: 'EXIT' }))).ok).toBe(true)
      expect((await tx.insertIntent(orderIntent('i5', 't3', { role: 'BRACKET', proposalId: 'p1' }))).ok).toBe(
        true,
      )
    })
    expect((await insert(theirs, orderIntent('i1', 't1', { proposalId: 'p1' }))).ok).toBe(true)
    expect((await mine((tx) => tx.unsettledIntents(ACCOUNT))).map(({ id }) => id)).toEqual([
      'i1',
      'i3',
      'i4',
      'i5',
    ])
  },

  'lets one of ten concurrent entries of a proposal through (B-02)': async (store) => {
    const { mine } = await twoUsers(store)
    await withTrades(mine, 't1')
    const attempts = Array.from({ length: 10 }, (_, i) =>
      insert(mine, orderIntent(`i${i}`, 't1', { proposalId: 'p1' })),
    )
    const answers = await Promise.all(attempts)
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await mine((tx) => tx.unsettledIntents(ACCOUNT))).toHaveLength(1)
  },

  'stores that a tombstoned exit arrived after all, although another works by now': async (store) => {
    const { mine } = await twoUsers(store)
    await withTrades(mine, 't1')
    const lost = orderIntent('i1', 't1', { role: 'EXIT', state: 'tombstoned', resolvedAt: OPEN })
    await insert(mine, lost)
    await insert(mine, orderIntent('i2', 't1', { role: 'EXIT' }))
    await mine((tx) => tx.saveIntent({ ...lost, version: 2, state: 'live' }))
    expect((await mine((tx) => tx.unsettledIntents(ACCOUNT))).map(({ id }) => id)).toEqual(['i1', 'i2'])
    const third = await insert(mine, orderIntent('i3', 't1', { role: 'EXIT' }))
    expect(third.ok).toBe(false)
  },

  'cannot bring a settled intent back beside one that works': async (store) => {
    const { mine } = await twoUsers(store)
    await withTrades(mine, 't1')
    const over = orderIntent('i1', 't1', { role: 'EXIT', state: 'refused' })
    await insert(mine, over)
    await insert(mine, orderIntent('i2', 't1', { role: 'EXIT' }))
    await expect(mine((tx) => tx.saveIntent({ ...over, version: 2, state: 'live' }))).rejects.toThrow()
  },

  'gives tombstones since an instant, in the order in which they were given up': async (store) => {
    const { mine, theirs } = await twoUsers(store)
    await withTrades(mine, 't1')
    for (const [id, at] of [
      ['i1', 30],
      ['i2', 10],
      ['i3', 20],
    ] as const) {
      await insert(mine, orderIntent(id, 't1', { state: 'tombstoned', resolvedAt: instant(OPEN + at) }))
    }
    const since = (at: number) => mine((tx) => tx.tombstonesSince(ACCOUNT, instant(OPEN + at)))
    expect((await since(0)).map(({ id }) => id)).toEqual(['i2', 'i3', 'i1'])
    expect((await since(20)).map(({ id }) => id)).toEqual(['i3', 'i1'])
    expect(await since(31)).toEqual([])
    expect(await theirs((tx) => tx.tombstonesSince(ACCOUNT, OPEN))).toEqual([])
  },

  'refuses an id or a tag that is taken, a trade that is not there, and an intent twice at once': async (
    store,
  ) => {
    const { mine } = await twoUsers(store)
    await withTrades(mine, 't1')
    const first = orderIntent('i1', 't1')
    await insert(mine, first)
    await expect(insert(mine, orderIntent('i1', 't1', { tag: 'lw-other' }))).rejects.toThrow()
    await expect(insert(mine, orderIntent('i2', 't1', { tag: 'lw-i1' }))).rejects.toThrow()
    await expect(insert(mine, orderIntent('i3', 't-none'))).rejects.toThrow()
    expect(await mine((tx) => tx.intentById('i3'))).toBeNull()
    const next = { ...first, version: 2 }
    await expect(mine((tx) => tx.saveIntents([next, next]))).rejects.toThrow('saved twice at once')
    await mine((tx) => tx.saveIntents([]))
  },

  'takes an intent before its trade in one transaction': async (store) => {
    const { mine } = await twoUsers(store)
    await mine(async (tx) => {
      await tx.insertIntent(orderIntent('i1', 't1'))
      await tx.insertTrade(tradeRecord(newTrade('t1')))
    })
    expect(await mine((tx) => tx.intentsOfTrades(['t1']))).toHaveLength(1)
  },
}
