import { describe, expect, test } from 'vitest'
import { skipReason } from './conformance-case.ts'
import { CONFORMANCE_LIST } from './conformance-list.ts'
import { inProcessTarget } from './conformance-target.ts'

describe('Tradier conformance, in process', () => {
  test('every case has a number of its own, and none is skipped here', () => {
    expect(new Set(CONFORMANCE_LIST.map(({ id }) => id)).size).toBe(CONFORMANCE_LIST.length)
    expect(CONFORMANCE_LIST.flatMap((one) => skipReason(inProcessTarget(), one) ?? [])).toEqual([])
  })

  for (const one of CONFORMANCE_LIST) {
    test(`${one.id} ${one.title} (${one.endpoint}; ${one.source})`, () => one.run(inProcessTarget()))
  }
})
