import { expect } from 'vitest'
import { type ConformanceCase, conformanceCase } from '../conformance-case.ts'
import { type ConformanceTarget, controlOf } from '../conformance-target.ts'
import { at, FAR_BUY, keysOf, many, place, read, send } from '../tradier-client.ts'

const control = ['control'] as const
const tokens = ['tokens'] as const
const DAY_MS = 86_400_000
const MARKET_BUY = {
  class: 'equity',
  symbol: 'SPY',
  side: 'buy',
  quantity: 10,
  type: 'market',
  duration: 'day',
}
const MARKET_SELL = { ...MARKET_BUY, side: 'sell', quantity: 4 }

function mine(target: ConformanceTarget, path: string): string {
  return `/accounts/${target.account}/${path}`
}

const PROFILE_KEYS = [
  'account_number',
  'classification',
  'date_created',
  'day_trader',
  'option_level',
  'status',
  'type',
  'last_update_date',
]
const BALANCE_KEYS = [
  'option_short_value',
  'total_equity',
  'account_number',
  'account_type',
  'close_pl',
  'current_requirement',
  'equity',
  'long_market_value',
  'market_value',
  'open_pl',
  'option_long_value',
  'option_requirement',
  'pending_orders_count',
  'short_market_value',
  'stock_long_value',
  'total_cash',
  'uncleared_funds',
  'pending_cash',
]

/** What an account says of itself. */
export const ACCOUNT_CASES: readonly ConformanceCase[] = [
  conformanceCase(
    20,
    'one account is an object',
    { endpoint: 'GET /user/profile', source: '2.1' },
    async (target) => {
      const account = at(await read(target, '/user/profile'), 'profile.account')
      expect(Array.isArray(account)).toBe(false)
      expect(keysOf(account)).toEqual(expect.arrayContaining(PROFILE_KEYS))
    },
  ),
  conformanceCase(
    21,
    'two accounts are an array',
    { endpoint: 'GET /user/profile', source: '2.1', needs: tokens },
    async (target) => {
      const profile = await read(target, '/user/profile', { token: 'two-token' })
      expect(many(at(profile, 'profile.account'))).toHaveLength(2)
      expect(Array.isArray(at(profile, 'profile.account'))).toBe(true)
    },
  ),
  conformanceCase(
    22,
    'balances of a margin account have their fields and a margin part',
    { endpoint: 'GET /accounts/{id}/balances', source: '2.2' },
    async (target) => {
      const balances = at(await read(target, mine(target, 'balances')), 'balances')
      expect(keysOf(balances)).toEqual(expect.arrayContaining(BALANCE_KEYS))
      expect(at(balances, 'account_number')).toBe(target.account)
      const kind = at(balances, 'account_type') as string
      expect(keysOf(at(balances, kind)).length).toBeGreaterThan(0)
    },
  ),
  conformanceCase(
    23,
    'a cash account has a cash part and no margin part',
    { endpoint: 'GET /accounts/{id}/balances', source: '2.2', needs: tokens },
    async (target) => {
      const answer = await read(target, '/accounts/VA00000043/balances', { token: 'cash-token' })
      expect(keysOf(at(answer, 'balances.cash'))).toEqual(['cash_available', 'sweep', 'unsettled_funds'])
      expect(at(answer, 'balances.margin')).toBeUndefined()
    },
  ),
  conformanceCase(
    24,
    'zero prints 0 and money prints a point',
    { endpoint: 'GET /accounts/{id}/balances', source: '2.2', needs: control },
    async (target) => {
      const { text } = await send(target, 'GET', mine(target, 'balances'))
      expect(text).toContain('"total_cash":100000.0,')
      expect(text).toContain('"open_pl":0,')
    },
  ),
  conformanceCase(
    25,
    'no positions are the string null',
    { endpoint: 'GET /accounts/{id}/positions', source: '2.3', needs: control },
    async (target) => {
      expect((await send(target, 'GET', mine(target, 'positions'))).text).toBe('{"positions":"null"}')
    },
  ),
  conformanceCase(
    26,
    'one position is an object of five fields, quantities with a point',
    { endpoint: 'GET /accounts/{id}/positions', source: '2.3', needs: control },
    async (target) => {
      await place(target, MARKET_BUY)
      const answer = await send(target, 'GET', mine(target, 'positions'))
      const position = at(answer.json, 'positions.position')
      expect(keysOf(position)).toEqual(['cost_basis', 'date_acquired', 'id', 'quantity', 'symbol'])
      expect(answer.text).toContain('"quantity":10.0,')
      expect(at(position, 'cost_basis')).toBe(6_500.1)
    },
  ),
  conformanceCase(
    27,
    'a short has a negative quantity and a negative cost basis; two positions are an array by symbol',
    { endpoint: 'GET /accounts/{id}/positions', source: '2.3, quirk 7', needs: control },
    async (target) => {
      await place(target, {
        class: 'multileg',
        symbol: 'SPY',
        type: 'market',
        duration: 'day',
        'option_symbol[0]': 'SPY260925C00655000',
        'side[0]': 'sell_to_open',
        'quantity[0]': 2,
        'option_symbol[1]': 'SPY260925C00660000',
        'side[1]': 'buy_to_open',
        'quantity[1]': 2,
      })
      const rows = many(at(await read(target, mine(target, 'positions')), 'positions.position'))
      expect(rows.map((row) => at(row, 'symbol'))).toEqual(['SPY260925C00655000', 'SPY260925C00660000'])
      expect(rows.map((row) => at(row, 'quantity'))).toEqual([-2, 2])
      expect(at(rows[0], 'cost_basis')).toBeLessThan(0)
      expect(at(rows[1], 'cost_basis')).toBeGreaterThan(0)
    },
  ),
  conformanceCase(
    28,
    'position groups are a list below a hyphenated name',
    { endpoint: 'GET /accounts/{id}/position-groups', source: '2.3', needs: control },
    async (target) => {
      await place(target, MARKET_BUY)
      expect(await read(target, mine(target, 'position-groups'))).toEqual({
        'position-groups': [{ id: 1, label: 'SPY', symbols: ['SPY'] }],
      })
    },
  ),
  conformanceCase(
    29,
    'gain and loss come the night after: string null, object, array, with totals',
    { endpoint: 'GET /accounts/{id}/gainloss', source: '2.5', needs: control },
    async (target) => {
      await place(target, MARKET_BUY)
      await place(target, MARKET_SELL)
      expect((await send(target, 'GET', mine(target, 'gainloss'))).text).toBe('{"gainloss":"null"}')
      controlOf(target).advance(DAY_MS)
      const one = await read(target, mine(target, 'gainloss'))
      expect(keysOf(at(one, 'gainloss.closed_position'))).toEqual([
        'close_date',
        'cost',
        'gain_loss',
        'gain_loss_percent',
        'open_date',
        'proceeds',
        'quantity',
        'symbol',
        'term',
      ])
      expect(at(one, 'gainloss.closed_position.close_date')).toBe('2026-09-22T00:00:00.000Z')
      expect(at(one, 'gainloss.total_positions')).toBe(1)
      await place(target, MARKET_SELL)
      await send(target, 'GET', mine(target, 'orders'))
      controlOf(target).advance(DAY_MS)
      const two = many(at(await read(target, mine(target, 'gainloss')), 'gainloss.closed_position'))
      expect(two.map((row) => at(row, 'close_date'))).toEqual([
        '2026-09-23T00:00:00.000Z',
        '2026-09-22T00:00:00.000Z',
      ])
      const paged = await read(target, `${mine(target, 'gainloss')}?page=2&limit=1&sort=asc`)
      expect(at(paged, 'gainloss.closed_position.close_date')).toBe('2026-09-23T00:00:00.000Z')
    },
  ),
  conformanceCase(
    30,
    'the sandbox has no history',
    { endpoint: 'GET /accounts/{id}/history', source: '2.4', needs: control },
    async (target) => {
      expect((await send(target, 'GET', mine(target, 'history'))).text).toBe('{"history":"null"}')
    },
  ),
  conformanceCase(
    31,
    'a live history has an object named like the type, and a single event is an object',
    { endpoint: 'GET /accounts/{id}/history', source: '2.4', needs: tokens },
    async (target) => {
      const ask = { token: 'live-token' }
      await send(target, 'POST', '/accounts/6YA00042/orders', { ...ask, form: MARKET_BUY })
      await send(target, 'GET', '/accounts/6YA00042/orders', ask)
      const today = await send(target, 'GET', '/accounts/6YA00042/history', ask)
      expect(today.text).toBe('{"history":"null"}')
      controlOf(target).advance(DAY_MS)
      const event = at(await read(target, '/accounts/6YA00042/history', ask), 'history.event')
      expect(event).toMatchObject({ amount: -6_500.1, date: '2026-09-22T00:00:00Z', type: 'trade' })
      expect(keysOf(at(event, 'trade'))).toEqual([
        'commission',
        'description',
        'price',
        'quantity',
        'symbol',
        'trade_type',
      ])
      expect(at(event, 'trade')).toMatchObject({ description: 'SPDR S&P 500', price: 650.01, symbol: 'SPY' })
    },
  ),
  conformanceCase(
    32,
    'historical balances are a line a day, a change and its per cent',
    { endpoint: 'GET /accounts/{id}/historical-balances', source: '2.2', needs: control },
    async (target) => {
      await send(target, 'GET', mine(target, 'balances'))
      controlOf(target).advance(DAY_MS)
      const answer = await read(target, `${mine(target, 'historical-balances')}?period=WEEK`)
      expect(answer).toEqual({
        balances: [
          { date: '2026-09-22', value: 100_000 },
          { date: '2026-09-23', value: 100_000 },
        ],
        delta: 0,
        deltaPercent: 0,
      })
    },
  ),
  ...(['orders', 'positions', 'gainloss', 'history', 'balances'] as const).map((name, i) =>
    conformanceCase(
      33 + i,
      `the deprecated sibling of ${name} wraps accounts`,
      { endpoint: `GET /user/${name}`, source: '2.6', needs: control },
      async (target) => {
        const account = at(await read(target, `/user/${name}`), 'accounts.account')
        expect(keysOf(account)).toEqual(['account_number', name])
        if (name !== 'balances') expect(at(account, name)).toBe('null')
      },
    ),
  ),
  conformanceCase(
    38,
    'pending orders are counted',
    { endpoint: 'GET /accounts/{id}/balances', source: '2.2', needs: control },
    async (target) => {
      await place(target, FAR_BUY)
      expect(at(await read(target, mine(target, 'balances')), 'balances.pending_orders_count')).toBe(1)
    },
  ),
]
