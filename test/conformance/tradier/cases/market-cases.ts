import { expect } from 'vitest'
import { type ConformanceCase, conformanceCase } from '../conformance-case.ts'
import { controlOf } from '../conformance-target.ts'
import { at, keysOf, many, read, send } from '../tradier-client.ts'

const control = ['control'] as const
const tokens = ['tokens'] as const
const QUOTES = 'GET /markets/quotes'
const OPTION = 'SPY260925C00650000'
const CHAIN = '/markets/options/chains?symbol=SPX&expiration=2026-10-16'

const UNDERLYING_KEYS = [
  ...[
    'symbol',
    'description',
    'exch',
    'type',
    'last',
    'change',
    'volume',
    'open',
    'high',
    'low',
    'close',
    'bid',
    'ask',
  ],
  ...[
    'change_percentage',
    'average_volume',
    'last_volume',
    'trade_date',
    'prevclose',
    'week_52_high',
    'week_52_low',
  ],
  ...['bidsize', 'bidexch', 'bid_date', 'asksize', 'askexch', 'ask_date', 'root_symbols'],
]
const OPTION_KEYS = [
  ...['underlying', 'strike', 'open_interest', 'contract_size', 'expiration_date', 'expiration_type'],
  ...['option_type', 'root_symbol'],
]

/** Quotes, options, history, hours. */
export const MARKET_CASES: readonly ConformanceCase[] = [
  conformanceCase(
    110,
    'one quote is an object with its fields',
    { endpoint: QUOTES, source: '4.1' },
    async (target) => {
      const quote = at(await read(target, '/markets/quotes?symbols=SPY'), 'quotes.quote')
      expect(keysOf(quote)).toEqual(expect.arrayContaining(UNDERLYING_KEYS))
      expect(String(at(quote, 'trade_date'))).toMatch(/^\d{13}$/)
    },
  ),
  conformanceCase(
    111,
    'several quotes are an array in the order of the request',
    { endpoint: QUOTES, source: '4.1' },
    async (target) => {
      const quotes = at(await read(target, '/markets/quotes?symbols=SPY,AAPL,KO'), 'quotes.quote')
      expect(many(quotes).map((quote) => at(quote, 'symbol'))).toEqual(['SPY', 'AAPL', 'KO'])
    },
  ),
  conformanceCase(
    112,
    'unknown symbols are told apart: one a string, two an array',
    { endpoint: QUOTES, source: '4.1' },
    async (target) => {
      const one = await read(target, '/markets/quotes?symbols=SPY,NOPE1')
      expect(at(one, 'quotes.unmatched_symbols')).toEqual({ symbol: 'NOPE1' })
      const two = await read(target, '/markets/quotes?symbols=NOPE1,NOPE2')
      expect(two).toEqual({ quotes: { unmatched_symbols: { symbol: ['NOPE1', 'NOPE2'] } } })
    },
  ),
  conformanceCase(
    113,
    'the same by POST',
    { endpoint: 'POST /markets/quotes', source: '4.1' },
    async (target) => {
      const answer = await send(target, 'POST', '/markets/quotes', {
        form: { symbols: 'SPY,AAPL', greeks: 'false' },
      })
      expect(many(at(answer.json, 'quotes.quote'))).toHaveLength(2)
      expect(answer.headers.has('x-ratelimit-used')).toBe(true)
    },
  ),
  conformanceCase(
    114,
    'greeks are a key only when asked for',
    { endpoint: QUOTES, source: '4.1', needs: control },
    async (target) => {
      const plain = at(await read(target, `/markets/quotes?symbols=${OPTION}`), 'quotes.quote')
      expect(keysOf(plain)).not.toContain('greeks')
      expect(keysOf(plain)).toEqual(expect.arrayContaining(OPTION_KEYS))
      const asked = at(
        await read(target, `/markets/quotes?symbols=${OPTION},SPY&greeks=true`),
        'quotes.quote',
      )
      const [option, share] = many(asked)
      expect(keysOf(at(option, 'greeks'))).toEqual([
        ...[
          'delta',
          'gamma',
          'theta',
          'vega',
          'rho',
          'phi',
          'bid_iv',
          'mid_iv',
          'ask_iv',
          'smv_vol',
          'updated_at',
        ],
      ])
      expect(at(option, 'greeks.updated_at')).toMatch(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/)
      expect(keysOf(share)).not.toContain('greeks')
    },
  ),
  conformanceCase(
    115,
    'option fields have their values and types',
    { endpoint: QUOTES, source: '4.1', needs: control },
    async (target) => {
      const { text, json } = await send(target, 'GET', `/markets/quotes?symbols=${OPTION}`)
      expect(text).toContain('"strike":650.0,')
      expect(text).toContain('"week_52_high":0.0,')
      expect(at(json, 'quotes.quote')).toMatchObject({
        description: 'SPY Sep 25 2026 $650.00 Call',
        type: 'option',
        underlying: 'SPY',
        contract_size: 100,
        expiration_date: '2026-09-25',
        expiration_type: 'weeklys',
        option_type: 'call',
        root_symbol: 'SPY',
      })
    },
  ),
  conformanceCase(
    116,
    'an index has no exchanges; roots are a comma list',
    { endpoint: QUOTES, source: '4.1', needs: control },
    async (target) => {
      const quote = at(await read(target, '/markets/quotes?symbols=SPX'), 'quotes.quote')
      expect(quote).toMatchObject({
        type: 'index',
        bidexch: null,
        askexch: null,
        root_symbols: 'SPX,SPXW',
        close: null,
      })
    },
  ),
  conformanceCase(
    117,
    'sandbox quotes are a quarter of an hour old, live ones are not',
    { endpoint: QUOTES, source: 'quirk 9', needs: tokens },
    async (target) => {
      const { market, advance } = controlOf(target)
      const bid = async (token: string) =>
        at(await read(target, '/markets/quotes?symbols=SPY', { token }), 'quotes.quote.bid')
      market.set('SPY', 700, 700.02)
      expect([await bid('sandbox-token'), await bid('live-token')]).toEqual([649.99, 700])
      advance(899_999)
      expect(await bid('sandbox-token')).toBe(649.99)
      advance(1)
      expect(await bid('sandbox-token')).toBe(700)
    },
  ),
  conformanceCase(
    118,
    'a side that nobody quotes',
    { endpoint: QUOTES, source: '4.1, quirk 21', needs: tokens },
    async (target) => {
      controlOf(target).market.set(OPTION, null, 0.1)
      const answer = await read(target, `/markets/quotes?symbols=${OPTION}`, { token: 'live-token' })
      expect(at(answer, 'quotes.quote')).toMatchObject({
        bid: 0,
        bidsize: 0,
        ask: 0.1,
        last: null,
        change: null,
      })
    },
  ),
  conformanceCase(
    119,
    'lot_size only with includeLotSize; no symbols is 400',
    { endpoint: QUOTES, source: '4.1' },
    async (target) => {
      expect(keysOf(at(await read(target, '/markets/quotes?symbols=SPY'), 'quotes.quote'))).not.toContain(
        'lot_size',
      )
      const with_ = await read(target, '/markets/quotes?symbols=SPY&includeLotSize=true')
      expect(keysOf(at(with_, 'quotes.quote'))).toContain('lot_size')
      expect((await send(target, 'GET', '/markets/quotes')).status).toBe(400)
    },
  ),
  conformanceCase(
    120,
    'a chain has every root of the day, by strike, call before put',
    { endpoint: 'GET /markets/options/chains', source: '4.2', needs: control },
    async (target) => {
      const rows = many(at(await read(target, CHAIN), 'options.option'))
      expect(new Set(rows.map((row) => at(row, 'root_symbol')))).toEqual(new Set(['SPX', 'SPXW']))
      const strikes = rows.map((row) => at(row, 'strike') as number)
      expect(strikes).toEqual([...strikes].sort((a, b) => a - b))
      expect(rows.slice(0, 2).map((row) => at(row, 'option_type'))).toEqual(['call', 'put'])
      expect(keysOf(rows[0])).not.toContain('greeks')
    },
  ),
  conformanceCase(
    121,
    'a chain with greeks; one that is not there is a real null',
    { endpoint: 'GET /markets/options/chains', source: '4.2, quirk 1', needs: control },
    async (target) => {
      const rows = many(at(await read(target, `${CHAIN}&greeks=true`), 'options.option'))
      expect(rows.every((row) => at(row, 'greeks') !== undefined)).toBe(true)
      const none = '/markets/options/chains?symbol=SPX&expiration=2026-10-17'
      expect((await send(target, 'GET', none)).text).toBe('{"options":null}')
      expect((await send(target, 'GET', '/markets/options/chains?symbol=SPX')).status).toBe(400)
    },
  ),
  conformanceCase(
    122,
    'strikes; none is a real null',
    { endpoint: 'GET /markets/options/strikes', source: '4.2', needs: control },
    async (target) => {
      const { text } = await send(target, 'GET', '/markets/options/strikes?symbol=SPY&expiration=2026-10-16')
      expect(text).toBe('{"strikes":{"strike":[640.0,650.0,660.0]}}')
      const none = await send(target, 'GET', '/markets/options/strikes?symbol=KO&expiration=2026-10-16')
      expect(none.text).toBe('{"strikes":null}')
    },
  ),
  conformanceCase(
    123,
    'expirations are dates',
    { endpoint: 'GET /markets/options/expirations', source: '4.2', needs: control },
    async (target) => {
      expect(await read(target, '/markets/options/expirations?symbol=SPY')).toEqual({
        expirations: { date: ['2026-09-25', '2026-10-16'] },
      })
      expect(await read(target, '/markets/options/expirations?symbol=KO')).toEqual({ expirations: null })
    },
  ),
  conformanceCase(
    124,
    'weekly roots only with includeAllRoots',
    { endpoint: 'GET /markets/options/expirations', source: '4.2', needs: control },
    async (target) => {
      const own = await read(target, '/markets/options/expirations?symbol=SPX')
      expect(many(at(own, 'expirations.date'))).toEqual(['2026-10-16'])
      const all = await read(target, '/markets/options/expirations?symbol=SPX&includeAllRoots=true')
      expect(at(all, 'expirations.date')).toEqual(['2026-09-25', '2026-10-16'])
    },
  ),
  conformanceCase(
    125,
    'with flags expirations are rows of what was asked for',
    { endpoint: 'GET /markets/options/expirations', source: '4.2', needs: control },
    async (target) => {
      const base = '/markets/options/expirations?symbol=SPY'
      const rows = async (flags: string) =>
        many(at(await read(target, base + flags), 'expirations.expiration'))
      expect((await rows('&strikes=true'))[1]).toEqual({
        date: '2026-10-16',
        strikes: { strike: [640, 650, 660] },
      })
      expect((await rows('&contractSize=true'))[0]).toEqual({ date: '2026-09-25', contract_size: 100 })
      expect((await rows('&expirationType=true')).map((row) => at(row, 'expiration_type'))).toEqual([
        'weeklys',
        'standard',
      ])
      expect(keysOf((await rows('&strikes=true&contractSize=true&expirationType=true'))[0])).toEqual([
        ...['date', 'contract_size', 'expiration_type', 'strikes'],
      ])
    },
  ),
  conformanceCase(
    126,
    'option symbols by root',
    { endpoint: 'GET /markets/options/lookup', source: '4.2', needs: control },
    async (target) => {
      const roots = many(at(await read(target, '/markets/options/lookup?underlying=SPX'), 'symbols'))
      expect(new Set(roots.map((root) => at(root, 'rootSymbol')))).toEqual(new Set(['SPX', 'SPXW']))
      expect(roots.flatMap((root) => many(at(root, 'options')))).toContain('SPXW260925C06500000')
    },
  ),
  conformanceCase(
    127,
    'daily bars; one is an object, none a real null',
    { endpoint: 'GET /markets/history', source: '4.3', needs: control },
    async (target) => {
      const base = '/markets/history?symbol=SPY&interval=daily'
      const week = many(at(await read(target, `${base}&start=2026-09-14&end=2026-09-18`), 'history.day'))
      expect(week).toHaveLength(5)
      expect(keysOf(week[0])).toEqual(['date', 'open', 'high', 'low', 'close', 'volume'])
      const day = at(await read(target, `${base}&start=2026-09-18&end=2026-09-20`), 'history.day')
      expect(at(day, 'date')).toBe('2026-09-18')
      expect((await send(target, 'GET', `${base}&start=2026-09-19&end=2026-09-20`)).text).toBe(
        '{"history":null}',
      )
    },
  ),
  conformanceCase(
    128,
    'weekly and monthly bars',
    { endpoint: 'GET /markets/history', source: '4.3', needs: control },
    async (target) => {
      const base = '/markets/history?symbol=SPY&start=2026-08-03&end=2026-08-31&interval='
      const daily = many(at(await read(target, `${base}daily`), 'history.day'))
      const weekly = many(at(await read(target, `${base}weekly`), 'history.day'))
      const monthly = at(await read(target, `${base}monthly`), 'history.day')
      expect(weekly.map((bar) => at(bar, 'date'))).toEqual([
        '2026-08-03',
        '2026-08-10',
        '2026-08-17',
        '2026-08-24',
        '2026-08-31',
      ])
      const volume = daily.reduce<number>((sum, bar) => sum + (at(bar, 'volume') as number), 0)
      expect(at(monthly, 'volume')).toBe(volume)
      expect((await send(target, 'GET', `${base}yearly`)).status).toBe(400)
    },
  ),
  conformanceCase(
    129,
    'time and sales in New York time and epoch seconds',
    { endpoint: 'GET /markets/timesales', source: '4.3', needs: control },
    async (target) => {
      const base = '/markets/timesales?symbol=SPY&start=2026-09-22 09:30&end=2026-09-22 09:40&interval='
      const minutes = many(at(await read(target, `${base}1min`), 'series.data'))
      expect(minutes).toHaveLength(10)
      expect(minutes[0]).toMatchObject({ time: '2026-09-22T09:30:00', timestamp: 1_790_083_800 })
      expect(keysOf(minutes[0])).toEqual([
        'time',
        'timestamp',
        'price',
        'open',
        'high',
        'low',
        'close',
        'volume',
        'vwap',
      ])
      const fives = many(at(await read(target, `${base}5min`), 'series.data'))
      expect(fives.map((row) => at(row, 'time'))).toEqual(['2026-09-22T09:30:00', '2026-09-22T09:35:00'])
      expect(await read(target, `${base}tick`)).toEqual({ series: null })
    },
  ),
  conformanceCase(
    130,
    'session filter and depth of time and sales',
    { endpoint: 'GET /markets/timesales', source: '1.4, 4.3', needs: control },
    async (target) => {
      const day = '/markets/timesales?symbol=SPY&interval=15min&start=2026-09-21&end=2026-09-22'
      const all = many(at(await read(target, day), 'series.data')).length
      const open = many(at(await read(target, `${day}&session_filter=open`), 'series.data'))
      expect(open).toHaveLength(26)
      expect(all).toBeGreaterThan(26)
      const old = await send(target, 'GET', '/markets/timesales?symbol=SPY&interval=1min&start=2026-01-02')
      expect(old.status).toBe(400)
      expect(old.text).toBe('Invalid parameter, start: must be on or after 2026-09-12 00:00:00.')
    },
  ),
  conformanceCase(131, 'the clock', { endpoint: 'GET /markets/clock', source: '4.4' }, async (target) => {
    const clock = at(await read(target, '/markets/clock'), 'clock')
    expect(keysOf(clock)).toEqual(['date', 'description', 'state', 'timestamp', 'next_change', 'next_state'])
    expect(['premarket', 'open', 'postmarket', 'closed']).toContain(at(clock, 'state'))
    expect(at(clock, 'next_change')).toMatch(/^\d{2}:\d{2}$/)
    expect(String(at(clock, 'timestamp'))).toMatch(/^\d{10}$/)
  }),
  conformanceCase(
    132,
    'the clock through a day',
    { endpoint: 'GET /markets/clock', source: '4.4', needs: control },
    async (target) => {
      const seen: unknown[] = []
      for (const hours of [0, 6, 4, 4, 7.5, 1.5]) {
        controlOf(target).advance(hours * 3_600_000)
        const clock = at(await read(target, '/markets/clock'), 'clock')
        seen.push([at(clock, 'state'), at(clock, 'next_change'), at(clock, 'next_state')])
      }
      expect(seen).toEqual([
        ['open', '16:00', 'postmarket'],
        ['postmarket', '20:00', 'closed'],
        ['closed', '07:00', 'premarket'],
        ['closed', '07:00', 'premarket'],
        ['premarket', '09:30', 'open'],
        ['premarket', '09:30', 'open'],
      ])
    },
  ),
  conformanceCase(
    133,
    'a month with a holiday and a half day',
    { endpoint: 'GET /markets/calendar', source: '4.4' },
    async (target) => {
      const calendar = at(await read(target, '/markets/calendar?month=11&year=2026'), 'calendar')
      expect(calendar).toMatchObject({ month: 11, year: 2026 })
      const days = many(at(calendar, 'days.day'))
      const of = (date: string) => days.find((day) => at(day, 'date') === date)
      expect(days).toHaveLength(30)
      expect(keysOf(of('2026-11-26'))).toEqual(['date', 'status', 'description'])
      expect(at(of('2026-11-26'), 'status')).toBe('closed')
      expect(at(of('2026-11-27'), 'open')).toEqual({ start: '09:30', end: '13:00' })
      expect(at(of('2026-11-30'), 'open')).toEqual({ start: '09:30', end: '16:00' })
    },
  ),
  conformanceCase(
    134,
    'the present month unless asked; nonsense months are 400',
    { endpoint: 'GET /markets/calendar', source: '4.4', needs: control },
    async (target) => {
      expect(at(await read(target, '/markets/calendar'), 'calendar')).toMatchObject({ month: 9, year: 2026 })
      expect((await send(target, 'GET', '/markets/calendar?month=13')).status).toBe(400)
    },
  ),
  conformanceCase(
    135,
    'search: one is an object, none a real null, indices only when asked',
    { endpoint: 'GET /markets/search', source: '4.4', needs: control },
    async (target) => {
      expect(at(await read(target, '/markets/search?q=apple'), 'securities.security')).toEqual({
        ...{ symbol: 'AAPL', exchange: 'Q', type: 'stock', description: 'Apple Inc' },
      })
      expect(await read(target, '/markets/search?q=zzz')).toEqual({ securities: null })
      expect(at(await read(target, '/markets/search?q=500'), 'securities.security.symbol')).toBe('SPY')
      expect(
        many(at(await read(target, '/markets/search?q=500&indexes=true'), 'securities.security')),
      ).toHaveLength(2)
    },
  ),
  conformanceCase(
    136,
    'lookup by symbol, exchange and type, the most traded first',
    { endpoint: 'GET /markets/lookup', source: '4.4', needs: control },
    async (target) => {
      const found = async (query: string) =>
        many(at(await read(target, `/markets/lookup?${query}`), 'securities.security')).map((row) =>
          at(row, 'symbol'),
        )
      expect(await found('q=SP')).toEqual(['SPY', 'SPX'])
      expect(await found('q=SP&types=etf')).toEqual(['SPY'])
      expect(await found('exchanges=Q,N')).toEqual(['AAPL', 'KO'])
    },
  ),
  conformanceCase(137, 'easy to borrow', { endpoint: 'GET /markets/etb', source: '4.4' }, async (target) => {
    expect(keysOf(many(at(await read(target, '/markets/etb'), 'securities.security'))[0])).toContain('symbol')
  }),
  conformanceCase(
    138,
    'XML escapes',
    { endpoint: 'GET /markets/search', source: '1.2', needs: control },
    async (target) => {
      const { text } = await send(target, 'GET', '/markets/search?q=KO', { accept: 'application/xml' })
      expect(text).toContain('<description>Coca-Cola Co &amp; Sons</description>')
    },
  ),
  conformanceCase(
    139,
    'the sandbox has no market stream, a live token has',
    { endpoint: 'POST /markets/events/session', source: '4.5', needs: tokens },
    async (target) => {
      expect((await send(target, 'POST', '/markets/events/session')).status).toBe(401)
      const live = await send(target, 'POST', '/markets/events/session', { token: 'live-token' })
      expect(keysOf(at(live.json, 'stream'))).toEqual(['url', 'sessionid'])
      expect(at(live.json, 'stream.url')).toContain('/v1/markets/events')
    },
  ),
  conformanceCase(
    140,
    'a session for account events',
    { endpoint: 'POST /accounts/events/session', source: '4.6' },
    async (target) => {
      const answer = await send(target, 'POST', '/accounts/events/session')
      expect(answer.status).toBe(200)
      expect(at(answer.json, 'stream.sessionid')).toMatch(/^[0-9a-f-]{36}$/)
    },
  ),
]
