import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  anyExpiration,
  anyStrategyWithStrikes,
  openingLegs,
} from '../../../test/support/spread-arbitraries.ts'
import type { Leg, OptionAction } from '../option/contract.ts'
import { parseOccSymbol } from '../option/occ-symbol.ts'
import { classifySpread } from './classify-spread.ts'
import { describeSpread } from './describe-spread.ts'
import { closingLegs } from './spread-legs.ts'

function leg(action: OptionAction, symbol: string, ratio = 1): Leg {
  const contract = parseOccSymbol(symbol)
  if (!contract.ok) throw new Error(contract.message)
  return { contract: contract.value, ratio, action }
}

// Written out by hand, independently of the table.
test.each<[string, string, Leg[]]>([
  [
    'BULL_PUT_CREDIT',
    'opening',
    [leg('sell_to_open', 'SPY231020P00450000'), leg('buy_to_open', 'SPY231020P00445000')],
  ],
  [
    'BULL_PUT_CREDIT',
    'closing',
    [leg('buy_to_close', 'SPY231020P00450000'), leg('sell_to_close', 'SPY231020P00445000')],
  ],
  [
    'BEAR_CALL_CREDIT',
    'opening',
    [leg('sell_to_open', 'SPY231020C00450000'), leg('buy_to_open', 'SPY231020C00455000')],
  ],
  [
    'BULL_CALL_DEBIT',
    'opening',
    [leg('buy_to_open', 'SPY231020C00450000'), leg('sell_to_open', 'SPY231020C00455000')],
  ],
  [
    'BEAR_PUT_DEBIT',
    'opening',
    [leg('buy_to_open', 'SPY231020P00450000'), leg('sell_to_open', 'SPY231020P00445000')],
  ],
  [
    'BEAR_PUT_DEBIT',
    'closing',
    [leg('sell_to_close', 'SPY231020P00450000'), leg('buy_to_close', 'SPY231020P00445000')],
  ],
  [
    'IRON_CONDOR',
    'opening',
    [
      leg('buy_to_open', 'SPY231020P00440000'),
      leg('sell_to_open', 'SPY231020P00445000'),
      leg('sell_to_open', 'SPY231020C00455000'),
      leg('buy_to_open', 'SPY231020C00460000'),
    ],
  ],
  ['LONG_CALL', 'opening', [leg('buy_to_open', 'SPY231020C00450000')]],
  ['LONG_PUT', 'closing', [leg('sell_to_close', 'SPY231020P00450000')]],
])('%s %s is recognised', (strategy, intent, legs) => {
  expect(classifySpread(legs)).toMatchObject({ ok: true, value: { strategy, intent, quantity: 1 } })
})

test('each rule is refused by its name, before all later ones', () => {
  const naked = leg('sell_to_open', 'SPY231020P00450000')
  const otherRoot = leg('buy_to_close', 'QQQ231117P00450000', 2)
  const otherDay = leg('buy_to_close', 'SPY231117P00450000', 2)
  const cases: readonly [Leg[], string][] = [
    [[], 'legs_must_not_be_empty'],
    [[{ ...naked, ratio: 0 }, otherRoot], 'leg_ratio_must_be_a_positive_integer'],
    [[{ ...naked, ratio: 1.5 }, otherRoot], 'leg_ratio_must_be_a_positive_integer'],
    [[naked, otherRoot], 'legs_must_share_a_root'],
    [[naked, otherDay], 'legs_must_share_an_expiration'],
    [[naked, leg('buy_to_close', 'SPY231020P00450000', 2)], 'legs_must_all_open_or_all_close'],
    [[naked, leg('buy_to_open', 'SPY231020P00450000', 2)], 'legs_must_have_equal_ratios'],
    [[naked, leg('buy_to_open', 'SPY231020P00450000')], 'legs_must_be_different_contracts'],
    [[naked], 'legs_must_form_a_known_strategy'],
  ]
  for (const [legs, code] of cases) expect(classifySpread(legs)).toMatchObject({ ok: false, code })
})

test.each([
  ['a naked short call', [leg('sell_to_open', 'SPY231020C00450000')]],
  [
    'a short strangle',
    [leg('sell_to_open', 'SPY231020P00440000'), leg('sell_to_open', 'SPY231020C00460000')],
  ],
  [
    'an iron fly, whose short strikes are equal',
    [
      leg('buy_to_open', 'SPY231020P00440000'),
      leg('sell_to_open', 'SPY231020P00450000'),
      leg('sell_to_open', 'SPY231020C00450000'),
      leg('buy_to_open', 'SPY231020C00460000'),
    ],
  ],
  [
    'a long iron condor',
    [
      leg('sell_to_open', 'SPY231020P00440000'),
      leg('buy_to_open', 'SPY231020P00445000'),
      leg('buy_to_open', 'SPY231020C00455000'),
      leg('sell_to_open', 'SPY231020C00460000'),
    ],
  ],
])('%s is not mistaken for a strategy', (_, legs) => {
  expect(classifySpread(legs)).toMatchObject({ ok: false, code: 'legs_must_form_a_known_strategy' })
})

test('built legs and their closing mirror image are recognised in any order, for any number of spreads', () => {
  const shuffle = fc.infiniteStream(fc.nat())
  fc.assert(
    fc.property(
      anyStrategyWithStrikes,
      anyExpiration,
      fc.integer({ min: 1, max: 50 }),
      shuffle,
      (spread, expiration, quantity, order) => {
        const opening = openingLegs(spread, expiration).map((each) => ({ ...each, ratio: quantity }))
        const keyed = opening.map((each) => ({ each, key: order.next().value }))
        const shuffled = keyed.sort((a, b) => a.key - b.key).map(({ each }) => each)
        const expected = { ...spread, root: 'SPY', expiration, quantity }
        expect(classifySpread(shuffled)).toEqual({ ok: true, value: { ...expected, intent: 'opening' } })
        expect(classifySpread(closingLegs(shuffled))).toEqual({
          ok: true,
          value: { ...expected, intent: 'closing' },
        })
      },
    ),
  )
})

test('a closing leg has no closing mirror image: it would open a position', () => {
  expect(() => closingLegs([leg('sell_to_close', 'SPY231020P00450000')])).toThrow('opening legs')
})

test('a spread is described from its classification', () => {
  const classified = classifySpread([
    leg('sell_to_open', 'SPXW231020C04500000'),
    leg('buy_to_open', 'SPXW231020C04512500'),
  ])
  if (!classified.ok) throw new Error(classified.message)
  expect(describeSpread(classified.value)).toBe('SPXW 20 Oct 2023 4500/4512.50 bear call credit spread')
})

test('B-22 legs that are no strategy of the table are refused, never taken for the nearest one', () => {
  const both = [leg('buy_to_open', 'SPY231020P00450000'), leg('buy_to_open', 'SPY231020P00445000')]
  const mixed = [leg('sell_to_open', 'SPY231020P00450000'), leg('buy_to_open', 'SPY231020C00445000')]
  for (const legs of [both, mixed]) {
    expect(classifySpread(legs)).toMatchObject({ ok: false, code: 'legs_must_form_a_known_strategy' })
  }
  const uneven = [leg('sell_to_open', 'SPY231020P00450000', 2), leg('buy_to_open', 'SPY231020P00445000')]
  expect(classifySpread(uneven)).toMatchObject({ ok: false, code: 'legs_must_have_equal_ratios' })
})
