import { expect } from 'vitest'
import { type ConformanceCase, conformanceCase } from '../conformance-case.ts'
import { type ConformanceTarget, controlOf } from '../conformance-target.ts'
import { at, FAR_BUY, keysOf, many, place, read, send } from '../tradier-client.ts'

const needs = ['control', 'tokens'] as const
const LIVE = { token: 'live-token' }
const LIVE_ACCOUNT = '/accounts/6YA00042'
const DAY_MS = 86_400_000
const BUY = { ...FAR_BUY, type: 'market', quantity: 10 }
const CALL = 'SPY260925C00650000'

function mine(target: ConformanceTarget, path: string): string {
  return `/accounts/${target.account}/${path}`
}

async function tradeLive(target: ConformanceTarget): Promise<void> {
  const option = { class: 'option', symbol: 'SPY', option_symbol: CALL, side: 'buy_to_open' }
  for (const form of [BUY, { ...BUY, symbol: 'KO' }, { ...BUY, ...option, quantity: 1 }]) {
    await send(target, 'POST', `${LIVE_ACCOUNT}/orders`, { ...LIVE, form })
    await send(target, 'GET', `${LIVE_ACCOUNT}/orders`, LIVE)
  }
  controlOf(target).advance(DAY_MS)
}

/** Buys and sells two symbols on two days, so that there is something to sort. */
async function closeTwo(target: ConformanceTarget): Promise<void> {
  for (const symbol of ['SPY', 'KO']) {
    await place(target, { ...BUY, symbol })
    await send(target, 'GET', mine(target, 'orders'))
    await place(target, { ...BUY, symbol, side: 'sell' })
    await send(target, 'GET', mine(target, 'orders'))
    controlOf(target).advance(DAY_MS)
  }
}

/** What can be asked of reports and lists besides the whole. */
export const REPORT_CASES: readonly ConformanceCase[] = [
  conformanceCase(
    220,
    'history by type, symbol and page, the latest first',
    { endpoint: 'GET /accounts/{id}/history', source: '2.4', needs },
    async (target) => {
      await tradeLive(target)
      const symbols = async (query: string) =>
        many(at(await read(target, `${LIVE_ACCOUNT}/history?${query}`, LIVE), 'history.event')).map((event) =>
          at(event, 'trade.symbol'),
        )
      expect(await symbols('')).toEqual([CALL, 'KO', 'SPY'])
      expect(await symbols('symbol=spy')).toEqual([CALL, 'SPY'])
      expect(await symbols('symbol=SPY&exactMatch=true')).toEqual(['SPY'])
      expect(await symbols('page=2&limit=2')).toEqual(['SPY'])
      expect(await symbols('type=trade')).toHaveLength(3)
      expect((await send(target, 'GET', `${LIVE_ACCOUNT}/history?type=dividend`, LIVE)).text).toBe(
        '{"history":"null"}',
      )
      expect(await symbols('start=2026-09-22&end=2026-09-22')).toHaveLength(3)
      expect(await symbols('end=2026-09-21')).toEqual([])
    },
  ),
  conformanceCase(
    221,
    'gain and loss by symbol, days and order',
    { endpoint: 'GET /accounts/{id}/gainloss', source: '2.5', needs },
    async (target) => {
      await closeTwo(target)
      const symbols = async (query: string) =>
        many(at(await read(target, mine(target, `gainloss?${query}`)), 'gainloss.closed_position')).map(
          (row) => at(row, 'symbol'),
        )
      expect(await symbols('')).toEqual(['KO', 'SPY'])
      expect(await symbols('sortBy=closeDate&sort=asc')).toEqual(['SPY', 'KO'])
      expect(await symbols('sortBy=openDate&sort=desc')).toEqual(['KO', 'SPY'])
      expect(await symbols('symbol=spy')).toEqual(['SPY'])
      expect(await symbols('start=2026-09-23&end=2026-09-23')).toEqual(['KO'])
      const row = at(await read(target, mine(target, 'gainloss?symbol=SPY')), 'gainloss.closed_position')
      const number = (name: string): number => at(row, name) as number
      expect(number('gain_loss')).toBeCloseTo(number('proceeds') - number('cost'), 6)
      expect(row).toMatchObject({ quantity: 10, term: 0 })
    },
  ),
  conformanceCase(
    222,
    'orders of a day and of days; nonsense is 400',
    { endpoint: 'GET /accounts/{id}/orders', source: '2.6', needs },
    async (target) => {
      const first = await place(target, BUY)
      controlOf(target).advance(DAY_MS)
      const second = await place(target, BUY)
      const ids = async (query: string) =>
        many(at(await read(target, mine(target, `orders?${query}`)), 'orders.order')).map((row) =>
          at(row, 'id'),
        )
      expect(await ids('')).toEqual([second])
      expect(await ids('date=2026-09-22')).toEqual([first])
      expect(await ids('start=2026-09-22&end=2026-09-23')).toEqual([first, second])
      expect((await send(target, 'GET', mine(target, 'orders?date=yesterday'))).status).toBe(400)
    },
  ),
  conformanceCase(
    240,
    'all orders: those of a month, and those that work however old they are',
    { endpoint: 'GET /accounts/{id}/orders', source: '2.6', needs },
    async (target) => {
      const works = await place(target, { ...BUY, type: 'limit', price: '1.00', duration: 'gtc' })
      const filled = await place(target, BUY)
      const ids = async (query: string) =>
        many(at(await read(target, mine(target, `orders?${query}`)), 'orders.order')).map((row) =>
          at(row, 'id'),
        )
      expect(await ids('filter=all')).toEqual([works, filled])
      controlOf(target).advance(40 * DAY_MS)
      expect(await ids('filter=all')).toEqual([works])
      expect(await ids('filter=all&start=2026-10-20')).toEqual([])
    },
  ),
  conformanceCase(
    223,
    'the legs of an order are no rows of their own',
    { endpoint: 'GET /accounts/{id}/orders', source: '2.6', needs },
    async (target) => {
      const id = await place(target, {
        ...{ class: 'multileg', symbol: 'SPY', type: 'debit', duration: 'day', price: '0.05', tag: 'legs' },
        ...{ 'option_symbol[0]': CALL, 'side[0]': 'buy_to_open', 'quantity[0]': 1 },
        ...{ 'option_symbol[1]': 'SPY260925C00655000', 'side[1]': 'sell_to_open', 'quantity[1]': 1 },
      })
      const orders = await read(target, mine(target, 'orders?includeTags=true'))
      expect(at(orders, 'orders.order')).toMatchObject({ id, tag: 'legs' })
      expect(keysOf(at(orders, 'orders.order.leg.0'))).not.toContain('tag')
    },
  ),
  conformanceCase(
    224,
    'the deprecated siblings list every account of the token',
    { endpoint: 'GET /user/positions', source: '2.6', needs },
    async (target) => {
      const accounts = at(await read(target, '/user/positions', { token: 'two-token' }), 'accounts.account')
      expect(many(accounts).map((one) => at(one, 'account_number'))).toEqual(['VA00000042', 'VA00000043'])
    },
  ),
  conformanceCase(
    225,
    'historical balances of every period, and of none that there is',
    { endpoint: 'GET /accounts/{id}/historical-balances', source: '2.2', needs },
    async (target) => {
      for (const period of ['WEEK', 'MONTH', 'YTD', 'YEAR', 'YEAR_3', 'YEAR_5', 'ALL']) {
        const json = await read(target, mine(target, `historical-balances?period=${period}`))
        expect(keysOf(json), period).toEqual(['balances', 'delta', 'deltaPercent'])
      }
      const wrong = await send(target, 'GET', mine(target, 'historical-balances?period=CENTURY'))
      expect([wrong.status, wrong.text]).toEqual([400, 'Invalid parameter, period: is not valid.'])
    },
  ),
  conformanceCase(
    226,
    'a token of the other environment is told of the API product',
    { endpoint: 'GET /user/profile', source: '1.2', needs },
    async (target) => {
      const answer = await send(target, 'GET', 'https://api.tradier.com/v1/user/profile')
      expect(answer.status).toBe(401)
      expect(answer.text).toMatch(/no apiproduct match/i)
    },
  ),
  conformanceCase(
    227,
    'counts and dates print without a point, prices with one',
    { endpoint: 'GET /markets/quotes', source: '4.1', needs },
    async (target) => {
      const { text } = await send(target, 'GET', '/markets/quotes?symbols=SPY')
      for (const name of [
        'volume',
        'average_volume',
        'last_volume',
        'trade_date',
        'bidsize',
        'asksize',
        'bid_date',
      ])
        expect(text, name).toMatch(new RegExp(`"${name}":\\d+[,}]`))
      for (const name of ['last', 'open', 'prevclose', 'week_52_high', 'change_percentage'])
        expect(text, name).toMatch(new RegExp(`"${name}":-?\\d+\\.\\d+[,}]`))
    },
  ),
  conformanceCase(
    228,
    'history and time and sales of options; of what is not listed a real null',
    { endpoint: 'GET /markets/history', source: '4.3', needs },
    async (target) => {
      expect(
        many(at(await read(target, `/markets/history?symbol=${CALL}`), 'history.day')).length,
      ).toBeGreaterThan(0)
      const sales = `/markets/timesales?interval=1min&start=2026-09-22 09:30&symbol=`
      expect(many(at(await read(target, sales + CALL), 'series.data')).length).toBeGreaterThan(0)
      expect((await send(target, 'GET', '/markets/history?symbol=NOPE')).text).toBe('{"history":null}')
      expect((await send(target, 'GET', `${sales}NOPE`)).text).toBe('{"series":null}')
      const tick = await read(target, '/markets/timesales?symbol=SPY&start=2026-09-22 09:30', LIVE)
      expect(many(at(tick, 'series.data')).length).toBeGreaterThan(0)
    },
  ),
  conformanceCase(
    229,
    'the session that a stream needs is told at the host that was asked',
    { endpoint: 'POST /markets/events/session', source: '1.1, 4.5', needs },
    async (target) => {
      const url = async (base: string, token: string, kind: string) =>
        at((await send(target, 'POST', `${base}/${kind}/events/session`, { token })).json, 'stream.url')
      const live = 'https://api.tradier.com/v1'
      expect(await url(live, 'live-token', 'markets')).toBe('https://stream.tradier.com/v1/markets/events')
      expect(await url(live, 'live-token', 'accounts')).toBe('wss://ws.tradier.com/v1/accounts/events')
      expect(await url('https://sandbox.tradier.com/v1', 'sandbox-token', 'accounts')).toBe(
        'wss://sandbox-ws.tradier.com/v1/accounts/events',
      )
      expect(await url('', 'live-token', 'accounts')).toBe(
        `${target.baseUrl.replace(/^http/, 'ws')}/accounts/events`,
      )
    },
  ),
]
