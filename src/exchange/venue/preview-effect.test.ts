import { expect, test } from 'vitest'
import { cents } from '../../domain/money/cents.ts'
import {
  ACCOUNT,
  C6500,
  creditSpread,
  group,
  option,
  shares,
  usd,
  VenueDesk,
} from '../../../test/support/venue-desk.ts'

const FEES = { perIndexContract: cents(65), perContract: cents(35), perOptionOrder: cents(50) }

test('a preview says what an order would cost and hold, and makes none', () => {
  const { venue, market } = new VenueDesk({ fees: FEES })
  expect(venue.preview(ACCOUNT, creditSpread(13, 2), market)).toEqual({
    ok: true,
    value: {
      commission: 2 * 2 * 65 + 50,
      fees: 0,
      orderCost: -260_000,
      cost: -260_000 + 310,
      marginChange: 1_000_000,
      optionRequirement: 1_000_000,
      hold: 740_310,
      strategy: 'spread',
    },
  })
  expect([venue.orders(ACCOUNT), venue.events()]).toEqual([[], []])
})

test('it holds what placing the order then holds', () => {
  for (const request of [
    option('buy_to_open', C6500, { type: 'limit', limit: usd(40), quantity: 3 }),
    shares('buy', { type: 'limit', limit: usd(600) }),
    group(
      'oto',
      shares('buy', { type: 'limit', limit: usd(600) }),
      shares('sell', { type: 'limit', limit: usd(700) }),
    ),
  ]) {
    const desk = new VenueDesk({ fees: FEES })
    const preview = desk.venue.preview(ACCOUNT, request, desk.market)
    desk.place(request)
    expect(preview).toMatchObject({ value: { hold: desk.balances().pendingCash } })
  }
})

test('what would be refused is refused, without a row', () => {
  const { venue, market } = new VenueDesk()
  expect(venue.preview(ACCOUNT, shares('sell'), market)).toMatchObject({ code: 'sell_needs_a_long' })
  expect(venue.orders(ACCOUNT)).toEqual([])
})
