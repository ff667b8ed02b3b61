import { expect, test } from 'vitest'
import {
  C6500,
  C6550,
  creditSpread,
  group,
  net,
  option,
  shares,
  usd,
  VenueDesk,
} from '../../../test/support/venue-desk.ts'

const REST = { type: 'limit', limit: usd(900) } as const

function desk() {
  return new VenueDesk({ matching: { restingFillsPerMinute: 0 } }, { optionLevel: 6 })
}

test('what closes must have something to close', () => {
  const at = desk()
  expect(at.refused(shares('sell'))).toBe('sell_needs_a_long')
  expect(at.refused(shares('buy_to_cover'))).toBe('cover_needs_a_short')
  expect(at.refused(option('sell_to_close', C6500))).toBe('sell_to_close_needs_a_long')
  expect(at.refused(option('buy_to_close', C6500))).toBe('buy_to_close_needs_a_short')
})

test('a working order that would open is nothing to close yet', () => {
  const at = desk()
  at.fill(option('buy_to_open', C6500, { type: 'limit', limit: usd(40) }))
  expect(at.refused(option('sell_to_close', C6500))).toBe('sell_to_close_needs_a_long')
})

test('working orders that close count: together they may not cross zero', () => {
  const at = desk()
  at.fill(shares('buy'))
  expect(at.refused(shares('sell', { quantity: 11 }))).toBe('sell_must_not_cross_zero')
  const first = at.place(shares('sell', { ...REST, quantity: 6 }))
  expect(at.refused(shares('sell', { ...REST, quantity: 5 }))).toBe('sell_must_not_cross_zero')
  expect(at.refused(shares('sell', { ...REST, quantity: 4 }))).toBeNull()
  at.cancel(first)
  expect(at.refused(shares('sell', { ...REST, quantity: 6 }))).toBeNull()
})

test('of a partly filled order only the rest counts', () => {
  const at = desk()
  at.fill(shares('buy'))
  at.market.set('SPY', 649.99, 650.01, 4)
  at.fill(shares('sell', { type: 'limit', limit: usd(649) }))
  expect(at.held()).toEqual([['SPY', 6]])
  expect(at.refused(shares('sell', { quantity: 1 }))).toBe('sell_must_not_cross_zero')
})

test('orders of one OCO count once, not twice, and against others', () => {
  const at = desk()
  at.fill(shares('buy'))
  expect(
    at.refused(group('oco', shares('sell', REST), shares('sell', { type: 'stop', stop: usd(600) }))),
  ).toBeNull()
  expect(at.refused(shares('sell', { ...REST, quantity: 1 }))).toBe('sell_must_not_cross_zero')
})

test('shorts cover up to what is short', () => {
  const at = desk()
  at.fill(shares('sell_short'))
  expect(at.refused(shares('buy_to_cover', { quantity: 11 }))).toBe('cover_must_not_cross_zero')
  expect(at.refused(shares('buy_to_cover'))).toBeNull()
})

test('what opens must not stand against the other side, held or working', () => {
  const at = desk()
  at.fill(shares('buy'))
  expect(at.refused(shares('sell_short'))).toBe('short_sale_conflicts_with_a_long')
  at.fill(option('sell_to_open', C6500))
  expect(at.refused(option('buy_to_open', C6500))).toBe('buy_to_open_conflicts_with_a_short')
  at.place(option('buy_to_open', C6550, { type: 'limit', limit: usd(1) }))
  expect(at.refused(option('sell_to_open', C6550))).toBe('sell_to_open_conflicts_with_a_long')
  at.fill(shares('sell'))
  at.fill(shares('sell_short'))
  expect(at.refused(shares('buy'))).toBe('buy_conflicts_with_a_short')
})

test('legs of a net order are held to the same', () => {
  const at = desk()
  expect(
    at.refused(
      net('market', null, [
        ['buy_to_close', C6500],
        ['sell_to_close', C6550],
      ]),
    ),
  ).toBe('buy_to_close_needs_a_short')
  at.fill(creditSpread(null))
  expect(
    at.refused(
      net('debit', 1, [
        ['buy_to_close', C6550, 2],
        ['sell_to_open', C6500],
      ]),
    ),
  ).toBe('cover_must_not_cross_zero')
  expect(
    at.refused(
      net('debit', 20, [
        ['buy_to_close', C6550],
        ['sell_to_open', C6500],
      ]),
    ),
  ).toBeNull()
})
