import { expect, test } from 'vitest'
import { cents } from '../../domain/money/cents.ts'
import {
  C6500,
  creditSpread,
  group,
  option,
  shares,
  usd,
  VenueDesk,
} from '../../../test/support/venue-desk.ts'

const FAR = { type: 'limit', limit: usd(600) } as const

function desk(openingCash = 100_000_000) {
  return new VenueDesk({ matching: { restingFillsPerMinute: 0 } }, { openingCash: cents(openingCash) })
}

test('a change keeps the id, shows the new price, and what is marketable then fills', () => {
  const at = desk()
  const id = at.fill(shares('buy', FAR))
  at.market.now += 5
  expect(at.modify(id, { limit: usd(601) })).toEqual({ ok: true, value: { id } })
  expect(at.order(id)).toMatchObject({ id, status: 'open', limit: usd(601), changedAt: at.market.now })
  at.modify(id, { type: 'market' })
  expect(at.order(id)).toMatchObject({ type: 'market', limit: null })
  at.venue.step(at.market)
  expect(at.status(id)).toBe('filled')
})

test('a net order changes its price and its type', () => {
  const at = desk()
  const id = at.fill(creditSpread(40))
  at.modify(id, { limit: usd(12) })
  at.venue.step(at.market)
  expect(at.order(id)).toMatchObject({ status: 'filled', limit: usd(12) })
})

test('the hold follows, and what cannot be afforded is refused and changes nothing', () => {
  const at = desk(1_000_000)
  const id = at.fill(option('buy_to_open', C6500, { type: 'limit', limit: usd(40) }))
  expect(at.modify(id, { limit: usd(45) }).ok).toBe(true)
  expect(at.balances().pendingCash).toBe(450_000)
  expect(at.modify(id, { limit: usd(49), type: 'limit' }).ok).toBe(true)
  const other = at.fill(option('buy_to_open', C6500, { type: 'limit', limit: usd(45) }))
  expect(at.modify(other, { limit: usd(52) })).toMatchObject({ code: 'buying_power_too_low' })
  expect(at.order(other)).toMatchObject({ limit: usd(45) })
})

test('a changed order goes behind those that were there', () => {
  const at = desk()
  const first = at.fill(shares('buy', FAR))
  const second = at.fill(shares('buy', FAR))
  at.modify(first, { limit: usd(600) })
  at.market.now += 1
  at.market.set('SPY', 599, 599.5, 10)
  at.venue.step(at.market)
  expect([at.status(first), at.status(second)]).toEqual(['open', 'filled'])
})

test('a day order that becomes good till canceled outlives its day, and the other way round', () => {
  const at = desk()
  const stays = at.fill(shares('buy', FAR))
  const goes = at.fill(shares('buy', { ...FAR, duration: 'gtc' }))
  at.modify(stays, { duration: 'gtc' })
  at.modify(goes, { duration: 'day' })
  at.pass(10 * 3_600_000)
  expect([at.status(stays), at.status(goes)]).toEqual(['open', 'expired'])
})

test('what cannot be changed is refused by name', () => {
  const at = desk()
  const id = at.fill(shares('buy', FAR))
  expect(at.modify(id, {})).toMatchObject({ code: 'order_must_change' })
  expect(at.modify(id, { limit: usd(-1) })).toMatchObject({ code: 'price_must_be_positive' })
  expect(at.modify(id, { type: 'stop' })).toMatchObject({ code: 'stop_must_be_given' })
  expect(at.modify(id, { type: 'debit' })).toMatchObject({ code: 'type_must_fit_the_class' })
  expect(at.modify(id, { type: 'stop', stop: usd(1) })).toMatchObject({ code: 'buy_stop_must_be_above_ask' })
  expect(at.modify(id, { duration: 'pre' })).toMatchObject({ code: 'duration_must_be_day_or_gtc' })
  expect(at.modify(id, { type: 'market', duration: 'gtc' })).toMatchObject({
    code: 'market_order_must_not_be_gtc',
  })
  expect(at.modify(1, { limit: usd(1) })).toMatchObject({ code: 'order_must_exist' })
  at.fill(shares('buy'))
  const oco = at.place(
    group(
      'oco',
      shares('sell', { type: 'limit', limit: usd(900) }),
      shares('sell', { type: 'stop', stop: usd(500) }),
    ),
  )
  for (const one of [oco, oco + 1]) {
    expect(at.modify(one, { limit: usd(901) })).toMatchObject({ code: 'group_order_must_not_change' })
  }
  at.cancel(id)
  expect(at.modify(id, { limit: usd(2) })).toMatchObject({
    message: 'order already in finalized state: canceled',
  })
})
