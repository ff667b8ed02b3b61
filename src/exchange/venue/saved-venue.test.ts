import { expect, test } from 'vitest'
import {
  ACCOUNT,
  C6500,
  CALENDAR,
  creditSpread,
  group,
  option,
  shares,
  usd,
  VenueDesk,
} from '../../../test/support/venue-desk.ts'
import { restoreVenue } from './create-venue.ts'
import { venueConfig } from './venue-config.ts'

const CONFIG = venueConfig({
  calendar: CALENDAR,
  seed: 7,
  assignment: { nightlyChance: 0, beforeExDividend: false },
})

/** A venue in the middle of things: fills, a spread, a bracket, a rejection on its way, a planned fault. */
function busyDesk(): VenueDesk {
  const desk = new VenueDesk()
  desk.fill(shares('buy', { quantity: 700, type: 'limit', limit: usd(651) }))
  desk.fill(creditSpread(null))
  const exits = [
    shares('sell', { type: 'limit', limit: usd(700) }),
    shares('sell', { type: 'stop', stop: usd(600) }),
  ]
  desk.place(group('otoco', shares('buy', { type: 'limit', limit: usd(640), quantity: 10 }), ...exits))
  desk.fill(option('buy_to_open', C6500, { type: 'limit', limit: usd(50.1) }))
  desk.market.set(C6500, null, null)
  desk.place(option('buy_to_open', C6500))
  desk.venue.control.plan({ kind: 'reject_next', accountId: ACCOUNT, reason: 'later' })
  return desk
}

/** What happens next, the same to any venue. */
function goOn(desk: VenueDesk, venue = desk.venue): void {
  for (let i = 0; i < 20; i += 1) {
    desk.market.now += 60_000
    desk.market.set('SPY', 650 - i, 650.02 - i)
    desk.market.set(C6500, 50, 50.2)
    if (i === 5) venue.submit(ACCOUNT, shares('buy'), desk.market)
    venue.step(desk.market)
  }
}

test('a venue that went through JSON goes on as if nothing had been', () => {
  const [one, other] = [busyDesk(), busyDesk()]
  goOn(one)
  const text = JSON.stringify(other.venue.save())
  const restored = restoreVenue(CONFIG, JSON.parse(text))
  if (!restored.ok) throw new Error(restored.message)
  expect(JSON.stringify(restored.value.save())).toBe(text)
  goOn(other, restored.value)
  expect(restored.value.eventHash()).toBe(one.venue.eventHash())
  expect(restored.value.orders(ACCOUNT)).toEqual(one.venue.orders(ACCOUNT))
  expect(restored.value.positions(ACCOUNT)).toEqual(one.venue.positions(ACCOUNT))
  expect(restored.value.balances(ACCOUNT, other.market)).toEqual(one.balances())
  expect(restored.value.history(ACCOUNT)).toEqual(one.venue.history(ACCOUNT))
})

test('what was saved does not change when the venue goes on', () => {
  const desk = busyDesk()
  const saved = desk.venue.save()
  const text = JSON.stringify(saved)
  goOn(desk)
  expect(JSON.stringify(saved)).toBe(text)
})

test.each([null, 1, 'x', {}, { version: 99, state: {} }, { version: 1 }])('%j is no saved venue', (saved) => {
  expect(restoreVenue(CONFIG, saved)).toMatchObject({ code: 'saved_venue_must_be_of_this_version' })
})
