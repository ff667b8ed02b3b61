import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { tradingDay } from '../../domain/calendar/trading-day.ts'
import { price } from '../../domain/money/price.ts'
import type { OptionContract } from '../../domain/option/contract.ts'
import { credit, debit, EVEN } from '../../domain/spread/net-price.ts'
import type { OptionTicket, OrderTicket, SpreadTicket } from '../../ports/order-ticket.ts'
import { checkTag, checkTicket } from './check-ticket.ts'
import { changeForm, orderForm } from './order-form.ts'

function call(strike: number, root = 'SPXW'): OptionContract {
  return { root, expiration: tradingDay('2026-09-25'), type: 'call', strike: price(strike * 10_000) }
}

function spread(change: Partial<SpreadTicket> = {}): SpreadTicket {
  return {
    kind: 'spread',
    underlying: 'SPX',
    quantity: 2,
    limit: credit(price(1_750)),
    timeInForce: 'day',
    legs: [
      { contract: call(6_500), ratio: 1, action: 'sell_to_open' },
      { contract: call(6_550), ratio: 2, action: 'buy_to_open' },
    ],
    ...change,
  }
}

function option(change: Partial<OptionTicket> = {}): OptionTicket {
  return {
    kind: 'option',
    underlying: 'SPX',
    contract: call(6_500),
    action: 'sell_to_close',
    quantity: 3,
    limit: price(40_000),
    stop: null,
    timeInForce: 'gtc',
    ...change,
  }
}

const STOP = option({ limit: null, stop: price(25_000) })
const ENTRY = option({ action: 'buy_to_open', limit: price(31_000) })

function form(ticket: OrderTicket): string {
  expect(checkTicket(ticket)).toBeNull()
  return orderForm(ticket)
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
}

describe('the forms of orders', () => {
  test('B-21: a spread has class, type by its effect, a positive price, and indexed legs', () => {
    const legs =
      'option_symbol[0]=SPXW260925C06500000&side[0]=sell_to_open&quantity[0]=2&option_symbol[1]=SPXW260925C06550000&side[1]=buy_to_open&quantity[1]=4'
    expect(form(spread())).toBe(`class=multileg&symbol=SPX&type=credit&duration=day&price=0.175&${legs}`)
    expect(form(spread({ limit: debit(price(18_500)), timeInForce: 'gtc' }))).toBe(
      `class=multileg&symbol=SPX&type=debit&duration=gtc&price=1.85&${legs}`,
    )
    expect(form(spread({ limit: EVEN }))).toBe(`class=multileg&symbol=SPX&type=even&duration=day&${legs}`)
    expect(form(spread({ limit: null }))).toBe(`class=multileg&symbol=SPX&type=market&duration=day&${legs}`)
  })

  test('an option has its type by its prices', () => {
    const head = 'class=option&symbol=SPX&option_symbol=SPXW260925C06500000&side=sell_to_close&quantity=3'
    expect(form(option())).toBe(`${head}&type=limit&price=4.00&duration=gtc`)
    expect(form(STOP)).toBe(`${head}&type=stop&stop=2.50&duration=gtc`)
    expect(form(option({ stop: price(25_000) }))).toBe(
      `${head}&type=stop_limit&price=4.00&stop=2.50&duration=gtc`,
    )
    expect(form(option({ limit: null, timeInForce: 'day' }))).toBe(`${head}&type=market&duration=day`)
  })

  test('groups have indexed children and one duration', () => {
    expect(form({ kind: 'oco', takeProfit: option(), stopLoss: STOP })).toBe(
      'class=oco&duration=gtc&symbol[0]=SPX&option_symbol[0]=SPXW260925C06500000&side[0]=sell_to_close&quantity[0]=3&type[0]=limit&price[0]=4.00&symbol[1]=SPX&option_symbol[1]=SPXW260925C06500000&side[1]=sell_to_close&quantity[1]=3&type[1]=stop&stop[1]=2.50',
    )
    const otoco = form({ kind: 'otoco', entry: ENTRY, takeProfit: option(), stopLoss: STOP })
    expect(otoco).toMatch(
      /^class=otoco&duration=gtc&symbol\[0\]=SPX&.*side\[0\]=buy_to_open.*type\[2\]=stop&stop\[2\]=2\.50$/,
    )
  })

  test('a class share has its slash in the symbol and none in the root', () => {
    const brk = call(450, 'BRKB')
    const ticket = option({ underlying: 'BRK/B', contract: brk })
    expect(form(ticket)).toContain('symbol=BRK/B&option_symbol=BRKB260925C00450000')
  })

  test('new prices; the type goes with those of a spread', () => {
    expect(changeForm({ kind: 'spread', limit: debit(price(12_000)) })).toEqual([
      ['type', 'debit'],
      ['price', '1.20'],
    ])
    expect(changeForm({ kind: 'spread', limit: EVEN })).toEqual([['type', 'even']])
    expect(changeForm({ kind: 'option', limit: price(12_000), stop: price(11_000) })).toEqual([
      ['price', '1.20'],
      ['stop', '1.10'],
    ])
  })
})

const LEG = spread().legs[0]!
const REFUSED: readonly (readonly [string, OrderTicket])[] = [
  ['spread_must_have_2_to_4_legs', spread({ legs: [LEG] })],
  [
    'spread_must_have_2_to_4_legs',
    spread({ legs: Array.from({ length: 5 }, (_, i) => ({ ...LEG, contract: call(6_000 + i) })) }),
  ],
  ['legs_must_be_different_contracts', spread({ legs: [LEG, { ...LEG, action: 'buy_to_open' }] })],
  ['ratios_must_have_no_common_factor', spread({ legs: spread().legs.map((leg) => ({ ...leg, ratio: 2 })) })],
  ['quantity_must_be_a_whole_number', spread({ quantity: 0 })],
  ['quantity_must_be_a_whole_number', spread({ quantity: 1.5 })],
  ['quantity_must_be_a_whole_number', spread({ quantity: Number.NaN })],
  ['quantity_must_be_a_whole_number', spread({ quantity: 9_000_000 })],
  ['quantity_must_be_a_whole_number', spread({ legs: spread().legs.map((leg) => ({ ...leg, ratio: -1 })) })],
  ['contract_must_be_listed', spread({ legs: [LEG, { ...LEG, contract: { ...call(1), root: 'spx' } }] })],
  ['contract_must_be_listed', option({ contract: { ...call(1), strike: price(5) } })],
  ['contract_must_be_of_the_underlying', spread({ underlying: 'SPY' })],
  ['contract_must_not_be_adjusted', option({ underlying: 'SPY', contract: call(600, 'SPY1') })],
  ['price_must_be_positive', spread({ limit: { effect: 'credit', amount: price(0) } })],
  ['price_must_be_positive', spread({ limit: { effect: 'debit', amount: price(-100) } })],
  ['price_must_be_positive', option({ limit: price(0) })],
  ['price_must_be_positive', option({ stop: price(-1) })],
  ['market_order_must_be_for_the_day', spread({ limit: null, timeInForce: 'gtc' })],
  ['market_order_must_be_for_the_day', option({ limit: null })],
  [
    'group_must_be_of_one_contract_and_quantity',
    { kind: 'oco', takeProfit: option({ quantity: 2 }), stopLoss: STOP },
  ],
  [
    'group_must_be_of_one_contract_and_quantity',
    { kind: 'oco', takeProfit: option({ contract: call(6_600) }), stopLoss: STOP },
  ],
  [
    'group_must_be_of_one_contract_and_quantity',
    { kind: 'oco', takeProfit: option({ action: 'buy_to_close' }), stopLoss: STOP },
  ],
  [
    'exit_must_close_what_was_opened',
    { kind: 'oco', takeProfit: ENTRY, stopLoss: { ...STOP, action: 'buy_to_open' } },
  ],
  ['take_profit_must_be_a_limit', { kind: 'oco', takeProfit: STOP, stopLoss: STOP }],
  ['stop_loss_must_have_a_stop', { kind: 'oco', takeProfit: option(), stopLoss: option() }],
  [
    'oco_prices_must_be_apart_on_the_right_sides',
    { kind: 'oco', takeProfit: option({ limit: price(25_900) }), stopLoss: STOP },
  ],
  [
    'oco_prices_must_be_apart_on_the_right_sides',
    { kind: 'oco', takeProfit: option({ limit: price(10_000) }), stopLoss: STOP },
  ],
  [
    'entry_of_a_group_must_have_a_price',
    {
      kind: 'otoco',
      entry: { ...ENTRY, limit: null, timeInForce: 'day' },
      takeProfit: option(),
      stopLoss: STOP,
    },
  ],
  [
    'group_must_be_of_one_contract_and_quantity',
    { kind: 'otoco', entry: { ...ENTRY, quantity: 4 }, takeProfit: option(), stopLoss: STOP },
  ],
  [
    'exit_must_close_what_was_opened',
    { kind: 'otoco', entry: { ...ENTRY, action: 'sell_to_open' }, takeProfit: option(), stopLoss: STOP },
  ],
  [
    'exit_must_close_what_was_opened',
    { kind: 'otoco', entry: { ...ENTRY, action: 'buy_to_close' }, takeProfit: option(), stopLoss: STOP },
  ],
]

describe('B-21: what is no order never reaches the broker', () => {
  for (const [code, ticket] of REFUSED) {
    test(`${code}: ${JSON.stringify(ticket).slice(0, 120)}`, () => {
      expect(checkTicket(ticket)).toMatchObject({ ok: false, code })
    })
  }

  test('a tag is letters, digits and hyphens, 1 to 255 of them, and never cleaned', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300, unit: 'grapheme' }), (tag) => {
        const fits = tag.length >= 1 && tag.length <= 255 && [...tag].every((one) => /[A-Za-z0-9-]/.test(one))
        expect(checkTag(tag) === null).toBe(fits)
      }),
    )
    expect(checkTag('ob1-abc')).toBeNull()
    expect(checkTag('a\n')).toMatchObject({ code: 'tag_must_be_letters_digits_and_hyphens' })
  })
})
