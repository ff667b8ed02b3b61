import { expect } from 'vitest'
import { type ConformanceCase, conformanceCase } from '../conformance-case.ts'
import { type ConformanceTarget, controlOf } from '../conformance-target.ts'
import { type Ask, at, FAR_BUY, keysOf, many, orderOf, place, read, send } from '../tradier-client.ts'

const needs = ['control'] as const
const ROW = 'GET /accounts/{id}/orders/{id}'
const POST = 'POST /accounts/{id}/orders'
const HOUR_MS = 3_600_000
const CALL = 'SPY260925C00650000'
const SHARES = { ...FAR_BUY, type: 'market', quantity: 1 }
const OPTION = { class: 'option', symbol: 'SPY', option_symbol: CALL, duration: 'day' }

type LegRow = readonly [symbol: string, side: string, quantity: number]

function legs(...rows: readonly LegRow[]): Record<string, string | number> {
  return Object.fromEntries(
    rows.flatMap(([symbol, side, quantity], i) => [
      [`option_symbol[${i}]`, symbol],
      [`side[${i}]`, side],
      [`quantity[${i}]`, quantity],
    ]),
  )
}

function order(target: ConformanceTarget, form: Ask['form'], ask: Ask = {}) {
  return send(target, 'POST', `/accounts/${target.account}/orders`, { ...ask, form: form ?? '' })
}

async function refusalOf(target: ConformanceTarget, form: Ask['form']): Promise<unknown> {
  const answer = await order(target, form)
  expect(answer.status, answer.text).toBe(200)
  const error = at(answer.json, 'errors.error')
  return Array.isArray(error) ? error.at(-1) : error
}

/** Ten shares, so that there is something to sell. */
async function hold(target: ConformanceTarget): Promise<void> {
  await orderOf(target, await place(target, { ...SHARES, quantity: 10 }))
}

function bracket(change: Record<string, string | number> = {}): Record<string, string | number> {
  return {
    ...{ class: 'oco', duration: 'day', 'symbol[0]': 'SPY', 'side[0]': 'sell', 'quantity[0]': 1 },
    ...{ 'type[0]': 'limit', 'price[0]': '900', 'symbol[1]': 'SPY', 'side[1]': 'sell', 'quantity[1]': 1 },
    ...{ 'type[1]': 'stop', 'stop[1]': '500', ...change },
  }
}

/** How orders live and end, and what is refused of them. */
export const ORDER_LIFE_CASES: readonly ConformanceCase[] = [
  conformanceCase(
    200,
    'a refusal by the risk checks leaves a rejected row with its reason',
    { endpoint: POST, source: '1.4.1', needs },
    async (target) => {
      expect(await refusalOf(target, { ...FAR_BUY, price: '600', quantity: 9_000 })).toContain('buying power')
      const row = at(await read(target, `/accounts/${target.account}/orders`), 'orders.order')
      expect(row).toMatchObject({
        status: 'rejected',
        quantity: 9_000,
        exec_quantity: 0,
        remaining_quantity: 0,
      })
      expect(at(row, 'reason_description')).toContain('buying power')
    },
  ),
  conformanceCase(
    201,
    'day orders that nobody filled: SPXW ends canceled at 16:00:50, SPY expired',
    { endpoint: ROW, source: '3.7.1, quirk 13', needs },
    async (target) => {
      const spx = await place(target, {
        ...{ class: 'option', symbol: 'SPX', option_symbol: 'SPXW260925C06500000', side: 'buy_to_open' },
        ...{ quantity: 1, type: 'limit', duration: 'day', price: '0.05' },
      })
      const spy = await place(target)
      const gtc = await place(target, { ...FAR_BUY, duration: 'gtc' })
      controlOf(target).advance(7 * HOUR_MS)
      expect(at(await orderOf(target, spx), 'status')).toBe('canceled')
      expect(at(await orderOf(target, spx), 'transaction_date')).toMatch(/^2026-09-22T20:(00|15):5\d/)
      expect(at(await orderOf(target, spy), 'status')).toBe('expired')
      expect(at(await orderOf(target, gtc), 'status')).toMatch(/^(open|pending)$/)
    },
  ),
  conformanceCase(
    202,
    'more than is displayed fills in parts',
    { endpoint: ROW, source: '3.7.1', needs },
    async (target) => {
      controlOf(target).market.set(CALL, 5, 5.1, 3)
      const form = { ...OPTION, side: 'buy_to_open', quantity: 8, type: 'limit', price: '5.10' }
      const id = await place(target, form)
      expect(await orderOf(target, id)).toMatchObject({
        ...{ status: 'partially_filled', exec_quantity: 3, remaining_quantity: 5, last_fill_quantity: 3 },
      })
      await send(target, 'DELETE', `/accounts/${target.account}/orders/${id}`)
      expect(await orderOf(target, id)).toMatchObject({
        ...{ status: 'canceled', exec_quantity: 3, remaining_quantity: 0, avg_fill_price: 5.1 },
      })
    },
  ),
  conformanceCase(
    203,
    'a net order fills in parts that keep the ratios of its legs',
    { endpoint: ROW, source: '3.7.2', needs },
    async (target) => {
      const { market } = controlOf(target)
      market.set('SPY260925C00645000', 6, 6.1, 40)
      market.set(CALL, 5, 5.1, 5)
      market.set('SPY260925C00655000', 4, 4.1, 40)
      const fly = legs(
        ['SPY260925C00645000', 'buy_to_open', 4],
        [CALL, 'sell_to_open', 8],
        ['SPY260925C00655000', 'buy_to_open', 4],
      )
      const form = { class: 'multileg', symbol: 'SPY', type: 'debit', price: '0.20', duration: 'day', ...fly }
      const row = await orderOf(target, await place(target, form))
      expect(row).toMatchObject({ status: 'partially_filled', exec_quantity: 8, last_fill_quantity: 2 })
      const filled = many(at(row, 'leg')).map((leg) => at(leg, 'exec_quantity'))
      expect(filled).toEqual([2, 4, 2])
    },
  ),
  conformanceCase(
    204,
    'names of strategies, by the order in which the legs came',
    { endpoint: ROW, source: '3.7.2', needs },
    async (target) => {
      const wing = 'SPY260925C00645000'
      const nameOf = async (...rows: readonly LegRow[]) => {
        const form = { class: 'multileg', symbol: 'SPY', type: 'debit', price: '0.01', duration: 'day' }
        const id = await place(target, { ...form, ...legs(...rows) })
        const row = await orderOf(target, id)
        await send(target, 'DELETE', `/accounts/${target.account}/orders/${id}`)
        return at(row, 'strategy')
      }
      const body = [CALL, 'sell_to_open', 2] as const
      const high = ['SPY260925C00655000', 'buy_to_open', 1] as const
      const low = [wing, 'buy_to_open', 1] as const
      expect(await nameOf(low, body, high)).toBe('butterfly')
      expect(await nameOf(body, low, high)).toBe('unknown')
      const put = ['SPY260925P00650000', 'buy_to_open', 1] as const
      expect(await nameOf([CALL, 'buy_to_open', 1], put)).toBe('straddle')
      expect(await nameOf(low, put)).toBe('strangle')
    },
  ),
  conformanceCase(
    205,
    'a net order at the market before the open is pending, without a price anywhere',
    { endpoint: ROW, source: '3.7.2', needs },
    async (target) => {
      controlOf(target).advance(20 * HOUR_MS)
      const spread = legs([CALL, 'buy_to_open', 1], ['SPY260925C00655000', 'sell_to_open', 1])
      const form = { class: 'multileg', symbol: 'SPY', type: 'market', duration: 'day', ...spread }
      const row = await orderOf(target, await place(target, form))
      expect(row).toMatchObject({ status: 'pending', quantity: 2, remaining_quantity: 2 })
      for (const one of [row, ...many(at(row, 'leg'))]) {
        expect(keysOf(one)).not.toContain('price')
        expect(at(one, 'status')).toBe('pending')
      }
    },
  ),
  conformanceCase(
    206,
    'a stop-limit order has both prices in their places, and waits for its stop',
    { endpoint: ROW, source: '3.7.3', needs },
    async (target) => {
      await hold(target)
      const form = { ...SHARES, side: 'sell', type: 'stop_limit', stop: '600', price: '599', duration: 'gtc' }
      const id = await place(target, form)
      const row = await orderOf(target, id)
      expect(row).toMatchObject({ type: 'stop_limit', price: 599, stop_price: 600, status: 'open' })
      expect(keysOf(row).indexOf('price')).toBeLessThan(keysOf(row).indexOf('stop_price'))
      controlOf(target).market.set('SPY', 599.5, 599.52, 600)
      controlOf(target).advance(1_000)
      expect(await orderOf(target, id)).toMatchObject({ status: 'filled', avg_fill_price: 599.5 })
    },
  ),
  conformanceCase(
    207,
    'an OTO: the second waits, and works when the first has filled',
    { endpoint: ROW, source: '3.7.4', needs },
    async (target) => {
      const id = await place(target, {
        ...{ class: 'oto', duration: 'day', 'symbol[0]': 'SPY', 'side[0]': 'buy', 'quantity[0]': 1 },
        ...{ 'type[0]': 'limit', 'price[0]': '600', 'symbol[1]': 'SPY', 'side[1]': 'sell', 'quantity[1]': 1 },
        ...{ 'type[1]': 'limit', 'price[1]': '700' },
      })
      const statuses = async () => many(at(await orderOf(target, id), 'leg')).map((leg) => at(leg, 'status'))
      expect(await statuses()).toEqual(['open', 'pending'])
      controlOf(target).market.set('SPY', 599, 599.02, 600)
      controlOf(target).advance(1_000)
      await statuses()
      controlOf(target).advance(1_000)
      expect(await statuses()).toEqual(['filled', 'open'])
    },
  ),
  conformanceCase(
    208,
    'when one of an OCO fills the other is canceled, a moment later',
    { endpoint: ROW, source: '3.7.4', needs },
    async (target) => {
      await hold(target)
      const id = await place(target, bracket())
      controlOf(target).market.set('SPY', 901, 901.02, 600)
      controlOf(target).advance(1_000)
      await orderOf(target, id)
      controlOf(target).advance(1_000)
      const row = await orderOf(target, id)
      expect(at(row, 'status')).toBe('filled')
      const [limit, stop] = many(at(row, 'leg'))
      expect([at(limit, 'status'), at(stop, 'status')]).toEqual(['filled', 'canceled'])
      const gap =
        Date.parse(at(stop, 'transaction_date') as string) -
        Date.parse(at(limit, 'transaction_date') as string)
      expect(gap).toBe(140)
    },
  ),
  conformanceCase(
    209,
    'the rules of an OCO: types, sides, symbols, durations and distance',
    { endpoint: POST, source: '3.1', needs },
    async (target) => {
      await hold(target)
      const code = (change: Record<string, string | number>) => refusalOf(target, bracket(change))
      expect(await code({ 'type[1]': 'limit', 'price[1]': '800' })).toBe('OcoOrderWithOppositeLegs')
      expect(await code({ 'type[1]': 'market' })).toBe('OtoOcoMarketNotAllowed')
      expect(await code({ 'symbol[1]': 'KO', 'stop[1]': '60' })).toBe('OrderWithDifferentSide')
      expect(await code({ duration: '', 'duration[0]': 'day', 'duration[1]': 'gtc' })).toBe(
        'OcoExpirationTypeNotTheSame',
      )
      expect(await code({ 'price[0]': '649.05', 'stop[1]': '649' })).toBe('OcoPriceDifferenceIsLessThanDelta')
    },
  ),
  conformanceCase(
    210,
    'stops on the wrong side of the market',
    { endpoint: POST, source: '3.1', needs },
    async (target) => {
      await hold(target)
      const stop = (side: string, at_: string) =>
        refusalOf(target, { ...SHARES, side, type: 'stop', stop: at_ })
      expect(await stop('sell', '700')).toBe('SellStopOrderStopPriceGreaterBid')
      expect(await stop('buy', '600')).toBe('BuyStopOrderStopPriceLessAsk')
    },
  ),
  conformanceCase(
    211,
    'sides are checked against what is held and what already works',
    { endpoint: POST, source: '3.1', needs },
    async (target) => {
      await hold(target)
      const sell = (quantity: number) => ({ ...FAR_BUY, side: 'sell', price: '900', quantity })
      await place(target, sell(6))
      expect(await refusalOf(target, sell(5))).toContain('closing a long position')
      await place(target, sell(4))
      expect(await refusalOf(target, { ...FAR_BUY, side: 'sell_short', price: '900' })).toBe(
        'Sell short order cannot be placed while you have a current long position, please check open orders.',
      )
      const close = { ...OPTION, side: 'buy_to_close', quantity: 1, type: 'market' }
      expect(await refusalOf(target, close)).toContain('closing a short position')
    },
  ),
  conformanceCase(
    212,
    'short sales: not good till canceled, not below five dollars',
    { endpoint: POST, source: '3.1', needs },
    async (target) => {
      const short = { ...FAR_BUY, side: 'sell_short', price: '700' }
      expect(await refusalOf(target, { ...short, duration: 'gtc' })).toBe('ShortOrderIsGtc')
      controlOf(target).market.set('KO', 4.5, 4.52, 600)
      expect(await refusalOf(target, { ...short, symbol: 'KO', price: '5' })).toBe(
        'SellShortOrderLastPriceBelow5',
      )
    },
  ),
  conformanceCase(
    213,
    'prices: three decimals are taken and told back, negative ones and none are refused',
    { endpoint: POST, source: '3.1', needs },
    async (target) => {
      const spread = legs([CALL, 'sell_to_open', 1], ['SPY260925C00655000', 'buy_to_open', 1])
      const form = { class: 'multileg', symbol: 'SPY', type: 'credit', duration: 'day', ...spread }
      const row = await orderOf(target, await place(target, { ...form, price: '4.875' }))
      expect(at(row, 'price')).toBe(4.875)
      expect(await refusalOf(target, { ...FAR_BUY, price: '-1' })).toBe('OrderPriceIsInvalid')
      expect(await refusalOf(target, { ...FAR_BUY, price: '' })).toBe('LimitPriceUndefined')
      expect(await refusalOf(target, { ...FAR_BUY, type: 'stop' })).toBe('StopPriceUndefined')
      expect(await refusalOf(target, { ...FAR_BUY, quantity: 10_000_001 })).toBe('IncorrectOrderQuantity')
    },
  ),
  conformanceCase(
    214,
    'pre-market orders in their session, as limits only, and not to be changed',
    { endpoint: POST, source: '3.1, 3.5', needs },
    async (target) => {
      const post = await order(target, { ...FAR_BUY, duration: 'post' })
      expect([post.status, post.text]).toEqual([
        ...[400, 'Invalid parameter, duration: post market no longer available'],
      ])
      controlOf(target).advance(22 * HOUR_MS)
      expect(await refusalOf(target, { ...SHARES, duration: 'pre' })).toBe(
        'LimitOrderRequiredOutsideMarketHours',
      )
      const id = await place(target, { ...FAR_BUY, duration: 'pre' })
      const path = `/accounts/${target.account}/orders/${id}`
      const changed = await send(target, 'PUT', path, { form: { price: '1.10' } })
      expect(at(changed.json, 'order.status')).not.toBe('ok')
      expect(at(await orderOf(target, id), 'price')).toBe(1)
    },
  ),
  conformanceCase(
    215,
    'a preview: cost is order cost, commission and fees; a net order is a spread of its legs',
    { endpoint: POST, source: '3.4', needs },
    async (target) => {
      const spread = legs([CALL, 'buy_to_open', 1], ['SPY260925C00655000', 'sell_to_open', 1])
      const form = {
        class: 'multileg',
        symbol: 'SPY',
        type: 'debit',
        price: '1.50',
        duration: 'day',
        ...spread,
      }
      const shown = at((await order(target, { ...form, preview: 'true' })).json, 'order')
      expect(shown).toMatchObject({
        ...{
          status: 'ok',
          result: true,
          class: 'multileg',
          strategy: 'spread',
          quantity: 2,
          order_cost: 150,
        },
        ...{ side: 'buy', type: 'debit', duration: 'day', price: 1.5, extended_hours: false, symbol: 'SPY' },
      })
      const number = (name: string): number => at(shown, name) as number
      expect(number('cost')).toBeCloseTo(number('order_cost') + number('commission') + number('fees'), 6)
      const close = { ...OPTION, side: 'sell_to_close', quantity: 1, type: 'market', preview: 'true' }
      expect(await refusalOf(target, close)).toContain('closing a long position')
    },
  ),
  conformanceCase(
    216,
    'contracts that nobody lists, that have ended, or that are of another underlying',
    { endpoint: POST, source: '1.4.1', needs },
    async (target) => {
      const buy = { ...OPTION, side: 'buy_to_open', quantity: 1, type: 'limit', price: '1' }
      expect(await refusalOf(target, { ...buy, option_symbol: 'SPY260925C09990000' })).toBe(
        'Undefined symbol: SPY260925C09990000',
      )
      const foreign = await order(target, { ...buy, symbol: 'KO' })
      expect([foreign.status, foreign.text]).toEqual([400, 'Invalid parameter, option_symbol: is not valid.'])
    },
  ),
]
