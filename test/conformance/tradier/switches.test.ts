import { describe, expect, test } from 'vitest'
import { DEFAULT_SWITCHES, type FaceSwitches } from '../../../src/exchange/tradier-api/switches.ts'
import { controlOf, inProcessTarget } from './conformance-target.ts'
import type { Json } from './json.ts'
import { at, FAR_BUY, keysOf, many, orderOf, place, read, send, session } from './tradier-client.ts'

const CALL = 'SPY260925C00650000'
const LIVE = { token: 'live-token' }
const SHARES = { ...FAR_BUY, type: 'market', quantity: 10 }
const SPREAD = {
  ...{ class: 'multileg', symbol: 'SPY', type: 'debit', duration: 'day', price: '0.05', tag: 'spread-1' },
  ...{ 'option_symbol[0]': CALL, 'side[0]': 'buy_to_open', 'quantity[0]': 1 },
  ...{ 'option_symbol[1]': 'SPY260925C00655000', 'side[1]': 'sell_to_open', 'quantity[1]': 1 },
}

/** What is seen with a switch at a setting. */
type Look = (switches: Partial<FaceSwitches>) => Promise<unknown>

function reading(path: string, find: (json: Json) => unknown, ask = {}): Look {
  return async (switches) => find(await read(inProcessTarget(switches), path, ask))
}

function placing(form: Record<string, string | number>, find: (row: Json) => unknown): Look {
  return async (switches) => {
    const target = inProcessTarget(switches)
    return find(await orderOf(target, await place(target, form)))
  }
}

const history: Look = async (switches) => {
  const target = inProcessTarget(switches)
  await send(target, 'POST', '/accounts/6YA00042/orders', { ...LIVE, form: SHARES })
  await send(target, 'GET', '/accounts/6YA00042/orders', LIVE)
  const today = await read(target, '/accounts/6YA00042/history', LIVE)
  controlOf(target).advance(86_400_000)
  const event = at(await read(target, '/accounts/6YA00042/history', LIVE), 'history.event')
  return [at(today, 'history') === 'null', at(event, 'trade.trade_type')]
}

const rejectedRow: Look = async (switches) => {
  const target = inProcessTarget(switches)
  const form = { ...FAR_BUY, price: '600', quantity: 9_000 }
  const refused = await send(target, 'POST', `/accounts/${target.account}/orders`, { form })
  const row = at(await read(target, `/accounts/${target.account}/orders`), 'orders.order')
  return [at(row, 'status'), at(row, 'remaining_quantity'), keysOf(refused.json)]
}

function refusedOrder(form: Record<string, string | number>): Look {
  return async (switches) => {
    const target = inProcessTarget(switches)
    const answer = await send(target, 'POST', `/accounts/${target.account}/orders`, { form })
    return [answer.status, answer.json]
  }
}

const events: Look = async (switches) => {
  const target = inProcessTarget(switches)
  const { url, sessionid } = await session(target, 'account')
  const stream = await target.connect('account', url)
  stream.send({ events: ['order'], sessionid })
  await place(target, SPREAD)
  return [stream.frames.length, at(stream.frames[0], 'tag')]
}

const sandboxHistory: Look = async (switches) => {
  const target = inProcessTarget(switches)
  return (await send(target, 'GET', `/accounts/${target.account}/history`)).status
}

const manyOrders: Look = async (switches) => {
  const target = inProcessTarget(switches)
  for (let i = 0; i < 3; i += 1) await place(target)
  const { orders } = (await read(target, `/accounts/${target.account}/orders`)) as { orders: Json }
  return [many(at(orders, 'order')).length, at(orders, 'total_orders'), at(orders, 'total_pages')]
}

const delayedBid: Look = async (switches) => {
  const target = inProcessTarget(switches)
  controlOf(target).market.set('SPY', 700, 700.02)
  return at(await read(target, '/markets/quotes?symbols=SPY'), 'quotes.quote.bid')
}

const KO_CHAIN = '/markets/options/chains?symbol=AAPL&expiration=2026-10-16'
const STRIKES = '/markets/options/strikes?symbol=AAPL&expiration=2026-10-16'
const MARKET_GTC = { ...SHARES, duration: 'gtc' }

/** Each switch: what is seen by default, then at another setting. */
const SWITCHES: readonly (readonly [keyof FaceSwitches, unknown, Look, seen: unknown, otherwise: unknown])[] =
  [
    ['sandboxDelayMs', 0, delayedBid, 649.99, 700],
    [
      'sandboxGreeks',
      false,
      reading(
        `/markets/quotes?symbols=${CALL}&greeks=true`,
        (json) => typeof at(json, 'quotes.quote.greeks.delta'),
      ),
      'number',
      'undefined',
    ],
    ['sandboxHistory', 'not_found', sandboxHistory, 200, 404],
    ['nightlyReports', false, history, [true, 'Equity'], [false, 'Equity']],
    ['tradeTypeCase', 'lower', history, [true, 'Equity'], [true, 'equity']],
    [
      'remainingAfterReject',
      'quantity',
      rejectedRow,
      ['rejected', 0, ['errors']],
      ['rejected', 9_000, ['errors']],
    ],
    ['orderTotals', true, manyOrders, [3, undefined, undefined], [3, 3, 1]],
    ['ordersWithoutPaging', 2, manyOrders, [3, undefined, undefined], [2, undefined, undefined]],
    ['tagOnLegs', true, placing(SPREAD, (row) => at(row, 'leg.0.tag')), undefined, 'spread-1'],
    [
      'riskErrors',
      'code',
      refusedOrder(MARKET_GTC),
      [200, { errors: { error: ['Backoffice rejected override of the order.', 'MarketOrderIsGtc'] } }],
      [200, { errors: { error: 'MarketOrderIsGtc' } }],
    ],
    [
      'previewRefusal',
      'order',
      refusedOrder({ ...FAR_BUY, symbol: 'NOPE', preview: 'true' }),
      [200, { errors: { error: 'Undefined symbol: NOPE' } }],
      [400, { order: { errors: 'Undefined symbol: NOPE', result: false, status: 'Bad Request' } }],
    ],
    [
      'lookupShape',
      'options',
      reading('/markets/options/lookup?underlying=AAPL', keysOf),
      ['symbols'],
      ['options'],
    ],
    ['keepReferenceArrays', true, reading(STRIKES, (json) => at(json, 'strikes.strike')), 230, [230]],
    [
      'shareSizes',
      'shares',
      reading('/markets/quotes?symbols=SPY', (json) => at(json, 'quotes.quote.bidsize')),
      6,
      600,
    ],
    [
      'premarketStart',
      '04:00',
      reading('/markets/calendar', (json) => at(json, 'calendar.days.day.0.premarket.start')),
      '07:00',
      '04:00',
    ],
    ['eventExtras', true, events, [3, undefined], [3, 'spread-1']],
    ['eventLegs', false, events, [3, undefined], [1, undefined]],
    [
      'partnerId',
      '00000000-0000-4000-8000-000000000001',
      refusedOrder(FAR_BUY),
      [200, { order: { id: 10_000_001, status: 'ok', partner_id: DEFAULT_SWITCHES.partnerId } }],
      [200, { order: { id: 10_000_001, status: 'ok', partner_id: '00000000-0000-4000-8000-000000000001' } }],
    ],
  ]

describe('where Tradier is not sure, a switch', () => {
  test('every switch is here', () => {
    expect(SWITCHES.map(([name]) => name).sort()).toEqual(Object.keys(DEFAULT_SWITCHES).sort())
  })

  for (const [name, setting, look, seen, otherwise] of SWITCHES) {
    test(`${name}: its default, and ${setting}`, async () => {
      expect(await look({})).toEqual(seen)
      expect(await look({ [name]: setting })).toEqual(otherwise)
    })
  }

  test('a single row of a chain keeps its array too', async () => {
    const look = reading(KO_CHAIN, (json) => Array.isArray(at(json, 'options.option')))
    expect(await look({ keepReferenceArrays: true })).toBe(true)
  })
})
