import { describe, expect, it } from 'vitest'
import { ChangeCounter } from './change-counter.ts'

describe('the count of changes', () => {
  it('rises with each transaction of its user, one that fails too', async () => {
    const counter = new ChangeCounter()
    const work = counter.counting({
      transact: async <T>(_: string, job: (tx: null) => Promise<T>) => job(null),
    })
    expect(counter.of('a')).toBe(0)
    expect(await work.transact('a', async () => 7)).toBe(7)
    await expect(work.transact('a', () => Promise.reject(new Error('planned')))).rejects.toThrow('planned')
    expect([counter.of('a'), counter.of('b')]).toEqual([2, 0])
  })
})
