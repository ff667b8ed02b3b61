import { describe } from 'vitest'
import { memoryStore } from '../../../src/adapters/memory/memory-store.ts'
import { testStoreContract } from './store-contract.ts'

// The embedded store runs the same contract in embedded-store.test.ts, the store on a server in
// store-contract.server.test.ts.

describe('the store in memory', () => {
  const store = memoryStore()
  testStoreContract(() => store)
})
