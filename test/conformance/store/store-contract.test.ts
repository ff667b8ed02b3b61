import { afterAll, beforeAll, describe, inject } from 'vitest'
import { memoryStore } from '../../../src/adapters/memory/memory-store.ts'
import { embeddedStore } from '../../../src/adapters/postgres/embedded-store.ts'
import { postgresStore } from '../../../src/adapters/postgres/postgres-store.ts'
import type { Store } from '../../../src/ports/store/store.ts'
import { createTestDatabase } from '../../support/postgres/test-database.ts'
import { testStoreContract } from './store-contract.ts'

/** Opening may wait for a server that is still starting, or for a database that is made anew. */
const OPENING_MS = 90_000

function testStore(name: string, openStore: () => Promise<Store>): void {
  describe(name, () => {
    let store: Store
    beforeAll(async () => {
      store = await openStore()
    }, OPENING_MS)
    afterAll(() => store.close())
    testStoreContract(() => store)
  })
}

testStore('the store in memory', async () => memoryStore())

testStore('the embedded store', () => embeddedStore(null))

const serverUrl = inject('postgresUrl')
if (serverUrl === null) {
  console.log('No PostgreSQL server is installed here: the store on a server is not tested.')
} else {
  testStore('the store on a server', async () =>
    postgresStore(await createTestDatabase(serverUrl, 'store_contract')),
  )
}
