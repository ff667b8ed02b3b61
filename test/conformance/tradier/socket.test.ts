import { describe, expect, test } from 'vitest'
import { skipReason } from './conformance-case.ts'
import { CONFORMANCE_LIST } from './conformance-list.ts'
import { inProcessTarget } from './conformance-target.ts'
import { socketTarget } from './socket-target.ts'

describe('Tradier conformance, over a socket', () => {
  const has = inProcessTarget().has.filter((need) => need !== 'faults')
  const cases = CONFORMANCE_LIST.filter((one) => skipReason({ has }, one) === null)

  test('leaves out the faults alone, which are played in process', () => {
    const left = CONFORMANCE_LIST.filter((one) => !cases.includes(one))
    expect(left.every(({ needs }) => needs?.includes('faults'))).toBe(true)
    expect(cases.length).toBeGreaterThan(100)
  })

  for (const one of cases) {
    test(`${one.id} ${one.title}`, async () => {
      const { target, close } = await socketTarget()
      try {
        await one.run(target)
      } finally {
        await close()
      }
    })
  }
})
