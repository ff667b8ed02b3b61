import { describe, expect, test } from 'vitest'
import { enterSpread } from '../../support/engine/enter-spread.ts'
import {
  ONLY_SYMBOL_COUNT,
  OPEN_TWO,
  ordersPosted,
  tenConcurrentEntries,
} from '../../support/engine/concurrent-entries.ts'
import {
  DEBIT,
  enterAndFill,
  LONG,
  SHORT,
  minutes,
  openedWorld,
  tradesOf,
  work,
} from '../../support/engine/spread-world.ts'
import { ACCOUNT, VENUE_ACCOUNT } from '../../support/engine/trading-world.ts'

const WITH_LIMITS = { ...DEBIT, limits: true }
const ELSEWHERE = {
  strategy: 'BULL_PUT_CREDIT',
  root: 'SPXW',
  underlying: 'SPX',
  expiration: '2026-09-25',
  strikes: [6450, 6500],
  limits: true,
} as const

describe('limits of an account, through entry, API and exchange', () => {
  test('B-01 2 open of 3 and ten entries at once over two engines: exactly one order is sent', async () => {
    const { outcomes, placed } = await tenConcurrentEntries()
    expect(placed).toBe(1)
    expect(outcomes.filter(({ kind }) => kind === 'sent')).toHaveLength(1)
    const refused = outcomes.filter((one) => one.kind === 'not_sent')
    expect(refused.map((one) => one.code)).toEqual(Array(9).fill('limit_symbol_count'))
  })

  test('B-01 1 open and 2 orders working and unfilled: they count, a further entry is refused', async () => {
    const opened = await openedWorld({ settings: ONLY_SYMBOL_COUNT })
    const { world, market } = opened
    await enterAndFill(opened, OPEN_TWO[0])
    // Nobody trades at the mid of such a market: what is sent now works unfilled.
    market.set('SPY260925C00655000', 0.5, 6)
    market.set('SPY260925C00660000', 0.3, 5)
    market.set(LONG, 2, 9)
    for (const wanted of [OPEN_TWO[1]!, DEBIT]) {
      expect(await enterSpread(world, { ...wanted, limits: true })).toMatchObject({ kind: 'sent' })
    }
    expect((await tradesOf(world)).map(({ trade }) => trade.status).sort()).toEqual([
      'ENTRY_PENDING',
      'ENTRY_PENDING',
      'OPEN',
    ])
    const before = ordersPosted(world)
    expect(await enterSpread(world, WITH_LIMITS)).toMatchObject({ code: 'limit_symbol_count' })
    expect(ordersPosted(world)).toBe(before)
  })

  test('B-01 a POST that times out: its reservation is held until the order is proven absent', async () => {
    const { world } = await openedWorld({
      settings: { ...ONLY_SYMBOL_COUNT, 'risk.max_open': '1', 'risk.max_per_symbol': '1' },
    })
    world.faults = ({ method, path }) =>
      method === 'POST' && path.endsWith('/orders') && world.requests.filter(isPost).length === 2
        ? { kind: 'timeout', after: false }
        : null
    const lost = await enterSpread(world, WITH_LIMITS)
    expect(lost).toMatchObject({ kind: 'sent', intent: { state: 'unknown' } })
    world.faults = () => null
    const [held] = await tradesOf(world)
    expect(held!.trade).toMatchObject({ status: 'ENTRY_PENDING' })
    expect(held!.reserve).toBeGreaterThan(0)
    expect(await enterSpread(world, WITH_LIMITS)).toMatchObject({ code: 'order_outcome_must_be_known' })
    expect(await enterSpread(world, ELSEWHERE)).toMatchObject({ code: 'limit_open_count' })
    await minutes(world, 4)
    expect((await tradesOf(world))[0]!.trade.status).toBe('CANCELLED')
    expect(world.venue.orders(VENUE_ACCOUNT)).toHaveLength(0)
    expect(await enterSpread(world, WITH_LIMITS)).toMatchObject({ kind: 'sent' })
  })

  test('B-03 a new trade that was cancelled unfilled does not count for the day, a filled one does', async () => {
    const settings = { ...ONLY_SYMBOL_COUNT, 'risk.max_per_symbol': '10', 'risk.max_new_per_day': '1' }
    const { world, market } = await openedWorld({ settings })
    expect(await enterSpread(world, WITH_LIMITS)).toMatchObject({ kind: 'sent' })
    market.set(LONG, 8, 8.2)
    await work(world, (status) => status === 'CANCELLED')
    market.set(LONG, 5.09, 5.11)
    market.set(SHORT, 2.49, 2.51)
    expect(await enterSpread(world, WITH_LIMITS)).toMatchObject({ kind: 'sent' })
    await work(world, (status) => status === 'OPEN')
    expect(await enterSpread(world, WITH_LIMITS)).toMatchObject({ code: 'limit_new_per_day' })
  })

  test('B-04 a working order of a debit counts with its whole loss before anything has filled', async () => {
    const { world, market } = await openedWorld({ settings: { ...ONLY_SYMBOL_COUNT, 'risk.heat': '$500' } })
    market.set(LONG, 2, 9)
    expect(await enterSpread(world, WITH_LIMITS)).toMatchObject({ code: 'limit_heat' })
    market.set(LONG, 5, 5.2)
    market.set(SHORT, 1, 3.8)
    expect(await enterSpread(world, WITH_LIMITS)).toMatchObject({ kind: 'sent' })
    const [working] = await tradesOf(world)
    expect(working!.trade.status).toBe('ENTRY_PENDING')
    // 5.20 - 1.00 at the natural price and 0.02 beyond: the worst that its walk may come to.
    expect(working!.reserve).toBe(42_200)
    expect(await enterSpread(world, { ...OPEN_TWO[0]!, limits: true })).toMatchObject({ code: 'limit_heat' })
    expect(await world.read((tx) => tx.unsettledIntents(ACCOUNT))).toHaveLength(1)
  })
})

function isPost({ method, path }: { method: string; path: string }): boolean {
  return method === 'POST' && path.endsWith('/orders')
}
