import { expect, test } from 'vitest'
import { cents } from '../../domain/money/cents.ts'
import {
  C6500,
  C6550,
  creditSpread,
  group,
  net,
  option,
  shares,
  SPY_CALL,
  SPY_PUT,
  usd,
  VenueDesk,
} from '../../../test/support/venue-desk.ts'
import type { AccountTerms, OrderRequest } from './venue-types.ts'

const HUNDRED = { quantity: 100 }
const STRADDLE = net('market', null, [
  ['buy_to_open', C6500],
  ['buy_to_open', C6550],
])

function answer(terms: Partial<AccountTerms>, request: OrderRequest, held: OrderRequest[] = []) {
  const desk = new VenueDesk({}, terms)
  for (const one of held) desk.fill(one)
  return desk.refused(request)
}

/** What each order needs, as margin accounts of levels 0 to 6 are answered. */
const LEVELS: readonly (readonly [string, OrderRequest, OrderRequest[], readonly (string | null)[]])[] = [
  [
    'covered call',
    option('sell_to_open', SPY_CALL),
    [shares('buy', HUNDRED)],
    ['option_level_too_low', null, null, null, null, null, null],
  ],
  [
    'cash-secured put',
    option('sell_to_open', SPY_PUT),
    [],
    ['option_level_too_low', null, null, null, null, null, null],
  ],
  [
    'long call',
    option('buy_to_open', C6500),
    [],
    ['option_level_too_low', 'long_options_not_allowed', null, null, null, null, null],
  ],
  [
    'long straddle',
    STRADDLE,
    [],
    ['option_level_too_low', 'long_options_not_allowed', null, null, null, null, null],
  ],
  [
    'credit spread',
    creditSpread(null),
    [],
    ['option_level_too_low', 'spreads_not_allowed', 'spreads_not_allowed', null, null, null, null],
  ],
  [
    'naked call',
    option('sell_to_open', SPY_CALL),
    [],
    ['option_level_too_low', ...Array(4).fill('short_options_not_allowed'), null, null],
  ],
]

test.each(LEVELS)('%s', (_, request, held, wanted) => {
  const answers = wanted.map((_one, optionLevel) => answer({ optionLevel }, request, held))
  expect(answers).toEqual(wanted)
})

test('a cash account has no spreads, no short shares and no naked shorts at any level', () => {
  const cash = { type: 'cash', optionLevel: 6 } as const
  expect(answer(cash, creditSpread(null))).toBe('spreads_not_allowed')
  expect(answer(cash, shares('sell_short'))).toBe('short_stock_not_allowed')
  expect(answer(cash, option('sell_to_open', SPY_CALL))).toBe('short_options_not_allowed')
  expect(answer(cash, option('sell_to_open', SPY_CALL), [shares('buy', HUNDRED)])).toBeNull()
})

test('a put is secured by its whole strike below level 4, by margin from there', () => {
  const put = option('sell_to_open', SPY_PUT)
  const openingCash = cents(2_000_000)
  expect(answer({ optionLevel: 3, openingCash }, put)).toBe('buying_power_too_low')
  expect(answer({ optionLevel: 4, openingCash }, put)).toBeNull()
  expect(answer({ optionLevel: 6, type: 'cash', openingCash }, put)).toBe('buying_power_too_low')
})

test('a covered call in one order, and closing at any level', () => {
  const buyWrite = net(
    'debit',
    660,
    [
      ['buy', 'SPY', 100],
      ['sell_to_open', SPY_CALL],
    ],
    { class: 'combo' },
  )
  expect(answer({ optionLevel: 1 }, buyWrite)).toBeNull()
  const desk = new VenueDesk({}, { optionLevel: 2 })
  desk.fill(option('buy_to_open', C6500))
  desk.venue.control.setTerms('VA00000042', { optionLevel: 0 })
  expect(desk.refused(option('sell_to_close', C6500))).toBeNull()
})

test('two orders that are fine alone may not together leave a call naked', () => {
  const desk = new VenueDesk({ matching: { restingFillsPerMinute: 0 } })
  desk.fill(shares('buy', HUNDRED))
  desk.place(option('sell_to_open', SPY_CALL, { type: 'limit', limit: usd(9) }))
  expect(desk.refused(shares('sell', HUNDRED))).toBe('short_options_not_allowed')
  expect(desk.refused(option('sell_to_open', SPY_CALL, { type: 'limit', limit: usd(9) }))).toBe(
    'short_options_not_allowed',
  )
})

test('nor may closing the long leg of a spread, while its short is held', () => {
  const desk = new VenueDesk()
  desk.fill(creditSpread(null))
  expect(desk.refused(option('sell_to_close', 'SPXW260925C06600000'))).toBe('short_options_not_allowed')
})

test('exits of a bracket on a covered call count once against the shares', () => {
  const desk = new VenueDesk({ matching: { restingFillsPerMinute: 0 } })
  desk.fill(shares('buy', { quantity: 200 }))
  const limit = shares('sell', { ...HUNDRED, type: 'limit', limit: usd(900) })
  desk.place(group('oco', limit, shares('sell', { ...HUNDRED, type: 'stop', stop: usd(500) })))
  const call = option('sell_to_open', SPY_CALL, { type: 'limit', limit: usd(9) })
  expect(desk.refused(call)).toBeNull()
  expect(desk.refused(call)).toBe('short_options_not_allowed')
})
