import { describe } from 'vitest'
import { storeOnPool } from '../../../src/adapters/postgres/postgres-store.ts'
import { serverPool } from '../../support/postgres/server-pool.ts'
import { testStoreContract } from './store-contract.ts'

describe('the store on a server', () => {
  const pool = serverPool('store_contract')
  testStoreContract(() => storeOnPool(pool()))
})
