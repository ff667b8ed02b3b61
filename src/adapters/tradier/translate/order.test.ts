import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isOver } from '../../../ports/broker-order.ts'
import { orderOf } from './order.ts'

const DATES = { create_date: '2026-09-22T14:44:06.399Z', transaction_date: '2026-09-22T14:44:07.000Z' }
const OPTION = 'SPXW260922C06590000'

function leg(change: Record<string, unknown> = {}) {
  return {
    id: 9_380_101,
    type: 'credit',
    symbol: 'SPX',
    side: 'sell_to_open',
    quantity: 1,
    status: 'filled',
    duration: 'day',
    price: 1.8,
    avg_fill_price: 3.5,
    exec_quantity: 1,
    class: 'option',
    option_symbol: OPTION,
    ...DATES,
    ...change,
  }
}

function bought(change: Record<string, unknown> = {}) {
  return leg({
    id: 9_380_102,
    side: 'buy_to_open',
    avg_fill_price: 1.25,
    option_symbol: 'SPXW260922C06600000',
    ...change,
  })
}

function vertical(change: Record<string, unknown> = {}) {
  return {
    id: 9_380_100,
    type: 'credit',
    symbol: 'SPX',
    side: 'buy',
    quantity: 2,
    status: 'filled',
    price: 1.8,
    avg_fill_price: -2.25,
    exec_quantity: 2,
    class: 'multileg',
    leg: [leg(), bought()],
    ...DATES,
    ...change,
  }
}

describe('a net order', () => {
  test('the recorded credit vertical', () => {
    expect(orderOf(vertical())).toMatchObject({
      id: '9380100',
      class: 'multileg',
      status: 'filled',
      underlying: 'SPX',
      quantity: 1,
      filledQuantity: 1,
      limit: { effect: 'credit', amount: 18_000 },
      cashFlow: 22_500,
      unbalanced: false,
      createdAt: Date.parse(DATES.create_date),
      changedAt: Date.parse(DATES.transaction_date),
    })
  })

  test('B-22: a debit order that was filled at a credit: the sign is that of the fills', () => {
    const order = orderOf(
      vertical({
        type: 'debit',
        price: 1,
        avg_fill_price: -0.85,
        leg: [leg({ avg_fill_price: 0 }), bought({ avg_fill_price: 0 })],
      }),
    )
    expect(order).toMatchObject({ limit: { effect: 'debit', amount: 10_000 }, cashFlow: 8_500 })
  })

  test('legs out of ratio: unbalanced, whole spreads only, and only the cash of the legs', () => {
    const legs = [leg({ quantity: 2, exec_quantity: 2 }), bought({ quantity: 2, exec_quantity: 1 })]
    expect(orderOf(vertical({ status: 'partially_filled', leg: legs }))).toMatchObject({
      quantity: 2,
      filledQuantity: 1,
      unbalanced: true,
      cashFlow: 70_000 - 12_500,
    })
    const unpriced = legs.map((one) => ({ ...one, avg_fill_price: 0 }))
    expect(orderOf(vertical({ status: 'partially_filled', leg: unpriced }))?.cashFlow).toBeNull()
  })

  test('a butterfly is counted in units of its ratio', () => {
    const legs = [
      bought({ id: 1, quantity: 2, exec_quantity: 1 }),
      leg({ id: 2, quantity: 4, exec_quantity: 2 }),
      bought({ id: 3, quantity: 2, exec_quantity: 1, option_symbol: 'SPXW260922C06610000' }),
    ]
    expect(orderOf(vertical({ status: 'partially_filled', quantity: 8, leg: legs }))).toMatchObject({
      quantity: 2,
      filledQuantity: 1,
      unbalanced: false,
    })
  })

  test('filled without any average: the cash is unknown, not nothing', () => {
    const legs = [leg({ avg_fill_price: 0 }), bought({ avg_fill_price: 'NaN' })]
    for (const average of [0, undefined, null, 'NaN']) {
      expect(orderOf(vertical({ avg_fill_price: average, leg: legs }))).toMatchObject({
        status: 'filled',
        filledQuantity: 1,
        cashFlow: null,
      })
    }
  })

  test('market, even, and numbers as texts', () => {
    expect(orderOf(vertical({ type: 'market', price: undefined }))?.limit).toBeNull()
    expect(orderOf(vertical({ type: 'even', price: undefined }))?.limit).toEqual({
      effect: 'even',
      amount: 0,
    })
    expect(orderOf(vertical({ id: '77', price: '0.175' }))).toMatchObject({
      id: '77',
      limit: { amount: 1_750 },
    })
  })

  test('for whole contracts the cash is the sum of what each leg filled at, to the cent', () => {
    const fills = fc.array(fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 90_000 })), {
      minLength: 1,
      maxLength: 6,
    })
    fc.assert(
      fc.property(fills, fills, (sold, paid) => {
        const count = (list: [number, number][]): number => list.reduce((sum, [n]) => sum + n, 0)
        const cash = (list: [number, number][]): number => list.reduce((sum, [n, at]) => sum + n * at, 0)
        const one = (list: [number, number][]) => ({
          quantity: count(list),
          exec_quantity: count(list),
          avg_fill_price: cash(list) / count(list) / 100,
        })
        const order = orderOf(vertical({ leg: [leg(one(sold)), bought(one(paid))] }))
        expect(order?.cashFlow).toBe((cash(sold) - cash(paid)) * 100)
      }),
    )
  })
})

describe('other orders', () => {
  test('a covered call: shares count one each, the parent says nothing of them', () => {
    const shares = leg({
      class: 'equity',
      symbol: 'SPY',
      side: 'buy',
      quantity: 100,
      exec_quantity: 100,
      option_symbol: undefined,
      avg_fill_price: 650.5,
    })
    const order = orderOf(vertical({ class: 'combo', quantity: 101, leg: [shares, leg()] }))
    expect(order).toMatchObject({
      class: 'combo',
      quantity: 1,
      filledQuantity: 1,
      cashFlow: -6_505_000 + 35_000,
    })
    const unpriced = { ...shares, avg_fill_price: 0 }
    expect(orderOf(vertical({ class: 'combo', leg: [unpriced, leg()] }))?.cashFlow).toBeNull()
  })

  test('a group is the sum of its children, of which one may be by itself', () => {
    const children = [
      leg({ type: 'limit', side: 'sell_to_close', avg_fill_price: 3.34 }),
      leg({
        id: 3,
        type: 'stop',
        side: 'sell_to_close',
        status: 'canceled',
        exec_quantity: 0,
        stop_price: 2.78,
        price: undefined,
      }),
    ]
    const group = { id: 16_710_952, status: 'filled', class: 'oco', tag: 'demo', ...DATES }
    const order = orderOf({ ...group, leg: children })
    expect(order).toMatchObject({
      class: 'oco',
      tag: 'demo',
      quantity: 0,
      cashFlow: 33_400,
      legs: [],
      underlying: 'SPX',
    })
    expect(order?.children.map(({ status, stop, limit }) => [status, stop, limit?.effect])).toEqual([
      ['filled', null, 'credit'],
      ['cancelled', 27_800, undefined],
    ])
    expect(orderOf({ ...group, leg: children[0] })?.children).toHaveLength(1)
  })

  test('a class that nobody knows is listed without legs, and its cash is unknown', () => {
    expect(orderOf(vertical({ class: 'mutual_fund' }))).toMatchObject({
      class: 'other',
      legs: [],
      cashFlow: null,
    })
  })

  test('an adjusted contract has neither contract nor cash', () => {
    const order = orderOf(leg({ option_symbol: 'SPY1260922C00590000' }))
    expect(order).toMatchObject({ cashFlow: null, legs: [{ contract: null, symbol: 'SPY1260922C00590000' }] })
  })

  test('every status; what is unknown still works', () => {
    const statuses =
      'pending open partially_filled filled expired canceled rejected error pending_cancel submitted held weird'
    const over = statuses.split(' ').filter((status) => isOver(orderOf(leg({ status }))!.status))
    expect(over).toEqual(['filled', 'expired', 'canceled', 'rejected', 'error'])
    expect(orderOf(leg({ status: 'weird' }))?.status).toBe('unrecognised')
  })

  test('the reason of a rejection, and a tag that says null', () => {
    expect(orderOf(leg({ status: 'rejected', reason_description: 'no price', tag: 'null' }))).toMatchObject({
      reason: 'no price',
      tag: null,
    })
  })
})

describe('what cannot be read is no order', () => {
  const broken: Record<string, unknown>[] = [
    { id: 0 },
    { id: 1.5 },
    { id: 'x' },
    { id: null },
    { quantity: 0 },
    { quantity: 1.5 },
    { quantity: -1 },
    { quantity: 'NaN' },
    { exec_quantity: undefined },
    { exec_quantity: null },
    { exec_quantity: 2 },
    { exec_quantity: -1 },
    { side: 'borrow' },
    { status: 5 },
    { class: undefined },
    { symbol: null },
    { create_date: 'yesterday' },
    { create_date: 1_790_000_000 },
  ]
  for (const change of broken) {
    test(JSON.stringify(change), () => {
      expect(orderOf(leg(change))).toBeNull()
      if (!('class' in change)) expect(orderOf(vertical({ leg: [leg(change), bought()] }))).toBeNull()
    })
  }

  test('a net order without its legs, and a group without any', () => {
    for (const legs of [undefined, null, 'null', [], [leg()], leg()]) {
      expect(orderOf(vertical({ leg: legs }))).toBeNull()
    }
    expect(orderOf(vertical({ class: 'oco', leg: [] }))).toBeNull()
  })
})
