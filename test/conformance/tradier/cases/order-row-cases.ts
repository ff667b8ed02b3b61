import { expect } from 'vitest'
import { type ConformanceCase, conformanceCase } from '../conformance-case.ts'
import { controlOf } from '../conformance-target.ts'
import { at, FAR_BUY, keysOf, many, orderOf, place, send } from '../tradier-client.ts'

const control = ['control'] as const
const ROW = 'GET /accounts/{id}/orders/{id}'
const ISO = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/
const HEAD = ['id', 'type', 'symbol', 'side', 'quantity', 'status', 'duration']
const FILL = [
  'avg_fill_price',
  'exec_quantity',
  'last_fill_price',
  'last_fill_quantity',
  'remaining_quantity',
]
const DATES = ['create_date', 'transaction_date', 'class']

const CREDIT = {
  class: 'multileg',
  symbol: 'SPX',
  type: 'credit',
  duration: 'day',
  price: '1.80',
  'option_symbol[0]': 'SPXW260925C06500000',
  'side[0]': 'sell_to_open',
  'quantity[0]': 1,
  'option_symbol[1]': 'SPXW260925C06550000',
  'side[1]': 'buy_to_open',
  'quantity[1]': 1,
}
const OPTION = {
  class: 'option',
  symbol: 'SPY',
  option_symbol: 'SPY260925C00650000',
  side: 'buy_to_open',
  quantity: 2,
  type: 'limit',
  duration: 'day',
  price: '0.05',
}
const OCO = {
  class: 'oco',
  duration: 'day',
  'symbol[0]': 'SPY',
  'quantity[0]': 1,
  'type[0]': 'limit',
  'side[0]': 'sell',
  'price[0]': '900.00',
  'symbol[1]': 'SPY',
  'quantity[1]': 1,
  'type[1]': 'stop',
  'side[1]': 'sell',
  'stop[1]': '500.00',
}
const SPY_SHARE = {
  class: 'equity',
  symbol: 'SPY',
  side: 'buy',
  quantity: 1,
  type: 'market',
  duration: 'day',
}

/** The order object: its keys, their order, its numbers. */
export const ORDER_ROW_CASES: readonly ConformanceCase[] = [
  conformanceCase(
    50,
    'an equity limit order has its keys in order, no more',
    { endpoint: ROW, source: '3.7', needs: control },
    async (target) => {
      const row = await orderOf(target, await place(target))
      expect(keysOf(row)).toEqual([...HEAD, 'price', ...FILL, ...DATES])
      expect(row).toMatchObject({ status: 'open', side: 'buy', class: 'equity', price: 1, avg_fill_price: 0 })
    },
  ),
  conformanceCase(
    51,
    'quantities and prices print a point, ids do not',
    { endpoint: ROW, source: '3.7, quirk 8', needs: control },
    async (target) => {
      const id = await place(target)
      const { text } = await send(target, 'GET', `/accounts/${target.account}/orders/${id}`)
      expect(text).toContain(`"id":${id},`)
      for (const part of [
        '"quantity":1.0,',
        '"price":1.0,',
        '"avg_fill_price":0.0,',
        '"remaining_quantity":1.0,',
      ])
        expect(text).toContain(part)
    },
  ),
  conformanceCase(52, 'dates are UTC with milliseconds', { endpoint: ROW, source: '3.7' }, async (target) => {
    const id = await place(target)
    const row = await orderOf(target, id)
    expect(at(row, 'create_date')).toMatch(ISO)
    expect(at(row, 'transaction_date')).toMatch(ISO)
    await send(target, 'DELETE', `/accounts/${target.account}/orders/${id}`)
  }),
  conformanceCase(
    53,
    'a market order has no price, a stop order a stop_price after the remaining quantity',
    { endpoint: ROW, source: '3.7', needs: control },
    async (target) => {
      await place(target, SPY_SHARE)
      const market = await orderOf(target, await place(target, SPY_SHARE))
      expect(keysOf(market)).toEqual([...HEAD, ...FILL, ...DATES])
      const stop = await place(target, { ...SPY_SHARE, side: 'sell', type: 'stop', stop: '600' })
      expect(keysOf(await orderOf(target, stop))).toEqual([...HEAD, ...FILL, 'stop_price', ...DATES])
    },
  ),
  conformanceCase(
    54,
    'an option order has its option symbol after the class',
    { endpoint: ROW, source: '3.7', needs: control },
    async (target) => {
      const row = await orderOf(target, await place(target, { ...OPTION, tag: 'opt-54' }))
      expect(keysOf(row)).toEqual([...HEAD, 'price', ...FILL, ...DATES, 'option_symbol', 'tag'])
      expect(row).toMatchObject({ symbol: 'SPY', option_symbol: OPTION.option_symbol, quantity: 2 })
    },
  ),
  conformanceCase(
    55,
    'a filled order: average, executed, nothing remaining',
    { endpoint: ROW, source: '3.7.3', needs: control },
    async (target) => {
      const row = await orderOf(target, await place(target, { ...OPTION, price: '9.00' }))
      const average = at(row, 'avg_fill_price') as number
      expect(row).toMatchObject({
        status: 'filled',
        exec_quantity: 2,
        remaining_quantity: 0,
        last_fill_price: average,
      })
      expect(average).toBeLessThanOrEqual(9)
      expect(average).toBeGreaterThan(0)
    },
  ),
  conformanceCase(
    56,
    'a net order and its legs have the recorded keys in order',
    { endpoint: ROW, source: '3.7', needs: control },
    async (target) => {
      const row = await orderOf(target, await place(target, { ...CREDIT, price: '40.00' }))
      expect(keysOf(row)).toEqual([...HEAD, 'price', ...FILL, ...DATES, 'num_legs', 'strategy', 'leg'])
      const legs = many(at(row, 'leg'))
      for (const leg of legs)
        expect(keysOf(leg)).toEqual([...HEAD, 'price', ...FILL, ...DATES, 'option_symbol'])
      const id = at(row, 'id') as number
      expect(legs.map((leg) => at(leg, 'id'))).toEqual([id + 1, id + 2])
      expect(row).toMatchObject({
        side: 'buy',
        quantity: 2,
        num_legs: 2,
        strategy: 'spread',
        symbol: 'SPX',
        class: 'multileg',
      })
      expect(legs[0]).toMatchObject({ type: 'credit', price: 40, class: 'option', side: 'sell_to_open' })
    },
  ),
  conformanceCase(
    57,
    'a credit fills at a negative average, its price stays positive',
    { endpoint: ROW, source: '3.7.2, quirk 6', needs: control },
    async (target) => {
      const row = await orderOf(target, await place(target, CREDIT))
      const [sold, bought] = many(at(row, 'leg'))
      const average = at(row, 'avg_fill_price') as number
      expect(row).toMatchObject({
        status: 'filled',
        price: 1.8,
        last_fill_price: 0,
        last_fill_quantity: 1,
        exec_quantity: 2,
      })
      expect(average).toBeLessThanOrEqual(-1.8)
      const legs = (at(bought, 'avg_fill_price') as number) - (at(sold, 'avg_fill_price') as number)
      expect(average).toBeCloseTo(legs, 6)
      expect(at(sold, 'avg_fill_price')).toBeGreaterThan(0)
      expect(at(bought, 'avg_fill_price')).toBeGreaterThan(0)
    },
  ),
  conformanceCase(
    58,
    'a 1-2-1 butterfly has quantity 4 and ratios in its average',
    { endpoint: ROW, source: '3.7.2', needs: control },
    async (target) => {
      const wings = ['SPY260925C00645000', 'SPY260925C00650000', 'SPY260925C00655000']
      const form: Record<string, string | number> = {
        class: 'multileg',
        symbol: 'SPY',
        type: 'market',
        duration: 'day',
      }
      for (const [i, symbol] of wings.entries()) {
        form[`option_symbol[${i}]`] = symbol
        form[`side[${i}]`] = i === 1 ? 'sell_to_open' : 'buy_to_open'
        form[`quantity[${i}]`] = i === 1 ? 2 : 1
      }
      const row = await orderOf(target, await place(target, form))
      const [a, b, c] = many(at(row, 'leg')).map((leg) => at(leg, 'avg_fill_price') as number)
      expect(row).toMatchObject({ quantity: 4, status: 'filled', strategy: 'butterfly', num_legs: 3 })
      expect(keysOf(row)).not.toContain('price')
      expect(at(row, 'avg_fill_price')).toBeCloseTo(a! - 2 * b! + c!, 6)
    },
  ),
  conformanceCase(
    59,
    'an order before the open is pending, and open after it',
    { endpoint: ROW, source: '3.7.1, quirk 13', needs: control },
    async (target) => {
      controlOf(target).advance(20 * 3_600_000)
      const id = await place(target)
      expect(at(await orderOf(target, id), 'status')).toBe('pending')
      controlOf(target).advance(4 * 3_600_000)
      expect(at(await orderOf(target, id), 'status')).toBe('open')
    },
  ),
  conformanceCase(
    60,
    'an OCO parent has no figures of its own; its legs have',
    { endpoint: ROW, source: '3.7.4', needs: control },
    async (target) => {
      await place(target, SPY_SHARE)
      await send(target, 'GET', `/accounts/${target.account}/orders`)
      const row = await orderOf(target, await place(target, { ...OCO, tag: 'oco-60' }))
      expect(keysOf(row)).toEqual(['id', 'status', 'create_date', 'transaction_date', 'class', 'tag', 'leg'])
      const [limit, stop] = many(at(row, 'leg'))
      expect(limit).toMatchObject({ type: 'limit', price: 900, side: 'sell', class: 'equity' })
      expect(stop).toMatchObject({ type: 'stop', stop_price: 500 })
      expect(keysOf(stop)).not.toContain('price')
    },
  ),
  conformanceCase(
    61,
    'an OTOCO bracket of options: three legs with ids after the parent',
    { endpoint: ROW, source: '3.7.4', needs: control },
    async (target) => {
      const option = 'SPY260925C00650000'
      const leg = (i: number, side: string): Record<string, string | number> => ({
        [`symbol[${i}]`]: 'SPY',
        [`option_symbol[${i}]`]: option,
        [`side[${i}]`]: side,
        [`quantity[${i}]`]: 1,
      })
      const id = await place(target, {
        class: 'otoco',
        duration: 'day',
        ...leg(0, 'buy_to_open'),
        'type[0]': 'limit',
        'price[0]': '0.05',
        ...leg(1, 'sell_to_close'),
        'type[1]': 'limit',
        'price[1]': '9.00',
        ...leg(2, 'sell_to_close'),
        'type[2]': 'stop',
        'stop[2]': '0.02',
      })
      const row = await orderOf(target, id)
      expect(many(at(row, 'leg')).map((one) => at(one, 'id'))).toEqual([id + 1, id + 2, id + 3])
      expect(many(at(row, 'leg')).map((one) => at(one, 'status'))).toEqual(['open', 'pending', 'pending'])
      expect(at(row, 'class')).toBe('otoco')
    },
  ),
  conformanceCase(
    62,
    'a combo sums shares and contracts, its first leg is equity',
    { endpoint: ROW, source: '3.7.4', needs: control },
    async (target) => {
      const id = await place(target, {
        class: 'combo',
        symbol: 'SPY',
        type: 'debit',
        duration: 'day',
        price: '640.00',
        'side[0]': 'buy',
        'quantity[0]': 100,
        'option_symbol[1]': 'SPY261016C00660000',
        'side[1]': 'sell_to_open',
        'quantity[1]': 1,
      })
      const row = await orderOf(target, id)
      expect(row).toMatchObject({
        class: 'combo',
        quantity: 101,
        num_legs: 2,
        strategy: 'covered call',
        side: 'buy',
      })
      const [shares, call] = many(at(row, 'leg'))
      expect(at(shares, 'class')).toBe('equity')
      expect(keysOf(shares)).not.toContain('option_symbol')
      expect(call).toMatchObject({ class: 'option', option_symbol: 'SPY261016C00660000' })
    },
  ),
  conformanceCase(
    63,
    'nothing remains of a canceled order',
    { endpoint: ROW, source: '3.7.1' },
    async (target) => {
      const id = await place(target, FAR_BUY)
      await send(target, 'DELETE', `/accounts/${target.account}/orders/${id}`)
      const row = await orderOf(target, id)
      expect(['canceled', 'pending_cancel']).toContain(at(row, 'status'))
      if (at(row, 'status') === 'canceled') expect(at(row, 'remaining_quantity')).toBe(0)
    },
  ),
]
