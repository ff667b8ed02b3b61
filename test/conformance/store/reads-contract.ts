import { expect } from 'vitest'
import { type ContractPart, freshUser, userWithAccount } from './contract.ts'
import { ACCOUNT, accountRecord, OPEN, positionRow } from './sample-records.ts'
import { newTrade, tradeRecord } from './sample-trades.ts'

export const readsContract: ContractPart = {
  'read what a transaction has stored, every kind of statement': async (store) => {
    const user = await userWithAccount(store)
    await store.transact(user, async (tx) => {
      await tx.mirrorPositions(ACCOUNT, [positionRow('A')])
      await tx.insertTrade(tradeRecord(newTrade('t1')))
      await tx.putSetting({ account: null, key: 'k', value: 'v', updatedAt: OPEN })
    })
    const seen = await store.reads.transact(user, async (tx) => ({
      account: await tx.accountByName(ACCOUNT),
      positions: await tx.positions(ACCOUNT),
      trades: await tx.tradesByIds(['t1', 't2']),
      none: await tx.tradeById('t2'),
      count: await tx.countUnfinished(ACCOUNT),
      settings: await tx.settings(ACCOUNT),
    }))
    expect(seen).toEqual({
      account: accountRecord(),
      positions: [positionRow('A')],
      trades: [tradeRecord(newTrade('t1'))],
      none: null,
      count: 1,
      settings: [{ account: null, key: 'k', value: 'v', updatedAt: OPEN }],
    })
  },

  'read nothing of another user, in whatever order users follow each other': async (store) => {
    const users = [await userWithAccount(store), freshUser(), await userWithAccount(store), freshUser()]
    for (const [i, user] of users.entries()) {
      await store.transact(user, (tx) =>
        tx.putSetting({ account: null, key: 'whose', value: String(i), updatedAt: OPEN }),
      )
    }
    const asked = Array.from({ length: 40 }, (_, i) => i % users.length)
    const seen = await Promise.all(
      asked.map((i) =>
        store.reads.transact(users[i]!, async (tx) => [
          (await tx.settings(ACCOUNT)).map(({ value }) => value),
          (await tx.accounts()).length,
        ]),
      ),
    )
    expect(seen).toEqual(asked.map((i) => [[String(i)], i % 2 === 0 ? 1 : 0]))
  },

  'take any name of a user as a name among reads as well': async (store) => {
    const user = `x'; drop table trades; -- "${freshUser()}" \\ é`
    await store.transact(user, (tx) => tx.insertAccount(accountRecord()))
    expect(await store.reads.transact(user, (tx) => tx.accounts())).toHaveLength(1)
    expect(await store.reads.transact(`${user} `, (tx) => tx.accounts())).toEqual([])
    await expect(store.reads.transact('', (tx) => tx.accounts())).rejects.toThrow('needs a user')
  },

  'refuse to write or lock, and nothing of it stays': async (store) => {
    const user = await userWithAccount(store)
    const setting = { account: null, key: 'k', value: 'v', updatedAt: OPEN }
    await expect(store.reads.transact(user, (tx) => tx.putSetting(setting))).rejects.toThrow()
    await expect(store.reads.transact(user, (tx) => tx.lockAccount(ACCOUNT))).rejects.toThrow()
    expect(await store.reads.transact(user, (tx) => tx.settings(ACCOUNT))).toEqual([])
    await store.transact(user, (tx) => tx.putSetting(setting))
    expect(await store.reads.transact(user, (tx) => tx.settings(ACCOUNT))).toEqual([setting])
  },

  'cannot be used after their work, nor inside a transaction': async (store) => {
    const user = await userWithAccount(store)
    const tx = await store.reads.transact(user, async (inside) => inside)
    await expect(tx.accounts()).rejects.toThrow('outside its transaction')
    const nested = store.transact(user, () => store.reads.transact(user, (inner) => inner.accounts()))
    await expect(nested).rejects.toThrow('a transaction inside another')
  },
}
