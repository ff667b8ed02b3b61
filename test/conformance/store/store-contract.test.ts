import { describe } from 'vitest'
import { memoryStore } from '../../../src/adapters/memory/memory-store.ts'
import { storeOnPool } from '../../../src/adapters/postgres/postgres-store.ts'
import { describeOnServer } from '../../support/postgres/server-tests.ts'
import { testStoreContract } from './store-contract.ts'

// The embedded store runs the same contract in embedded-store.test.ts, where it is also stopped and started again.

describe('the store in memory', () => {
  const store = memoryStore()
  testStoreContract(() => store)
})

describeOnServer('the store on a server', 'store_contract', 'migrated', (pool) => {
  testStoreContract(() => storeOnPool(pool()))
})
