import { afterEach, describe, expect, it } from 'vitest'
import { storeOnPool } from '../../../src/adapters/postgres/postgres-store.ts'
import { tradesOf } from '../../support/engine/spread-world.ts'
import { hundredClicks, threeAtFourOfFive } from '../../support/trades/clicks.ts'
import { ordersAt } from '../../support/trades/hand-world.ts'
import { serverPool } from '../../support/postgres/server-pool.ts'

describe('many clicks, on a server', () => {
  const pool = serverPool('hand_clicks')
  afterEach(() => pool().query('truncate broker_accounts, idempotency_keys cascade'))

  it('C-18: a hundred clicks under one key are one trade and one order', async () => {
    const { at, answers } = await hundredClicks(() => 'one', storeOnPool(pool()))
    expect(ordersAt(at)).toBe(1)
    expect(await tradesOf(at.world)).toHaveLength(1)
    const codes = new Set(answers.flatMap((one) => (one.ok ? [] : [one.code])))
    expect([...codes].filter((code) => code !== 'request_is_in_flight')).toEqual([])
  })

  it('C-18: under a hundred keys the duplicate detector admits one', async () => {
    const { at, answers } = await hundredClicks((i) => `key-${i}`, storeOnPool(pool()))
    expect(ordersAt(at)).toBe(1)
    const refused = answers.flatMap((one) => (one.ok ? [] : [one.code]))
    expect(refused).toEqual(Array(99).fill('duplicate_within_a_minute'))
  })

  it('C-20: four of five positions and three at once: one is admitted', async () => {
    const { at, answers } = await threeAtFourOfFive(storeOnPool(pool()))
    expect(ordersAt(at)).toBe(5)
    const refused = answers.flatMap((one) => (one.ok ? [] : [one.code]))
    expect(refused).toEqual(['user_max_positions', 'user_max_positions'])
  })
})
