import { expect } from 'vitest'
import { type ContractPart, freshUser, twoUsers, userWithAccount } from './contract.ts'
import { ACCOUNT, accountRecord, snapshotRecord } from './sample-records.ts'

export const accountsContract: ContractPart = {
  'gives the accounts by name, each as it was written': async (store) => {
    const user = await userWithAccount(store)
    const live = accountRecord({ account: 'live:1', key: { environment: 'live', accountId: '1' } })
    await store.transact(user, (tx) => tx.insertAccount(live))
    expect(await store.transact(user, (tx) => tx.accounts())).toEqual([live, accountRecord()])
    expect(await store.transact(user, (tx) => tx.accountByName('live:1'))).toEqual(live)
    expect(await store.transact(user, (tx) => tx.accountByName('live:2'))).toBeNull()
  },

  'refuses a second account of the same name, and one that its key does not name': async (store) => {
    const user = await userWithAccount(store)
    await expect(store.transact(user, (tx) => tx.insertAccount(accountRecord()))).rejects.toThrow()
    const misnamed = accountRecord({ account: 'live:VA00000042' })
    await expect(store.transact(user, (tx) => tx.insertAccount(misnamed))).rejects.toThrow('named by its key')
  },

  'cannot see, lock or save the account of another user': async (store) => {
    await userWithAccount(store)
    const other = freshUser()
    expect(await store.transact(other, (tx) => tx.accounts())).toEqual([])
    expect(await store.transact(other, (tx) => tx.accountByName(ACCOUNT))).toBeNull()
    await expect(store.transact(other, (tx) => tx.lockAccount(ACCOUNT))).rejects.toThrow('no account')
    await expect(store.transact(other, (tx) => tx.saveAccount(accountRecord()))).rejects.toThrow()
  },

  'cannot save an account without its lock, nor take its sequence back': async (store) => {
    const user = await userWithAccount(store)
    await expect(store.transact(user, (tx) => tx.saveAccount(accountRecord()))).rejects.toThrow(
      'without its lock',
    )
    const save = (lastSequence: number) =>
      store.transact(user, async (tx) => {
        const account = await tx.lockAccount(ACCOUNT)
        await tx.saveAccount({ ...account, lastSequence, snapshotId: `s${lastSequence}` })
      })
    await save(5)
    await expect(save(4)).rejects.toThrow('would go back from 5 to 4')
    const stored = await store.transact(user, (tx) => tx.accountByName(ACCOUNT))
    expect(stored).toEqual(accountRecord({ lastSequence: 5, snapshotId: 's5' }))
  },
}

export const snapshotsContract: ContractPart = {
  'gives snapshots back as they were, the newest first': async (store) => {
    const { mine, theirs } = await twoUsers(store)
    const failed = snapshotRecord('s3', 3, {
      state: 'failed',
      trouble: 'positions: http_503',
      positionCount: null,
      orderCount: null,
      balances: null,
      profile: null,
    })
    await mine(async (tx) => {
      await tx.insertSnapshot(snapshotRecord('s2', 2))
      await tx.insertSnapshot(snapshotRecord('s1', 1))
      await tx.insertSnapshot(failed)
    })
    expect(await mine((tx) => tx.latestSnapshots(ACCOUNT, 2))).toEqual([failed, snapshotRecord('s2', 2)])
    expect(await mine((tx) => tx.snapshotById('s1'))).toEqual(snapshotRecord('s1', 1))
    expect(await theirs((tx) => tx.snapshotById('s1'))).toBeNull()
    expect(await theirs((tx) => tx.latestSnapshots(ACCOUNT, 2))).toEqual([])
  },

  'counts only complete snapshots, above a sequence': async (store) => {
    const { mine, theirs } = await twoUsers(store)
    await mine(async (tx) => {
      for (const sequence of [1, 2, 3, 4]) {
        const state = sequence === 3 ? 'torn' : 'complete'
        await tx.insertSnapshot(snapshotRecord(`s${sequence}`, sequence, { state }))
      }
    })
    const counts = await mine((tx) =>
      Promise.all([0, 1, 2, 3, 4].map((sequence) => tx.completeSnapshotsAfter(ACCOUNT, sequence))),
    )
    expect(counts).toEqual([3, 2, 1, 1, 0])
    expect(await theirs((tx) => tx.completeSnapshotsAfter(ACCOUNT, 0))).toBe(0)
  },

  'refuses a sequence or an id that is taken, and an account that does not exist': async (store) => {
    const { mine } = await twoUsers(store)
    await mine((tx) => tx.insertSnapshot(snapshotRecord('s1', 1)))
    for (const wrong of [
      snapshotRecord('s9', 1),
      snapshotRecord('s1', 9),
      snapshotRecord('s9', 9, { account: 'live:1' }),
    ]) {
      await expect(mine((tx) => tx.insertSnapshot(wrong))).rejects.toThrow()
    }
  },
}
