import { describe, expect, test } from 'vitest'
import { scriptedTradier } from '../../../test/support/scripted-tradier.ts'
import { tradingDay } from '../../domain/calendar/trading-day.ts'
import type { HttpCall } from './http-transport.ts'
import { TradierMarketData } from './market-data.ts'

const NOW = Date.UTC(2026, 8, 22, 14)

/** Market data over scripted answers. */
function scripted(...script: Parameters<typeof scriptedTradier>) {
  const { client, calls, clock } = scriptedTradier(...script)
  return { data: new TradierMarketData(client, clock), calls, clock }
}

function askedSymbols(call: HttpCall): string[] {
  return (call.form ?? []).find(([name]) => name === 'symbols')![1].split(',')
}

function rowsOf(call: HttpCall) {
  return { quotes: { quote: askedSymbols(call).map((symbol) => ({ symbol, bid: 1, ask: 1.1 })) } }
}

describe('quotes', () => {
  test('the legs of 500 condors and their underlyings are one call, a POST without greeks', async () => {
    const { data, calls } = scripted((call) => ({ body: rowsOf(call) }))
    const symbols = Array.from({ length: 2_100 }, (_, i) => `SPY260925C00${String(100_000 + i)}`)
    const read = await data.readQuotes(symbols, 'sync')
    expect(read.ok && read.value.quotes.size).toBe(2_100)
    expect(calls.map(({ method, path }) => `${method} ${path}`)).toEqual(['POST /markets/quotes'])
    expect(calls[0]!.form).toContainEqual(['greeks', 'false'])
  })

  test('an answer that is too long for the gateway is asked for in halves', async () => {
    const tooBig = {
      fault: { faultstring: 'Body buffer overflow', detail: { errorcode: 'protocol.http.TooBigBody' } },
    }
    const { data, calls } = scripted((call) =>
      askedSymbols(call).length > 100 ? { status: 502, body: tooBig } : { body: rowsOf(call) },
    )
    const symbols = Array.from({ length: 300 }, (_, i) => `S${i}`)
    const read = await data.readQuotes(symbols, 'sync')
    expect(read.ok && [...read.value.quotes.keys()]).toEqual(symbols)
    expect(calls).toHaveLength(7)
  })

  test('one half that fails is a failure of the whole', async () => {
    let count = 0
    const { data, clock } = scripted((call) => {
      count += 1
      return count === 1 ? { body: rowsOf(call) } : { status: 500, body: 'An error occurred' }
    })
    const symbols = Array.from({ length: 2_501 }, (_, i) => `S${i}`)
    expect(await clock.settle(data.readQuotes(symbols, 'sync'))).toMatchObject({
      ok: false,
      kind: 'unavailable',
    })
  })

  test('a symbol that is not answered is unmatched, also without being named', async () => {
    const { data } = scripted(() => ({ body: { quotes: { quote: { symbol: 'SPY', bid: 1 } } } }))
    const read = await data.readQuotes(['SPY', 'QQQ'], 'sync')
    expect(read.ok && read.value.unmatched).toEqual(['QQQ'])
  })

  const numbers: readonly (readonly [string, number | null])[] = [
    ['1.25', 12_500],
    ['"1.25"', 12_500],
    ['0', 0],
    ['0.0', 0],
    ['null', null],
    ['"null"', null],
    ['NaN', null],
    ['"NaN"', null],
    ['-0.05', null],
    ['Infinity', null],
    ['1e99', null],
    ['true', null],
    ['[]', null],
    ['9847.3500000000004', 98_473_500],
  ]
  for (const [text, bid] of numbers) {
    test(`a bid of ${text} is ${bid}`, async () => {
      const { data } = scripted(() => ({ body: `{"quotes":{"quote":{"symbol":"SPY","bid":${text}}}}` }))
      const read = await data.readQuotes(['SPY'], 'sync')
      expect(read.ok && read.value.quotes.get('SPY')).toMatchObject({
        bid,
        ask: null,
        bidSize: 0,
        quotedAt: null,
      })
    })
  }

  test('a quote is as old as its older side; no time is null', async () => {
    const at = async (bid_date: unknown, ask_date: unknown) => {
      const { data } = scripted(() => ({
        body: { quotes: { quote: { symbol: 'SPY', bid_date, ask_date } } },
      }))
      const read = await data.readQuotes(['SPY'], 'sync')
      return read.ok ? read.value.quotes.get('SPY')!.quotedAt : 'fault'
    }
    expect(await at(2_000, 1_000)).toBe(1_000)
    expect(await at(2_000, 0)).toBe(2_000)
    expect(await at(0, null)).toBeNull()
    expect(await at(9e15, 'x')).toBeNull()
  })

  test('C-33: a feed says how old it is', () => {
    const delays = (['sandbox', 'live', 'exchange'] as const).map(
      (environment) => scripted(() => ({ body: {} }), environment).data.declaredDelayMs,
    )
    expect(delays).toEqual([900_000, 0, 0])
  })
})

describe('chains, expirations and bars', () => {
  const day = tradingDay('2026-09-25')
  const row = { symbol: 'SPXW260925C06500000', underlying: 'SPX', contract_size: 100, bid: 1 }

  async function chainOf(options: unknown) {
    const read = await scripted(() => ({ body: { options } })).data.readChain('SPX', day, 'scan')
    return read.ok ? read.value.options.length : read.code
  }

  test('one row, several, none, and what names no option', async () => {
    expect(await chainOf({ option: row })).toBe(1)
    expect(await chainOf({ option: [row, { ...row, symbol: '1SPX260925C06500000' }] })).toBe(1)
    expect(await chainOf(null)).toBe(0)
  })

  test('rows of another day or underlying are the answer to another question', async () => {
    expect(await chainOf({ option: [row, { ...row, symbol: 'SPXW260926C06500000' }] })).toBe(
      'chain_unreadable',
    )
    expect(await chainOf({ option: { ...row, symbol: 'SPY260925C00650000', underlying: 'SPY' } })).toBe(
      'chain_unreadable',
    )
    expect(await chainOf({ option: [null] })).toBe('chain_unreadable')
    expect(await chainOf(undefined)).toBe('chain_unreadable')
  })

  test('expirations ask for every root and come ascending, once each', async () => {
    const { data, calls } = scripted(() => ({
      body: { expirations: { date: ['2026-10-16', '2026-09-25', '2026-10-16'] } },
    }))
    const read = await data.readExpirations('SPX', 'scan')
    expect(read.ok && read.value).toEqual(['2026-09-25', '2026-10-16'])
    expect(calls[0]!.query).toContainEqual(['includeAllRoots', 'true'])
    for (const expirations of [
      { date: '2026-09-25' },
      { expiration: { date: '2026-09-25', contract_size: 100 } },
    ]) {
      const one = await scripted(() => ({ body: { expirations } })).data.readExpirations('SPX', 'scan')
      expect(one.ok && one.value).toEqual(['2026-09-25'])
    }
  })

  test('a bar of today is finished when its session is; days without prices are left out', async () => {
    const bar = { open: 1, high: 2, low: 1, close: 2, volume: 3 }
    const body = {
      history: {
        day: [
          { ...bar, date: '2026-09-22' },
          { ...bar, date: '2026-09-21' },
          { ...bar, date: '2026-09-18', open: 'NaN' },
        ],
      },
    }
    const days = async (now: number) => {
      const { data } = scripted(() => ({ body }), 'live', now)
      const read = await data.readDailyBars('SPY', tradingDay('2026-09-01'), tradingDay('2026-09-30'), 'scan')
      return read.ok ? read.value.map((one) => one.day) : read.code
    }
    expect(await days(NOW)).toEqual(['2026-09-21'])
    expect(await days(Date.UTC(2026, 8, 22, 20, 15))).toEqual(['2026-09-21', '2026-09-22'])
  })
})
