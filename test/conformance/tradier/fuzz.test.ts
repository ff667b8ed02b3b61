import { expect, test } from 'vitest'
import { nextRandom, seededRandom } from '../../../src/exchange/venue/seeded-random.ts'
import { controlOf, inProcessTarget } from './conformance-target.ts'

const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD']
const PATHS = [
  '/user/profile',
  '/accounts/VA00000042/orders',
  '/accounts/VA00000042/orders/10000001',
  '/accounts/VA00000042/orders/%E0%A4%A',
  '/accounts/%00/balances',
  '/accounts/VA00000042/historical-balances',
  '/accounts/VA00000042/gainloss',
  '/markets/quotes',
  '/markets/options/chains',
  '/markets/options/expirations',
  '/markets/timesales',
  '/markets/history',
  '/markets/calendar',
  '/markets/lookup',
  '//',
  '/user/profile/',
]
const NAMES = [
  ...[
    'class',
    'symbol',
    'side',
    'quantity',
    'type',
    'duration',
    'price',
    'stop',
    'tag',
    'preview',
    'option_symbol',
  ],
  ...[
    'option_symbol[0]',
    'side[0]',
    'quantity[0]',
    'side[1]',
    'quantity[1]',
    'type[0]',
    'type[1]',
    'side[99]',
    'side[-1]',
  ],
  ...[
    'symbols',
    'expiration',
    'start',
    'end',
    'interval',
    'month',
    'year',
    'page',
    'limit',
    'q',
    'period',
    'filter',
    'date',
  ],
]
const VALUES = [
  ...[
    '',
    ' ',
    '0',
    '-1',
    '1',
    '1.5',
    '1e309',
    'NaN',
    'null',
    'true',
    '2026-02-30',
    '2026-09-25',
    '0001-01-01',
    '9999-12-31',
  ],
  ...[
    '1970-01-01',
    '2026-09-22 25:00',
    'SPY',
    'spy,NOPE',
    'SPY260925C00650000',
    'equity',
    'option',
    'multileg',
    'oco',
    'otoco',
  ],
  ...[
    'buy',
    'sell_to_open',
    'limit',
    'market',
    'stop',
    'credit',
    'day',
    'gtc',
    'daily',
    '1min',
    '__proto__',
    'constructor',
  ],
  ...[
    'YTD',
    'toString',
    '13',
    '2100',
    '1970',
    '%',
    '&=',
    '\u0000',
    '💥',
    'x'.repeat(5_000),
    '99999999999999999999',
  ],
]

test('10,000 random requests get an answer below 500, never a crash', async () => {
  const random = seededRandom(20_260_922)
  const pick = <Value>(values: readonly Value[]): Value =>
    values[Math.floor(nextRandom(random) * values.length)]!
  const target = inProcessTarget()
  for (let i = 0; i < 10_000; i += 1) {
    if (i % 50 === 0) controlOf(target).advance(60_000)
    const params = new URLSearchParams()
    for (let k = Math.floor(nextRandom(random) * 9); k > 0; k -= 1) params.append(pick(NAMES), pick(VALUES))
    const method = pick(METHODS)
    const bodiless = method === 'GET' || method === 'HEAD'
    const url = `${target.baseUrl}${pick(PATHS)}${bodiless || i % 3 === 0 ? `?${params}` : ''}`
    const headers = {
      Authorization: 'Bearer sandbox-token',
      Accept: i % 2 === 0 ? 'application/json' : '*/*',
    }
    const body = bodiless ? {} : { body: i % 7 === 0 ? '{"not":"a form"' : params }
    const answer = await target.fetch(new Request(url, { method, headers, ...body }))
    expect(answer.status, `${method} ${url}`).toBeLessThan(500)
  }
})
