import { expect, test } from 'vitest'
import { TUESDAY_10 } from '../../../test/support/quoted-market.ts'
import {
  ACCOUNT,
  C6500,
  creditSpread,
  option,
  shares,
  SPY_CALL,
  usd,
  VenueDesk,
} from '../../../test/support/venue-desk.ts'

const HOUR = 3_600_000
const FAR = { type: 'limit', limit: usd(1) } as const
/** 16:00 in New York. */
const CLOSE = TUESDAY_10 + 6 * HOUR

function quiet(now = TUESDAY_10, config = {}) {
  return new VenueDesk({ matching: { restingFillsPerMinute: 0 }, ...config }, {}, now)
}

test('day orders end 50 seconds after their product closes: shares at 16:00, late products at 16:15', () => {
  const at = quiet()
  const stock = at.fill(shares('buy', FAR))
  const spy = at.fill(option('buy_to_open', SPY_CALL, FAR))
  const spx = at.fill(creditSpread(40))
  at.pass(7 * HOUR)
  expect([stock, spy, spx].map((id) => [at.status(id), at.order(id).changedAt - CLOSE])).toEqual([
    ['expired', 50_000],
    ['expired', 15 * 60_000 + 50_000],
    ['canceled', 15 * 60_000 + 50_000],
  ])
  expect(at.balances()).toMatchObject({ pendingCash: 0, pendingOrders: 0 })
})

test('an expiring SPXW stops at 16:00, and its unfilled orders are canceled at 16:00:50', () => {
  const expiry = quiet(TUESDAY_10 + 3 * 24 * HOUR)
  const id = expiry.fill(option('buy_to_open', C6500, FAR))
  expiry.pass(6 * HOUR)
  expiry.market.set(C6500, 0.5, 0.6)
  expiry.pass(10_000)
  expect(expiry.status(id)).toBe('open')
  expiry.pass(40_000)
  expect(expiry.order(id)).toMatchObject({ status: 'canceled', changedAt: CLOSE + 3 * 24 * HOUR + 50_000 })
})

test('how day orders end is a matter of configuration', () => {
  for (const canceledUnderlyings of [['SPY'], 'all'] as const) {
    const at = quiet(TUESDAY_10, { dayEnding: { delayMs: 0, canceledUnderlyings } })
    const id = at.fill(shares('buy', FAR))
    at.pass(6 * HOUR)
    expect(at.order(id)).toMatchObject({ status: 'canceled', changedAt: CLOSE })
  }
})

test('nothing fills after the close, and an order sent then is for the next session', () => {
  const at = quiet(CLOSE + 60_000)
  const id = at.fill(shares('buy'))
  expect(at.status(id)).toBe('pending')
  at.pass(17.5 * HOUR - 60_000 - 1)
  expect(at.status(id)).toBe('pending')
  at.pass(1)
  expect(at.status(id)).toBe('filled')
})

test('a good-till-canceled order works over the days and fills on one', () => {
  const at = quiet()
  const id = at.fill(shares('buy', { ...FAR, limit: usd(600), duration: 'gtc' }))
  at.pass(12 * HOUR)
  at.market.set('SPY', 590, 590.02)
  at.pass(60_000)
  expect(at.status(id)).toBe('open')
  at.pass(12 * HOUR)
  expect(at.status(id)).toBe('filled')
})

test('a good-till-canceled order of an option ends with the option', () => {
  const at = quiet()
  const id = at.fill(option('buy_to_open', C6500, { ...FAR, duration: 'gtc' }))
  at.pass(4 * 24 * HOUR)
  expect(at.status(id)).toBe('expired')
})

test('equity is written down at the end of each session', () => {
  const at = quiet()
  at.venue.step(at.market)
  at.pass(24 * HOUR)
  at.pass(4 * 24 * HOUR)
  expect(at.venue.equityHistory(ACCOUNT)).toEqual(
    ['2026-09-22', '2026-09-23', '2026-09-24', '2026-09-25'].map((day) => ({ day, equity: 100_000_000 })),
  )
})

test('events come in the order of their times, numbered without a gap', () => {
  const at = quiet(TUESDAY_10 - 3 * HOUR)
  for (let i = 0; i < 5; i += 1) at.place(shares('buy', i % 2 === 0 ? FAR : {}))
  for (let i = 0; i < 30; i += 1) at.pass(HOUR / 2)
  const events = at.venue.events()
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, i) => i + 1))
  const times = events.map(({ at: time }) => time)
  expect(times).toEqual([...times].sort((a, b) => a - b))
})
