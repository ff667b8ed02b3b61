import { describe, expect, test } from 'vitest'
import { workOrders } from '../../../src/cycles/monitor-cycle.ts'
import { MINUTE_MS } from '../../../src/domain/calendar/instant.ts'
import { tradingDay } from '../../../src/domain/calendar/trading-day.ts'
import { placeTrade } from '../../../src/service/trades/place-trade.ts'
import { previewTrade } from '../../../src/service/trades/preview-trade.ts'
import { hardStop } from '../../../src/service/engine/stop-entries.ts'
import { minutes, tradesOf } from '../../support/engine/spread-world.ts'
import { NO_CONTEXT } from '../../../src/ports/store/hand-terms.ts'
import { ACCOUNT, VENUE_ACCOUNT } from '../../support/engine/trading-world.ts'
import {
  CALL_650,
  callsSince,
  callWish,
  dollars,
  handWorld,
  ordersAt,
} from '../../support/trades/hand-world.ts'

const LIMITS = { 'user.account_balance': '100000' }

describe('a trade by hand', () => {
  test('is bought at its limit, kept with what was asked for, and read back as filled', async () => {
    const at = await handWorld()
    const context = {
      ...NO_CONTEXT,
      strategy: 'WEEKLY',
      cardScore: 72,
      gateVerdict: 'FAIL',
      aiVerdict: 'BUY',
    }
    const placed = await placeTrade(at.hand, 'k1', callWish({ context }))
    expect(placed).toMatchObject({
      ok: true,
      value: { repeated: false, value: { outcome: 'filled', trade: { origin: 'MANUAL', status: 'OPEN' } } },
    })
    const [record] = await tradesOf(at.world)
    expect(record!.hand).toEqual({
      stopLoss: 40_000,
      takeProfit: 80_000,
      overrideCount: 0,
      context: { ...context, gateVerdict: 'STRONG_PASS' },
    })
    expect(record).toMatchObject({ maxLoss: 520_00, trade: { managed: true, version: 2 } })
    expect(ordersAt(at)).toBe(1)
  })

  test('C-05 C-08: works at its limit as PENDING, unwalked and unprotected, its risk reserved', async () => {
    const at = await handWorld({ restingFillsPerMinute: 0, settings: LIMITS } as never)
    const placed = await placeTrade(at.hand, 'k1', callWish({ limit: dollars(5.05) }))
    expect(placed).toMatchObject({ ok: true, value: { value: { outcome: 'working' } } })
    for (let i = 0; i < 3; i += 1) {
      await minutes(at.world, 1)
      for (let step = 0; step < 5; step += 1) {
        at.world.pass(5_000)
        await workOrders(at.world.engine)
      }
    }
    const [record] = await tradesOf(at.world)
    expect(record).toMatchObject({ reserve: 505_00, trade: { status: 'ENTRY_PENDING', bracket: null } })
    expect(ordersAt(at)).toBe(1)
    expect(at.world.venue.positions(VENUE_ACCOUNT)).toEqual([])
    const preview = await previewTrade(at.hand, callWish({ limit: dollars(5.1) }))
    // 105 of the working one until its stop, and 110 of this one.
    expect(preview).toMatchObject({ value: { heatAfter: { atRisk: 215_00, basisPoints: 22 } } })
  })

  test('C-06: its fill makes it OPEN at the broker’s price, never CLOSED', async () => {
    const at = await handWorld({ restingFillsPerMinute: 0 })
    await placeTrade(at.hand, 'k1', callWish({ limit: dollars(5.15) }))
    at.market.set(CALL_650, 4.9, 5.1)
    await minutes(at.world, 2)
    const [record] = await tradesOf(at.world)
    expect(record!.trade).toMatchObject({ status: 'OPEN', exitReason: null, exits: [] })
    const [fill] = record!.trade.entries
    expect(fill!.cashFlow).toBeGreaterThanOrEqual(-515_00)
    expect(fill!.cashFlow).toBeLessThanOrEqual(-510_00)
  })

  test('C-07: unfilled at the close it is CANCELLED with nothing lost', async () => {
    const at = await handWorld({ restingFillsPerMinute: 0 })
    await placeTrade(at.hand, 'k1', callWish({ limit: dollars(5.05) }))
    at.world.pass(390 * MINUTE_MS)
    await at.world.engine.syncTradierSnapshot('sync')
    expect(at.world.venue.orders(VENUE_ACCOUNT)[0]!.status).toBe('expired')
    const [record] = await tradesOf(at.world)
    expect(record!.trade).toMatchObject({ status: 'CANCELLED', exitReason: null, entries: [], exits: [] })
  })

  test('C-09: a POST without an answer is unknown, is looked for, and is never sent twice', async () => {
    for (const after of [true, false]) {
      const at = await handWorld({ restingFillsPerMinute: 0 })
      const isSend = ({ method, tag }: { method: string; tag: string | null }) =>
        method === 'POST' && tag !== null
      let posts = 0
      at.world.faults = (call) => {
        if (!isSend(call)) return null
        posts += 1
        return { kind: 'timeout', after }
      }
      const placed = await placeTrade(at.hand, 'k1', callWish({ limit: dollars(5.05) }))
      const [record] = await tradesOf(at.world)
      expect(record).toBeDefined()
      if (after) expect(placed).toMatchObject({ ok: true, value: { value: { outcome: 'working' } } })
      else {
        expect(placed).toMatchObject({ ok: true, value: { value: { outcome: 'unknown' } } })
        expect(record!.trade.flags).toContain('UNKNOWN_OUTCOME')
      }
      const again = await placeTrade(at.hand, 'k1', callWish({ limit: dollars(5.05) }))
      expect(again).toMatchObject({
        ok: true,
        value: { repeated: true, value: { trade: { id: record!.trade.id } } },
      })
      await minutes(at.world, 4)
      // Asked again later, the same key tells what has become known since.
      const later = await placeTrade(at.hand, 'k1', callWish({ limit: dollars(5.05) }))
      expect(later).toMatchObject(
        after ? { ok: true, value: { repeated: true } } : { code: 'order_never_arrived' },
      )
      expect(posts).toBe(1)
      expect(ordersAt(at)).toBe(after ? 1 : 0)
      expect((await tradesOf(at.world)).map(({ trade }) => trade.status)).toEqual([
        after ? 'ENTRY_PENDING' : 'CANCELLED',
      ])
    }
  })

  test('C-10: a 200 that is rejected a moment later is an error with the broker’s words', async () => {
    const at = await handWorld()
    at.world.venue.control.plan({
      kind: 'reject_next',
      accountId: VENUE_ACCOUNT,
      reason: 'Sorry, you are not approved for this.',
    })
    const refused = await placeTrade(at.hand, 'k1', callWish())
    expect(refused).toMatchObject({ ok: false, code: 'broker_rejected_the_order' })
    expect(refused).toMatchObject({ message: expect.stringContaining('you are not approved for this') })
    const [record] = await tradesOf(at.world)
    expect(record!.trade.status).toBe('CANCELLED')
    expect(await placeTrade(at.hand, 'k1', callWish())).toEqual(refused)
    expect(ordersAt(at)).toBe(1)
  })

  test('C-40: a rejected trade is kept, each change with its trigger, actor and evidence', async () => {
    const at = await handWorld()
    at.world.venue.control.plan({ kind: 'reject_next', accountId: VENUE_ACCOUNT, reason: 'No.' })
    await placeTrade(at.hand, 'k1', callWish())
    const [record] = await tradesOf(at.world)
    const events = await at.world.read((tx) => tx.eventsOfTrade(record!.trade.id))
    expect(events.map(({ event }) => event)).toMatchObject([
      {
        type: 'status_changed',
        from: 'ENTRY_PENDING',
        to: 'CANCELLED',
        trigger: 'entry_died',
        evidence: { actor: 'engine', reference: expect.stringMatching(/^order /) },
      },
    ])
  })

  test('an order that provably never left is given up, and the person is told', async () => {
    const at = await handWorld()
    at.world.faults = ({ tag }) => (tag === null ? null : { kind: 'refused' })
    expect(await placeTrade(at.hand, 'k1', callWish())).toMatchObject({
      ok: false,
      code: 'order_was_not_sent',
    })
    at.world.faults = () => null
    await minutes(at.world, 1)
    expect(ordersAt(at)).toBe(0)
    expect((await tradesOf(at.world))[0]!.trade.status).toBe('CANCELLED')
  })

  test('C-34: a vendor that hangs does not hold a trade up', async () => {
    const at = await handWorld()
    const hanging = () => new Promise<never>(() => undefined)
    const context = at.world.engine.context as { volatility: unknown; snapshotPrices: unknown }
    context.volatility = { readStanding: hanging }
    context.snapshotPrices = { source: 'orats', market: { readQuotes: hanging, declaredDelayMs: 0 } }
    const began = at.world.market.now
    const placed = await placeTrade(at.hand, 'k1', callWish())
    expect(placed).toMatchObject({ ok: true, value: { value: { outcome: 'filled' } } })
    expect(at.world.market.now - began).toBeLessThanOrEqual(2_000)
    const [record] = await tradesOf(at.world)
    expect(record!.underlyingEntry).not.toBeNull()
  })

  test('a wish at market is sent with a limit a little beyond the market, and not into a wide one', async () => {
    const at = await handWorld({ settings: LIMITS })
    const atMarket = callWish({ limit: null })
    expect(await placeTrade(at.hand, 'k1', atMarket)).toMatchObject({
      ok: true,
      value: { value: { outcome: 'filled' } },
    })
    const [order] = at.world.venue.orders(VENUE_ACCOUNT)
    expect(order).toMatchObject({ request: { type: 'limit', limit: 54_600 } })
    at.world.pass(MINUTE_MS)
    at.market.set(CALL_650, 3.5, 6.5)
    expect(await placeTrade(at.hand, 'k2', atMarket)).toMatchObject({
      code: 'market_must_be_narrow_for_a_market_order',
    })
  })

  test('a kill switch refuses before the broker is asked anything', async () => {
    const at = await handWorld()
    await hardStop(at.hand.view, 'enough')
    const before = at.world.requests.length
    expect(await placeTrade(at.hand, 'k1', callWish())).toMatchObject({ code: 'entries_stopped' })
    expect(callsSince(at, before)).toEqual([])
  })

  test('C-36 C-37: what is no ticker or no direction of a hand is refused before any call', async () => {
    const at = await handWorld()
    const before = at.world.requests.length
    const code = async (more: object) => {
      const answer = await placeTrade(at.hand, 'k1', callWish(more))
      return answer.ok ? 'placed' : answer.code
    }
    for (const root of ['MSTRAAPL', '; DROP', 'A'.repeat(500), '', 'AAPL US'])
      expect(await code({ root })).toBe('ticker_must_be_plausible')
    expect(await code({ root: 'AAPL1' })).toBe('contract_must_not_be_adjusted')
    for (const strategy of ['SHORT_CALL', 'IRON_CONDOR', 'toString'])
      expect(await code({ strategy })).toBe('strategy_must_be_one_for_a_hand')
    expect(await code({ quantity: 1.5 })).toBe('quantity_must_be_a_whole_number')
    expect(await code({ quantity: 0 })).toBe('quantity_must_be_a_whole_number')
    expect(await code({ expiration: '2026-09-21' })).toBe('expiration_must_not_be_over')
    expect(await code({ limit: dollars(5.205) })).toBe('limit_must_be_on_a_tick')
    expect(await code({ limit: dollars(0) })).toBe('debit_must_be_positive')
    expect(await code({ stopLoss: dollars(8), takeProfit: dollars(4) })).toBe(
      'stop_must_be_worse_than_the_take_profit',
    )
    expect(callsSince(at, before)).toEqual([])
    for (const [root, underlying] of [
      ['BRK.B', 'BRK/B'],
      ['$SPX', 'SPX'],
    ] as const) {
      const answer = await placeTrade(at.hand, 'k1', callWish({ root }))
      expect(answer).toMatchObject({ ok: false, message: expect.stringContaining(underlying) })
    }
  })

  test('C-30: a holiday and the afternoon of a half day are closed, and an override that is off is off', async () => {
    const codeAt = async (now: number, force: string) => {
      const at = await handWorld({ settings: { 'session.force_open': force } }, now)
      const answer = await placeTrade(at.hand, 'k1', callWish({ expiration: tradingDay('2026-12-18') }))
      return answer.ok ? 'placed' : answer.code
    }
    const thanksgiving = Date.UTC(2026, 10, 26, 15)
    const halfDay = Date.UTC(2026, 10, 27, 18, 30)
    for (const now of [thanksgiving, halfDay]) {
      expect(await codeAt(now, 'no')).toBe('market_must_be_open')
      expect(await codeAt(now, 'yes')).not.toBe('market_must_be_open')
    }
    expect(await codeAt(halfDay - 30 * MINUTE_MS, 'no')).not.toBe('market_must_be_open')
  })

  test('what is not listed is refused by name, and so is a closed market', async () => {
    const at = await handWorld()
    const code = async (more: object) => {
      const answer = await placeTrade(at.hand, 'k1', callWish(more))
      return answer.ok ? 'placed' : answer.code
    }
    expect(await code({ root: 'ZZZZ' })).toBe('ticker_must_be_known')
    expect(await code({ expiration: '2026-10-15' })).toBe('expiration_must_be_listed')
    expect(await code({ strikes: [dollars(651)] })).toBe('strike_must_be_listed')
    const night = await handWorld({}, Date.UTC(2026, 8, 23, 2))
    expect(await placeTrade(night.hand, 'k1', callWish())).toMatchObject({ code: 'market_must_be_open' })
    expect(ordersAt(at) + ordersAt(night)).toBe(0)
  })

  test('the limit stays within the collar, stop and take-profit on their sides', async () => {
    const at = await handWorld({ settings: LIMITS })
    const code = async (more: object) => {
      const answer = await placeTrade(at.hand, 'k1', callWish(more))
      return answer.ok ? 'placed' : answer.code
    }
    expect(await code({ limit: dollars(6.2) })).toBe('limit_must_be_within_the_collar')
    expect(await code({ limit: dollars(0.52), stopLoss: null })).toBe('limit_must_be_near_the_market')
    expect(await code({ stopLoss: dollars(5.15) })).toBe('stop_must_be_worse_than_the_market')
    expect(await code({ takeProfit: dollars(5.2) })).toBe('take_profit_must_be_better_than_the_limit')
    at.market.set(CALL_650, 5.3, 5.2)
    at.world.pass(2_000)
    expect(await code({})).toBe('quotes_must_be_usable')
    expect(ordersAt(at)).toBe(0)
  })

  test('a vertical for a credit: its stop is dearer, its take-profit cheaper, its signs the other way round', async () => {
    const at = await handWorld({ settings: LIMITS })
    const wish = callWish({
      strategy: 'BULL_PUT_CREDIT',
      strikes: [dollars(640), dollars(650)],
      limit: dollars(1),
      stopLoss: dollars(4),
      takeProfit: dollars(0.5),
    })
    const preview = await previewTrade(at.hand, wish)
    if (!preview.ok) throw new Error(preview.message)
    const failed = preview.value.checks.filter(({ passed }) => !passed).map(({ rule }) => rule)
    expect(failed).toEqual(['limit_must_be_within_the_collar'])
    const mid = preview.value.mid! / 10_000
    const limit = dollars(Math.floor(mid * 100 - 5) / 100)
    const placed = await placeTrade(at.hand, 'k1', { ...wish, limit })
    expect(placed).toMatchObject({ ok: true })
    const [record] = await tradesOf(at.world)
    expect(record!.hand).toMatchObject({ stopLoss: -40_000, takeProfit: -5_000 })
    const wrong = await placeTrade(at.hand, 'k2', {
      ...wish,
      limit,
      stopLoss: dollars(0.4),
      takeProfit: dollars(4),
    })
    expect(wrong).toMatchObject({ code: 'stop_must_be_worse_than_the_take_profit' })
  })

  test('a preview sends nothing and says what placing would do', async () => {
    const at = await handWorld()
    const preview = await previewTrade(at.hand, callWish())
    expect(preview).toMatchObject({
      ok: true,
      value: {
        passed: true,
        costCents: 520_00,
        maxLossCents: 520_00,
        maxProfitCents: 'unbounded',
        lossUntilStopCents: 120_00,
        breakevens: [6_552_000],
        heatAfter: { atRisk: 120_00, balance: 5_000_00, basisPoints: 240 },
      },
    })
    expect(ordersAt(at)).toBe(0)
    const dear = await previewTrade(at.hand, callWish({ stopLoss: null }))
    if (!dear.ok) throw new Error(dear.message)
    expect(dear.value.passed).toBe(false)
    expect(dear.value.checks.filter(({ passed }) => !passed)).toMatchObject([
      { rule: 'user_heat_limit', value: 520_00, limit: 300_00, unit: 'cents' },
    ])
    expect(await placeTrade(at.hand, 'k1', callWish({ stopLoss: null }))).toMatchObject({
      code: 'user_heat_limit',
    })
    expect(await at.world.read((tx) => tx.recentTrades(ACCOUNT, 5))).toEqual([])
  })

  test('a card score decides nothing unless a setting says so', async () => {
    const context = { ...NO_CONTEXT, cardScore: 12, aiVerdict: 'AVOID' }
    const open = await handWorld()
    expect(await placeTrade(open.hand, 'k1', callWish({ context }))).toMatchObject({ ok: true })
    const gated = await handWorld({ settings: { 'hand.card_gate': 'yes' } })
    expect(await placeTrade(gated.hand, 'k1', callWish({ context }))).toMatchObject({
      code: 'card_score_must_reach_the_gate',
    })
    expect(
      await placeTrade(gated.hand, 'k2', callWish({ context: { ...context, cardScore: 40 } })),
    ).toMatchObject({
      code: 'verdict_must_not_be_avoid',
    })
  })
})
