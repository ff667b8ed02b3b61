import { describe, expect, it } from 'vitest'
import { storeOnPool } from '../../../src/adapters/postgres/postgres-store.ts'
import { runTransaction, TRANSACTION_LIMITS } from '../../../src/adapters/postgres/transaction-runner.ts'
import { serverPool } from '../../support/postgres/server-pool.ts'
import { freshUser, userWithAccount } from './contract.ts'
import { ACCOUNT, accountRecord } from './sample-records.ts'

const SECOND = accountRecord({ account: 'live:1', key: { environment: 'live', accountId: '1' } })

describe('transactions on a server', () => {
  const pool = serverPool('store_transactions')

  const fail = (code: string) => `do $$ begin raise exception 'planned' using errcode = '${code}'; end $$`

  it('run again after a deadlock until both have worked', async () => {
    const store = storeOnPool(pool())
    const user = await userWithAccount(store)
    await store.transact(user, (tx) => tx.insertAccount(SECOND))
    let runs = 0
    let waiting = 0
    let letGo = () => {}
    const bothHoldOne = new Promise<void>((resolve) => {
      letGo = resolve
    })
    const lockBoth = (first: string, second: string) =>
      store.transact(user, async (tx) => {
        runs++
        const record = await tx.lockAccount(first)
        if (++waiting === 2) letGo()
        await bothHoldOne
        await tx.lockAccount(second)
        await tx.saveAccount({ ...record, epoch: record.epoch + 1 })
      })
    await Promise.all([lockBoth(ACCOUNT, 'live:1'), lockBoth('live:1', ACCOUNT)])
    expect(runs).toBe(3)
    expect((await store.transact(user, (tx) => tx.accounts())).map(({ epoch }) => epoch)).toEqual([2, 2])
  })

  it.each([
    ['40001', 3],
    ['40P01', 3],
    ['57014', 1],
    ['23505', 1],
  ])('that fail with %s are begun %i times', async (code, times) => {
    let runs = 0
    const failing = runTransaction(pool(), freshUser(), TRANSACTION_LIMITS, async (session) => {
      runs++
      await session.rows(fail(code))
    })
    await expect(failing).rejects.toThrow('planned')
    expect(runs).toBe(times)
  })

  it('give up waiting for a lock, and the holder goes on', async () => {
    const store = storeOnPool(pool())
    const impatient = storeOnPool(pool(), { ...TRANSACTION_LIMITS, lockTimeoutMs: 50 })
    const user = await userWithAccount(store)
    await store.transact(user, async (tx) => {
      const record = await tx.lockAccount(ACCOUNT)
      await expect(impatient.transact(user, (other) => other.lockAccount(ACCOUNT))).rejects.toThrow(
        'lock timeout',
      )
      await tx.saveAccount({ ...record, epoch: 7 })
    })
    expect((await store.transact(user, (tx) => tx.accountByName(ACCOUNT)))?.epoch).toBe(7)
  })

  it('end a statement that takes too long', async () => {
    const limits = { ...TRANSACTION_LIMITS, statementTimeoutMs: 50 }
    const slow = runTransaction(pool(), freshUser(), limits, (session) => session.rows('select pg_sleep(5)'))
    await expect(slow).rejects.toThrow('statement timeout')
  })

  it('say so when the work swallowed an error, since nothing of it is stored', async () => {
    const user = freshUser()
    const swallowing = runTransaction(pool(), user, TRANSACTION_LIMITS, async (session) => {
      await session.write(`insert into user_settings (key, value, updated_at) values ('k', 'v', now())`)
      await session.rows(fail('22012')).catch(() => [])
    })
    await expect(swallowing).rejects.toThrow('swallowed')
    expect(await storeOnPool(pool()).transact(user, (tx) => tx.settings(ACCOUNT))).toEqual([])
  })

  it('fail with their connection, and the next one gets another', async () => {
    const store = storeOnPool(pool())
    const user = await userWithAccount(store)
    const cut = runTransaction(pool(), user, TRANSACTION_LIMITS, async (session) => {
      await session.write(`insert into user_settings (key, value, updated_at) values ('k', 'v', now())`)
      const row = await session.row<{ readonly pid: number }>('select pg_backend_pid() as pid')
      await pool().query('select pg_terminate_backend($1)', [row!.pid])
      await session.rows('select 1')
    })
    await expect(cut).rejects.toThrow()
    expect(await store.transact(user, (tx) => tx.settings(ACCOUNT))).toEqual([])
  })
})
