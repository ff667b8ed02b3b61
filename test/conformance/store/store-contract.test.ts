import { describe } from 'vitest'
import { memoryStore } from '../../../src/adapters/memory/memory-store.ts'
import { testStoreContract } from './store-contract.ts'

describe('the store in memory', () => {
  const store = memoryStore()
  testStoreContract(() => store)
})
