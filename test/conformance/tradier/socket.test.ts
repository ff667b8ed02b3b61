import { describe, expect, test } from 'vitest'
import { skipReason } from './conformance-case.ts'
import { CONFORMANCE_LIST } from './conformance-list.ts'
import { socketTarget } from './socket-target.ts'

describe('Tradier conformance, over the sockets of the exchange', () => {
  for (const one of CONFORMANCE_LIST) {
    test(`${one.id} ${one.title}`, async () => {
      const { target, close } = await socketTarget()
      try {
        expect(skipReason(target, one)).toBeNull()
        await one.run(target)
      } finally {
        await close()
      }
    })
  }
})
