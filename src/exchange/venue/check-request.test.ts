import { expect, test } from 'vitest'
import {
  C6500,
  C6550,
  C6600,
  creditSpread,
  group,
  net,
  option,
  P6400,
  shares,
  usd,
} from '../../../test/support/venue-desk.ts'
import { checkRequest } from './check-request.ts'
import type { VenueRefusalCode } from './venue-refusal.ts'
import type { OrderRequest, SimpleOrderRequest } from './venue-types.ts'

const RULES = { ocoMinimumGap: usd(0.1), marketOrderMayTrigger: false }
const LIMIT = { type: 'limit', limit: usd(1) } as const
const STOP = { type: 'stop', stop: usd(0.5) } as const
const CONDOR = [
  ['buy_to_open', C6500],
  ['sell_to_open', C6550],
  ['sell_to_open', C6600],
  ['buy_to_open', P6400],
] as const

/** Words that no type has, as a door lets them through. */
function odd(change: object): Partial<SimpleOrderRequest> {
  return change as Partial<SimpleOrderRequest>
}

const CASES: readonly (readonly [VenueRefusalCode | null, OrderRequest])[] = [
  [null, shares('buy')],
  [null, shares('buy', { tag: 'a-9'.repeat(85) })],
  ['tag_too_long', shares('buy', { tag: 'x'.repeat(256) })],
  ['tag_has_invalid_characters', shares('buy', { tag: 'a_b' })],
  ['quantity_must_be_whole_and_positive', shares('buy', { quantity: 0 })],
  ['quantity_must_be_whole_and_positive', shares('buy', { quantity: 1.5 })],
  ['quantity_must_be_whole_and_positive', shares('buy', { quantity: Number.NaN })],
  ['quantity_must_be_at_most_10_million', shares('buy', { quantity: 10_000_001 })],
  ['quantity_must_be_at_most_10_million', option('buy_to_open', C6500, { quantity: 100_001 })],
  ['side_must_fit_the_class', shares('buy_to_open')],
  ['side_must_fit_the_class', option('buy', C6500)],
  [
    'side_must_fit_the_class',
    net('market', null, [
      ['buy', C6500],
      ['sell_to_open', C6550],
    ]),
  ],
  ['type_must_fit_the_class', shares('buy', odd({ type: 'debit' }))],
  ['type_must_fit_the_class', { ...creditSpread(1), type: 'limit' as 'debit' }],
  ['duration_must_be_day_or_gtc', shares('buy', odd({ duration: 'ioc' }))],
  ['duration_must_be_day_or_gtc', { ...creditSpread(1), duration: 'fok' as 'day' }],
  ['options_have_no_extended_hours', option('buy_to_open', C6500, { ...LIMIT, duration: 'pre' })],
  ['options_have_no_extended_hours', { ...creditSpread(1), duration: 'post' }],
  ['extended_hours_need_a_limit', shares('buy', { duration: 'pre' })],
  ['market_order_must_not_be_gtc', shares('buy', { duration: 'gtc' })],
  ['market_order_must_not_be_gtc', { ...creditSpread(null), duration: 'gtc' }],
  ['short_sale_must_not_be_gtc', shares('sell_short', { ...LIMIT, duration: 'gtc' })],
  ['limit_must_be_given', shares('buy', { type: 'limit' })],
  [
    'limit_must_be_given',
    net('debit', null, [
      ['buy_to_open', C6500],
      ['sell_to_open', C6550],
    ]),
  ],
  ['stop_must_be_given', shares('buy', { type: 'stop_limit', limit: usd(1) })],
  ['price_must_be_positive', shares('buy', { type: 'limit', limit: usd(-1) })],
  ['price_must_be_positive', shares('buy', { type: 'stop', stop: usd(0) })],
  ['buying_power_too_low', shares('buy', { type: 'limit', limit: usd(100_000_000), quantity: 1_000 })],
  ['legs_must_be_two_to_four', net('market', null, [['buy_to_open', C6500]])],
  ['legs_must_be_two_to_four', net('market', null, [...CONDOR, ['buy_to_open', 'SPXW260925P06450000']])],
  [null, net('even', null, CONDOR)],
  [
    'legs_must_be_different',
    net('market', null, [
      ['buy_to_open', C6500],
      ['sell_to_open', C6500],
    ]),
  ],
  [
    'option_symbol_must_be_given',
    net('market', null, [
      ['buy_to_open', 'SPY'],
      ['sell_to_open', C6550],
    ]),
  ],
  ['group_must_have_its_children', group('oco', shares('sell', LIMIT))],
  ['group_must_have_its_children', group('otoco', shares('buy', LIMIT), shares('sell', LIMIT))],
  ['limit_must_be_given', group('oco', shares('sell', { type: 'limit' }), shares('sell', STOP))],
  [null, group('oco', shares('sell', LIMIT), shares('sell', STOP))],
  ['oco_must_not_be_market', group('oco', shares('sell', LIMIT), shares('sell'))],
  ['oco_types_must_differ', group('oco', shares('sell', LIMIT), shares('sell', LIMIT))],
  ['oco_sides_must_agree', group('oco', shares('sell', LIMIT), shares('sell_short', STOP))],
  ['oco_symbols_must_agree', group('oco', shares('sell', LIMIT), shares('sell', { ...STOP, symbol: 'KO' }))],
  [
    'oco_durations_must_agree',
    group('oco', shares('sell', LIMIT), shares('sell', { ...STOP, duration: 'gtc' })),
  ],
  [
    'oco_prices_must_differ',
    group('oco', shares('sell', LIMIT), shares('sell', { ...STOP, stop: usd(0.91) })),
  ],
  [null, group('oco', shares('sell', LIMIT), shares('sell', { ...STOP, stop: usd(0.9) }))],
  ['oto_first_must_not_be_market', group('oto', shares('buy'), shares('sell', LIMIT))],
  ['oto_profit_must_beat_entry', group('oto', shares('buy', LIMIT), shares('sell', LIMIT))],
  [null, group('oto', shares('buy', LIMIT), shares('sell'))],
  ['oco_types_must_differ', group('otoco', shares('buy', LIMIT), shares('sell', STOP), shares('sell', STOP))],
]

test.each(CASES)('%s', (code, request) => {
  expect(checkRequest(request, RULES)?.code ?? null, JSON.stringify(request)).toBe(code)
})

test('a market order may trigger others where it is configured so', () => {
  const rules = { ...RULES, marketOrderMayTrigger: true }
  expect(checkRequest(group('oto', shares('buy'), shares('sell', LIMIT)), rules)).toBeNull()
  const exits = [shares('sell', LIMIT), shares('sell', STOP)] as const
  expect(checkRequest(group('otoco', shares('buy'), ...exits), rules)).toBeNull()
})
