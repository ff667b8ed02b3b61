import { describe, expect, test } from 'vitest'
import { ok, refuse, type Result } from '../../../src/domain/refusal.ts'
import { memoryStore } from '../../../src/adapters/memory/memory-store.ts'
import { DAY_MS, instant, MINUTE_MS } from '../../../src/domain/calendar/instant.ts'
import { once } from '../../../src/service/idempotency/once.ts'
import { placeTrade } from '../../../src/service/trades/place-trade.ts'
import { minutes, tradesOf } from '../../support/engine/spread-world.ts'
import { handOf } from '../../support/engine/hand-of.ts'
import { callWish, dollars, handWorld, ordersAt } from '../../support/trades/hand-world.ts'
import { hundredClicks, threeAtFourOfFive } from '../../support/trades/clicks.ts'

describe('many clicks', () => {
  test('C-18: a hundred clicks under one key from four clients are one trade and one order', async () => {
    const { at, answers } = await hundredClicks(() => 'one')
    expect(ordersAt(at)).toBe(1)
    const [record, ...others] = await tradesOf(at.world)
    expect(others).toEqual([])
    for (const answer of answers) {
      if (answer.ok) expect(answer.value.value.trade.id).toBe(record!.trade.id)
      else expect(answer.code).toBe('request_is_in_flight')
    }
    expect(answers.filter((one) => one.ok && !one.value.repeated)).toHaveLength(1)
  })

  test('C-18: under a hundred keys the duplicate detector admits one', async () => {
    const { at, answers } = await hundredClicks((i) => `key-${i}`)
    expect(ordersAt(at)).toBe(1)
    expect(await tradesOf(at.world)).toHaveLength(1)
    const refused = answers.flatMap((one) => (one.ok ? [] : [one.code]))
    expect(refused).toEqual(Array(99).fill('duplicate_within_a_minute'))
  })

  test('C-20: four of five positions, one of them pending, and three at once: one is admitted', async () => {
    const { at, answers } = await threeAtFourOfFive()
    expect(ordersAt(at)).toBe(5)
    const refused = answers.flatMap((one) => (one.ok ? [] : [one]))
    expect(refused.map(({ code }) => code)).toEqual(['user_max_positions', 'user_max_positions'])
    expect(refused[0]!.message).toContain('would be 6, and 5 is the most')
  })

  test('C-20: a day that has lost its limit refuses with both values, and so does a day of enough trades', async () => {
    const lost = await handWorld({ settings: { 'user.daily_loss_limit': '500' } })
    await placeTrade(lost.hand, 'k1', callWish())
    const [record] = await tradesOf(lost.world)
    const { executeExitForTrade } = await import('../../../src/engine/exits/execute-exit.ts')
    lost.market.set('SPY261016C00650000', 0.02, 0.04)
    lost.world.pass(MINUTE_MS)
    await lost.world.engine.syncTradierSnapshot('sync', true)
    await executeExitForTrade(await lost.hand.exits(), record!.trade.id, 'MANUAL_CLOSE', 'person')
    await minutes(lost.world, 3)
    const [closed] = await tradesOf(lost.world)
    expect(closed!.trade.status).toBe('CLOSED')
    lost.market.set('SPY261016C00650000', 5, 5.2)
    lost.world.pass(MINUTE_MS)
    expect(await placeTrade(lost.hand, 'k2', callWish())).toMatchObject({
      code: 'user_daily_loss_limit',
      message: expect.stringMatching(/lost \$51\d\.\d\d, and at \$500\.00/),
    })
    const busy = await handWorld({ settings: { 'user.max_daily_trades': '1' } })
    await placeTrade(busy.hand, 'k1', callWish())
    busy.world.pass(2 * MINUTE_MS)
    expect(await placeTrade(busy.hand, 'k2', callWish())).toMatchObject({
      code: 'user_max_daily_trades',
      message: expect.stringContaining('would be 2, and 1 is the most'),
    })
  })

  test('C-18: the same key with another body is refused, and another user’s key is another key', async () => {
    const at = await handWorld()
    await placeTrade(at.hand, 'k', callWish())
    expect(await placeTrade(at.hand, 'k', callWish({ quantity: 2 }))).toMatchObject({
      code: 'key_was_used_for_another_request',
    })
    const other = handOf(at.world, at.world.engine)
    const theirs = { ...other, view: { ...other.view, username: 'another' } }
    expect(await placeTrade(theirs, 'k', callWish({ root: '; DROP' }))).toMatchObject({
      code: 'ticker_must_be_plausible',
    })
    expect(await placeTrade(at.hand, ' ', callWish())).toMatchObject({
      code: 'idempotency_key_must_be_printable',
    })
    expect(ordersAt(at)).toBe(1)
  })

  test('C-19: a retry after a network error finds what the first try did', async () => {
    const at = await handWorld({ restingFillsPerMinute: 0 })
    const first = await placeTrade(at.hand, 'form-1', callWish({ limit: dollars(5.05) }))
    const again = await placeTrade(at.hand, 'form-1', callWish({ limit: dollars(5.05) }))
    if (!first.ok || !again.ok) throw new Error('both are answered')
    expect(again.value).toEqual({ value: JSON.parse(JSON.stringify(first.value.value)), repeated: true })
    expect(ordersAt(at)).toBe(1)
  })

  test('what was refused before it was written leaves the key free', async () => {
    const at = await handWorld()
    expect(await placeTrade(at.hand, 'k', callWish({ stopLoss: null }))).toMatchObject({
      code: 'user_heat_limit',
    })
    expect(await placeTrade(at.hand, 'k', callWish())).toMatchObject({ ok: true, value: { repeated: false } })
  })
})

describe('once', () => {
  const NOW = instant(1_790_083_800_000)

  test('runs once for a key, and answers the same afterwards', async () => {
    const store = memoryStore()
    let runs = 0
    const run = async (): Promise<Result<{ n: number }>> => {
      runs += 1
      return ok({ n: runs })
    }
    const ask = (key: string, hash: string, at = NOW, user = 'me') => once(store, user, key, hash, at, run)
    expect(await ask('k', 'h')).toEqual({ ok: true, value: { value: { n: 1 }, repeated: false } })
    expect(await ask('k', 'h')).toEqual({ ok: true, value: { value: { n: 1 }, repeated: true } })
    expect(await ask('k', 'other')).toMatchObject({ code: 'key_was_used_for_another_request' })
    expect(await ask('k', 'h', NOW, 'somebody')).toMatchObject({ value: { value: { n: 2 } } })
    expect(await ask('k', 'h', instant(NOW + 30 * DAY_MS - 1))).toMatchObject({ value: { repeated: true } })
    expect(await ask('k', 'h', instant(NOW + 30 * DAY_MS))).toMatchObject({ value: { value: { n: 3 } } })
    expect(await ask('', 'h')).toMatchObject({ code: 'idempotency_key_must_be_printable' })
  })

  test('refuses while the first is at it, gives the key back after a refusal or an error', async () => {
    const store = memoryStore()
    let finish: (answer: Result<{ n: number }>) => void = () => undefined
    const slow = () =>
      new Promise<Result<{ n: number }>>((resolve) => {
        finish = resolve
      })
    const first = once(store, 'me', 'k', 'h', NOW, slow)
    await new Promise((turn) => setImmediate(turn))
    const second = () => once(store, 'me', 'k', 'h', instant(NOW + 1), async () => ok({ n: 2 }))
    expect(await second()).toMatchObject({ code: 'request_is_in_flight' })
    finish(refuse('no', 'Not now.'))
    expect(await first).toMatchObject({ code: 'no' })
    const broken = once(store, 'me', 'k', 'h', NOW, () => Promise.reject(new Error('bug')))
    await expect(broken).rejects.toThrow('bug')
    expect(await second()).toMatchObject({ value: { value: { n: 2 }, repeated: false } })
  })

  test('takes over from a process that ended in the middle, after five minutes', async () => {
    const store = memoryStore()
    void once(store, 'me', 'k', 'h', NOW, () => new Promise(() => undefined))
    await new Promise((turn) => setImmediate(turn))
    const later = (ms: number) => once(store, 'me', 'k', 'h', instant(NOW + ms), async () => ok({ n: 1 }))
    expect(await later(5 * MINUTE_MS - 1)).toMatchObject({ code: 'request_is_in_flight' })
    expect(await later(5 * MINUTE_MS)).toMatchObject({ value: { repeated: false } })
  })
})
