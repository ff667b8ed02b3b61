import { expect } from 'vitest'
import { type ConformanceCase, conformanceCase } from '../conformance-case.ts'
import { type ConformanceTarget, controlOf } from '../conformance-target.ts'
import { type Answer, type Ask, at, FAR_BUY, keysOf, orderOf, place, send } from '../tradier-client.ts'

const control = ['control'] as const
const POST = 'POST /accounts/{id}/orders'
const PUT = 'PUT /accounts/{id}/orders/{id}'
const DELETE = 'DELETE /accounts/{id}/orders/{id}'
const SPREAD = 'class=multileg&symbol=SPY&type=debit&duration=day&price=0.05'
const LEGS = [
  ['option_symbol', 'SPY260925C00650000', 'SPY260925C00655000'],
  ['side', 'buy_to_open', 'sell_to_open'],
  ['quantity', '1', '1'],
]

function order(target: ConformanceTarget, form: Ask['form']): Promise<Answer> {
  return send(target, 'POST', `/accounts/${target.account}/orders`, { form: form ?? '' })
}

function one(
  target: ConformanceTarget,
  method: string,
  id: number | string,
  form?: Ask['form'],
): Promise<Answer> {
  return send(target, method, `/accounts/${target.account}/orders/${id}`, form === undefined ? {} : { form })
}

function refused(
  number: number,
  title: string,
  change: Record<string, string>,
  text: string,
): ConformanceCase {
  return conformanceCase(number, title, { endpoint: POST, source: '1.4' }, async (target) => {
    const answer = await order(target, { ...FAR_BUY, ...change })
    expect([answer.status, answer.text.trim()]).toEqual([400, text])
    expect(answer.headers.get('content-type')).toContain('text/plain')
  })
}

/** Placing, changing and canceling. */
export const TRADING_CASES: readonly ConformanceCase[] = [
  conformanceCase(
    70,
    'an accepted order: id, ok, partner',
    { endpoint: POST, source: '3.3' },
    async (target) => {
      const answer = await order(target, FAR_BUY)
      expect(keysOf(at(answer.json, 'order'))).toEqual(['id', 'status', 'partner_id'])
      expect(at(answer.json, 'order.status')).toBe('ok')
      expect(at(answer.json, 'order.partner_id')).toMatch(/^[0-9a-f-]{36}$/)
      await one(target, 'DELETE', at(answer.json, 'order.id') as number)
    },
  ),
  conformanceCase(
    71,
    'indexed parameters with bare and with encoded brackets',
    { endpoint: POST, source: '3.1', needs: control },
    async (target) => {
      for (const [open, close] of [
        ['[', ']'],
        ['%5B', '%5D'],
      ]) {
        const legs = LEGS.flatMap(([name, a, b]) => [
          `${name}${open}0${close}=${a}`,
          `${name}${open}1${close}=${b}`,
        ])
        const id = await place(target, [SPREAD, ...legs].join('&'))
        expect(at(await orderOf(target, id), 'num_legs')).toBe(2)
      }
    },
  ),
  refused(72, 'an unknown duration', { duration: 'ioc' }, 'Invalid parameter, duration: is not valid.'),
  refused(
    73,
    'a tag with forbidden characters',
    { tag: 'a_b' },
    'Invalid parameter, tag: contains invalid characters.',
  ),
  refused(
    74,
    'a tag of 256 characters',
    { tag: 'x'.repeat(256) },
    'Invalid parameter, tag: contains more than 255 characters.',
  ),
  conformanceCase(
    75,
    'a tag of 255 characters comes back whole',
    { endpoint: POST, source: '3.2' },
    async (target) => {
      const tag = 'a-9'.repeat(85)
      const id = await place(target, { ...FAR_BUY, tag })
      expect(at(await orderOf(target, id), 'tag')).toBe(tag)
      await one(target, 'DELETE', id)
    },
  ),
  ...['class', 'symbol', 'side', 'quantity', 'type', 'duration'].map((name, i) =>
    conformanceCase(
      76 + i,
      `without ${name} the text names it`,
      { endpoint: POST, source: '1.4', needs: control },
      async (target) => {
        const form = Object.fromEntries(Object.entries(FAR_BUY).filter(([key]) => key !== name)) as Record<
          string,
          string
        >
        const answer = await order(target, form)
        expect(answer.status).toBe(400)
        expect(answer.text).toMatch(new RegExp(`^Invalid parameter, ${name}: `))
      },
    ),
  ),
  conformanceCase(
    82,
    'nonsense numbers are 400, never a crash',
    { endpoint: POST, source: '1.4', needs: control },
    async (target) => {
      for (const quantity of ['0', '-1', '1.5', 'NaN', '1e9', '9999999999999999']) {
        expect((await order(target, { ...FAR_BUY, quantity })).status, quantity).toBe(400)
      }
      for (const price of ['abc', '1e3', '$1', '1,0', '0.00001', 'Infinity']) {
        expect((await order(target, { ...FAR_BUY, price })).status, price).toBe(400)
      }
    },
  ),
  conformanceCase(
    83,
    'an unknown symbol is an errors object at 200 and leaves no row',
    { endpoint: POST, source: '1.4 c', needs: control },
    async (target) => {
      const answer = await order(target, { ...FAR_BUY, symbol: 'NOPE' })
      expect([answer.status, answer.json]).toEqual([200, { errors: { error: 'Undefined symbol: NOPE' } }])
      expect((await send(target, 'GET', `/accounts/${target.account}/orders`)).text).toBe('{"orders":"null"}')
    },
  ),
  conformanceCase(
    84,
    'a risk refusal with words is one string',
    { endpoint: POST, source: '1.4.1', needs: control },
    async (target) => {
      const answer = await order(target, { ...FAR_BUY, price: '600', quantity: '9000' })
      expect([answer.status, answer.json]).toEqual([
        200,
        { errors: { error: 'You do not have enough buying power for this trade.' } },
      ])
    },
  ),
  conformanceCase(
    85,
    'a risk refusal without words is a pair',
    { endpoint: POST, source: '1.4 c', needs: control },
    async (target) => {
      const answer = await order(target, { ...FAR_BUY, type: 'market', duration: 'gtc' })
      expect(answer.json).toEqual({
        errors: { error: ['Backoffice rejected override of the order.', 'MarketOrderIsGtc'] },
      })
    },
  ),
  conformanceCase(
    86,
    'closing what is not held names the long position',
    { endpoint: POST, source: '1.4.1', needs: control },
    async (target) => {
      const answer = await order(target, {
        class: 'option',
        symbol: 'SPY',
        option_symbol: 'SPY260925C00650000',
        side: 'sell_to_close',
        quantity: 1,
        type: 'market',
        duration: 'day',
      })
      expect([answer.status, at(answer.json, 'errors.error')]).toEqual([
        200,
        expect.stringContaining('closing a long position'),
      ])
    },
  ),
  conformanceCase(
    87,
    'a pre-market order outside its session',
    { endpoint: POST, source: '1.4', needs: control },
    async (target) => {
      const answer = await order(target, { ...FAR_BUY, duration: 'pre' })
      expect([answer.status, answer.text]).toEqual([
        400,
        'Invalid parameter, duration: pre market no longer available',
      ])
    },
  ),
  conformanceCase(
    88,
    'a market order may not come first in an OTO',
    { endpoint: POST, source: '3.1', needs: control },
    async (target) => {
      const answer = await order(target, {
        class: 'oto',
        duration: 'day',
        'symbol[0]': 'SPY',
        'side[0]': 'buy',
        'quantity[0]': 1,
        'type[0]': 'market',
        'symbol[1]': 'SPY',
        'side[1]': 'sell',
        'quantity[1]': 1,
        'type[1]': 'limit',
        'price[1]': '700',
      })
      expect(answer.text).toContain('OtoFirstLegIsMarketNotAllowed')
    },
  ),
  conformanceCase(
    89,
    'five legs are refused',
    { endpoint: POST, source: '3.1', needs: control },
    async (target) => {
      const legs = Array.from({ length: 5 }, (_, i) =>
        LEGS.map(([name, a]) => `${name}[${i}]=${a}`).join('&'),
      )
      expect((await order(target, [SPREAD, ...legs].join('&'))).status).toBe(400)
    },
  ),
  conformanceCase(
    90,
    'lower case symbols are read',
    { endpoint: POST, source: 'quirk 14', needs: control },
    async (target) => {
      expect(at(await orderOf(target, await place(target, { ...FAR_BUY, symbol: 'spy' })), 'symbol')).toBe(
        'SPY',
      )
    },
  ),
  conformanceCase(
    91,
    'a preview answers like an order and makes none',
    { endpoint: POST, source: '3.4', needs: control },
    async (target) => {
      const answer = await order(target, { ...FAR_BUY, preview: 'true' })
      expect(answer.json).toMatchObject({
        order: { status: 'ok', result: true, class: 'equity', strategy: 'equity', quantity: 1 },
      })
      expect(keysOf(at(answer.json, 'order'))).toEqual(
        expect.arrayContaining([
          'commission',
          'cost',
          'fees',
          'order_cost',
          'margin_change',
          'request_date',
          'extended_hours',
        ]),
      )
      expect(at(answer.json, 'order.request_date')).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}$/)
      expect((await send(target, 'GET', `/accounts/${target.account}/orders`)).text).toBe('{"orders":"null"}')
    },
  ),
  conformanceCase(
    92,
    'a refused preview is an errors object',
    { endpoint: POST, source: '3.4', needs: control },
    async (target) => {
      const answer = await order(target, { ...FAR_BUY, symbol: 'NOPE', preview: 'True' })
      expect([answer.status, keysOf(answer.json)]).toEqual([200, ['errors']])
    },
  ),
  conformanceCase(
    93,
    'a change keeps the id and shows the new price',
    { endpoint: PUT, source: '3.5' },
    async (target) => {
      const id = await place(target)
      const answer = await one(target, 'PUT', id, {
        type: 'limit',
        price: '1.10',
        quantity: 99,
        order_id: id,
      })
      expect(keysOf(at(answer.json, 'order'))).toEqual(['id', 'status', 'partner_id'])
      expect(at(answer.json, 'order.id')).toBe(id)
      expect(await orderOf(target, id)).toMatchObject({ id, price: 1.1, quantity: 1 })
      await one(target, 'DELETE', id)
    },
  ),
  conformanceCase(
    94,
    'a cancel is acknowledged without a partner',
    { endpoint: DELETE, source: '3.6' },
    async (target) => {
      const id = await place(target)
      const answer = await one(target, 'DELETE', id)
      expect([answer.status, answer.json]).toEqual([200, { order: { id, status: 'ok' } }])
    },
  ),
  conformanceCase(
    95,
    'canceling or changing a canceled order',
    { endpoint: DELETE, source: '3.6', needs: control },
    async (target) => {
      const id = await place(target)
      await one(target, 'DELETE', id)
      for (const answer of [await one(target, 'DELETE', id), await one(target, 'PUT', id, { price: '2' })]) {
        expect([answer.status, answer.text]).toEqual([400, 'order already in finalized state: canceled'])
      }
    },
  ),
  conformanceCase(
    96,
    'canceling a filled order',
    { endpoint: DELETE, source: '3.6', needs: control },
    async (target) => {
      const id = await place(target, { ...FAR_BUY, price: '700' })
      await orderOf(target, id)
      const answer = await one(target, 'DELETE', id)
      expect([answer.status, answer.text]).toEqual([400, 'order already in finalized state: filled'])
    },
  ),
  conformanceCase(
    97,
    'canceling or changing what does not exist',
    { endpoint: DELETE, source: '3.6' },
    async (target) => {
      for (const answer of [
        await one(target, 'DELETE', 1),
        await one(target, 'PUT', 'abc', { price: '2' }),
      ]) {
        expect([answer.status, answer.text.trim()]).toEqual([401, `Unauthorized Account: ${target.account}`])
      }
    },
  ),
  conformanceCase(
    98,
    'a group cannot be changed',
    { endpoint: PUT, source: '3.5', needs: control },
    async (target) => {
      await place(target, { ...FAR_BUY, type: 'market', price: '' })
      await send(target, 'GET', `/accounts/${target.account}/positions`)
      const id = await place(target, {
        class: 'oco',
        duration: 'day',
        symbol: 'SPY',
        'side[0]': 'sell',
        'quantity[0]': 1,
        'type[0]': 'limit',
        'price[0]': '900',
        'side[1]': 'sell',
        'quantity[1]': 1,
        'type[1]': 'stop',
        'stop[1]': '500',
      })
      expect((await one(target, 'PUT', id, { price: '901' })).text).toContain(
        'OrderContingentChangeNotAllowed',
      )
    },
  ),
  conformanceCase(
    99,
    'two identical orders are two orders',
    { endpoint: POST, source: '3.8', needs: control },
    async (target) => {
      const ids = new Set([await place(target), await place(target)])
      expect(ids.size).toBe(2)
      expect(controlOf(target).venue.orders(target.account)).toHaveLength(2)
    },
  ),
]
