import { describe, expect, it } from 'vitest'
import { storeOnPool } from '../../../src/adapters/postgres/postgres-store.ts'
import { serverPool } from '../../support/postgres/server-pool.ts'
import { userWithAccount } from './contract.ts'
import { ACCOUNT, brokerOrder, orderRecord, positionRow } from './sample-records.ts'
import { testStoreContract } from './store-contract.ts'

describe('the store on a server', () => {
  const pool = serverPool('store_contract')
  testStoreContract(() => storeOnPool(pool()))

  it('neither writes nor locks a row that the broker reports as before', async () => {
    const store = storeOnPool(pool())
    const user = await userWithAccount(store)
    const sync = (changed: number) =>
      store.transact(user, async (tx) => {
        await tx.mirrorPositions(ACCOUNT, [positionRow('A'), positionRow('B', { quantity: changed })])
        await tx.saveOrders([
          orderRecord(brokerOrder('1')),
          orderRecord(brokerOrder('2', { quantity: changed })),
        ])
      })
    // A row that is written moves (ctid) and has a new writer (xmin); one that is locked has a locker (xmax).
    const versions = async () => {
      const { rows } = await pool().query<{ readonly version: string }>(
        `select concat_ws(' ', symbol, ctid, xmin, xmax) as version from portfolio_positions where username = $1
         union all select concat_ws(' ', id, ctid, xmin, xmax) from orders where username = $1
         union all select concat_ws(' ', order_id, ordinal, ctid, xmin, xmax) from order_legs where username = $1
         order by 1`,
        [user],
      )
      return rows.map(({ version }) => version)
    }
    await sync(1)
    const before = await versions()
    await sync(1)
    expect(await versions()).toEqual(before)
    await sync(2)
    const after = await versions()
    // One position, one order and its two legs.
    expect(after.filter((version) => !before.includes(version))).toHaveLength(4)
  })
})
