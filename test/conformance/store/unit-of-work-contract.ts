import { expect } from 'vitest'
import { type ContractPart, freshUser, userWithAccount } from './contract.ts'
import { ACCOUNT, accountRecord, OPEN, orderIntent, positionRow } from './sample-records.ts'
import { newTrade, tradeRecord } from './sample-trades.ts'

export const unitOfWorkContract: ContractPart = {
  'keeps nothing of work that throws, in any table': async (store) => {
    const user = await userWithAccount(store)
    await store.transact(user, (tx) => tx.mirrorPositions(ACCOUNT, [positionRow('A'), positionRow('B')]))
    const failing = store.transact(user, async (tx) => {
      const account = await tx.lockAccount(ACCOUNT)
      await tx.saveAccount({ ...account, lastSequence: 9 })
      await tx.mirrorPositions(ACCOUNT, [positionRow('B', { quantity: 7 })])
      await tx.insertTrade(tradeRecord(newTrade('t1')))
      await tx.insertIntent(orderIntent('i1', 't1'))
      await tx.putSetting({ account: null, key: 'k', value: 'v', updatedAt: OPEN })
      expect(await tx.unsettledIntents(ACCOUNT)).toHaveLength(1)
      throw new Error('planned')
    })
    await expect(failing).rejects.toThrow('planned')
    await store.transact(user, async (tx) => {
      expect((await tx.accountByName(ACCOUNT))?.lastSequence).toBe(0)
      expect((await tx.positions(ACCOUNT)).map((row) => row.quantity)).toEqual([3, 3])
      expect(await tx.unfinishedTrades(ACCOUNT)).toEqual([])
      expect(await tx.recentTrades(ACCOUNT, 5)).toEqual([])
      expect(await tx.unsettledIntents(ACCOUNT)).toEqual([])
      expect(await tx.intentsByTag(ACCOUNT, ['lw-i1'])).toEqual([])
      expect(await tx.settings(ACCOUNT)).toEqual([])
    })
  },

  'gives the result of the work': async (store) => {
    expect(await store.transact(freshUser(), async () => 42)).toBe(42)
  },

  'refuses a transaction inside another, of any user, instead of waiting for ever': async (store) => {
    const [user, other] = [await userWithAccount(store), freshUser()]
    for (const inner of [user, other]) {
      const nested = store.transact(user, () => store.transact(inner, (tx) => tx.accounts()))
      await expect(nested).rejects.toThrow('a transaction inside another')
    }
    // Those that were asked for beside it are not inside it.
    const beside = store.transact(user, (tx) => tx.accounts())
    expect(await Promise.all([beside, store.transact(other, (tx) => tx.accounts())])).toEqual([
      [accountRecord()],
      [],
    ])
  },

  'refuses to work without a user': async (store) => {
    await expect(store.transact('', (tx) => tx.accounts())).rejects.toThrow('needs a user')
  },

  'takes any name of a user as a name, never as a piece of SQL': async (store) => {
    const user = `x'; drop table trades; -- "${freshUser()}" \\ é`
    await store.transact(user, (tx) => tx.insertAccount(accountRecord()))
    expect(await store.transact(user, (tx) => tx.accounts())).toHaveLength(1)
    expect(await store.transact(`${user} `, (tx) => tx.accounts())).toEqual([])
  },

  'cannot be used after its transaction': async (store) => {
    const user = await userWithAccount(store)
    const tx = await store.transact(user, async (inside) => inside)
    await expect(tx.accounts()).rejects.toThrow('outside its transaction')
  },

  'runs ten transactions on one account one after the other': async (store) => {
    const user = await userWithAccount(store)
    const bump = () =>
      store.transact(user, async (tx) => {
        const account = await tx.lockAccount(ACCOUNT)
        // A second reader without the lock would count from the same number.
        await tx.settings(ACCOUNT)
        await tx.saveAccount({ ...account, lastSequence: account.lastSequence + 1 })
      })
    await Promise.all(Array.from({ length: 10 }, bump))
    const account = await store.transact(user, (tx) => tx.accountByName(ACCOUNT))
    expect(account?.lastSequence).toBe(10)
  },

  'gives rows that nobody can change for another reader': async (store) => {
    const user = await userWithAccount(store)
    await store.transact(user, (tx) => tx.insertTrade(tradeRecord(newTrade('t1'), { memo: { best: 5 } })))
    const [first] = await store.transact(user, (tx) => tx.unfinishedTrades(ACCOUNT))
    try {
      Object.assign(first!.memo, { best: 6 })
      Object.assign(first!.spread.legs[0]!.contract, { root: 'XXX' })
    } catch (error) {
      expect(error).toBeInstanceOf(TypeError)
    }
    const [second] = await store.transact(user, (tx) => tx.unfinishedTrades(ACCOUNT))
    expect(second).toEqual(tradeRecord(newTrade('t1'), { memo: { best: 5 } }))
  },

  'keeps what was given although the giver changes it afterwards': async (store) => {
    const user = await userWithAccount(store)
    const memo = { best: 5 }
    await store.transact(user, (tx) => tx.insertTrade(tradeRecord(newTrade('t1'), { memo })))
    try {
      memo.best = 6
    } catch (error) {
      expect(error).toBeInstanceOf(TypeError)
    }
    const stored = await store.transact(user, (tx) => tx.tradeById('t1'))
    expect(stored?.memo).toEqual({ best: 5 })
  },
}
