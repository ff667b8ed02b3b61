import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { readRecordedChain } from '../../src/adapters/recorded/chain-file.ts'
import { readLeanDay } from '../../src/adapters/recorded/lean-day.ts'
import { MINUTE_MS } from '../../src/domain/calendar/instant.ts'
import { buildMarketCalendar } from '../../src/domain/calendar/market-calendar.ts'
import { instantOf } from '../../src/domain/calendar/new-york-time.ts'
import { timeOfDay } from '../../src/domain/calendar/time-of-day.ts'
import { type TradingDay, tradingDay } from '../../src/domain/calendar/trading-day.ts'
import type { Market } from '../../src/exchange/market/market.ts'
import { createRecordedMarket } from '../../src/exchange/market/recorded-market.ts'
import { createReplayMarket } from '../../src/exchange/market/replay-market.ts'
import { createSnapshotMarket } from '../../src/exchange/market/snapshot-market.ts'
import type { RecordedChain } from '../../src/ports/recorded-chain.ts'
import type { RecordedDay } from '../../src/ports/recorded-minutes.ts'

const calendar = buildMarketCalendar()
const at = (day: string, time: string) => instantOf(tradingDay(day), timeOfDay(time))

function everyOption(market: Market, underlying: string): string[] {
  const days = new Set(market.expirations(underlying).map(({ day }) => day))
  return [...days].flatMap((day) => market.chain(underlying, day).map(({ symbol }) => symbol))
}

test('the options of a market without any are none', () => {
  const empty = { expirations: () => [], chain: () => [] } as unknown as Market
  expect(everyOption(empty, 'SPX')).toEqual([])
})

const folder = process.env['LEGWORK_DATA']
if (folder !== undefined && folder !== '') {
  const name = readdirSync(folder).find((file) => /^cboe_2023-09-14.*\.csv\.gz$/.test(file))

  describe('the chains of Cboe of 2023-09-14', () => {
    let chain: RecordedChain
    beforeAll(async () => {
      const read = await readRecordedChain(join(folder, name ?? 'cboe_2023-09-14'))
      if (!read.ok) throw new Error(read.message)
      chain = read.value
    })

    test('are served whole, roots and all', () => {
      const market = createRecordedMarket({ chain, calendar })
      expect(market.now).toBe(at('2023-09-14', '16:31'))
      expect(market.underlyings().map(({ symbol, roots }) => [symbol, roots])).toEqual([
        ['SPX', ['SPX', 'SPXW']],
        ['SPY', ['SPY']],
        ['XSP', ['XSP']],
      ])
      const counts = ['SPX', 'SPY', 'XSP'].map((symbol) => everyOption(market, symbol).length)
      expect(counts).toEqual([19_920, 7_292, 10_882])
      const row = new Map<string, number>()
      let [zero, crossed, same] = [0, 0, 0]
      for (const underlying of ['SPX', 'SPY', 'XSP']) {
        for (const symbol of everyOption(market, underlying)) {
          const { bid, ask } = market.book(symbol)!
          if (bid === 0) zero++
          if (bid! > ask!) crossed++
          row.set(symbol, bid!)
        }
      }
      for (let i = 0; i < chain.rowCount; i++) if (chain.bid[i] === 0) same++
      expect([row.size, zero]).toEqual([38_094, same])
      console.info(`${zero} zero bids, ${crossed} crossed quotes`)
    })

    test('have greeks near those recorded', () => {
      const market = createRecordedMarket({ chain, calendar, rate: 0.053 })
      const day = tradingDay('2023-10-20')
      const chainOfDay = market.chain('SPX', day).filter(({ contract }) => contract.root === 'SPX')
      let [compared, worst] = [0, 0]
      for (const { symbol, contract } of chainOfDay) {
        const row = Array.from(chain.strike.keys()).find(
          (i) =>
            chain.strike[i] === contract.strike &&
            chain.root.symbols[chain.root.codes[i]!] === 'SPX' &&
            chain.expirationDay[i]! * 86_400_000 === Date.parse(day) &&
            (chain.isCall[i] === 1) === (contract.type === 'call'),
        )!
        const greeks = market.greeksOf(symbol)
        if (greeks === null || Math.abs(chain.delta[row]!) < 0.2 || Math.abs(chain.delta[row]!) > 0.8)
          continue
        worst = Math.max(worst, Math.abs(greeks.delta - chain.delta[row]!))
        compared++
      }
      expect(compared).toBeGreaterThan(50)
      expect(worst).toBeLessThan(0.03)
      console.info(`${compared} deltas within ${worst.toFixed(4)}`)
    })

    test('go on by themselves the next morning', () => {
      const market = createSnapshotMarket({ chain, seed: 11, calendar })
      const before = new Map(everyOption(market, 'SPX').map((symbol) => [symbol, market.book(symbol)!]))
      expect(before.size).toBe(19_920)
      market.advanceTo(at('2023-09-15', '09:31'))
      const symbols = everyOption(market, 'SPX')
      let [near, wild] = [0, 0]
      for (const symbol of symbols) {
        const { bid, ask } = market.book(symbol)!
        expect(bid! < ask!).toBe(true)
        const then = before.get(symbol)!
        const slack = 0.03 * market.book('SPX')!.last!
        if (Math.abs(bid! + ask! - then.bid! - then.ask!) < 2 * slack) near++
        else wild++
      }
      console.info(`${symbols.length} contracts of SPX go on, ${wild} of them farther than 3 % of the index`)
      expect(near).toBeGreaterThan(0.97 * symbols.length)
    })
  })

  describe.each([
    {
      underlying: 'GOOG',
      day: '2015-12-24',
      contracts: 2_192,
      rows: 275_552,
      closes: '13:00',
      paid: undefined,
    },
    {
      underlying: 'TWX',
      day: '2014-06-05',
      contracts: 184,
      rows: 30_468,
      closes: '16:00',
      paid: { day: '2014-05-21', amount: 3_175 },
    },
  ])('the day of $underlying of $day', ({ underlying, day, contracts, rows, closes, paid }) => {
    let recorded: RecordedDay
    beforeAll(async () => {
      const read = await readLeanDay({ folder: join(folder, 'lean'), underlying, day: day as TradingDay })
      if (!read.ok) throw new Error(read.message)
      recorded = read.value
    })

    test('is replayed minute by minute as it was', () => {
      expect(recorded.options).toHaveLength(contracts)
      expect(recorded.options.reduce((sum, { quotes }) => sum + quotes.timeMs.length, 0)).toBe(rows)
      const market = createReplayMarket({ days: [recorded], calendar })
      const symbols = everyOption(market, underlying)
      expect(symbols).toHaveLength(contracts)
      const counted = { books: 0, oneSided: 0, changes: 0 }
      const last = new Map<string, number>()
      for (let time: number = at(day, '09:30'); time <= at(day, closes); time += MINUTE_MS) {
        market.advanceTo(time)
        for (const symbol of symbols) {
          const book = market.book(symbol)!
          expect(book.quotedAt).toBeLessThanOrEqual(time)
          counted.books++
          if ((book.bid === null) !== (book.ask === null)) counted.oneSided++
          if (last.get(symbol) !== book.quotedAt) counted.changes++
          last.set(symbol, book.quotedAt)
        }
      }
      console.info(underlying, counted)
      expect(counted.oneSided).toBeGreaterThan(0)
      expect(counted.changes).toBeGreaterThan(rows * 0.9)
      expect(market.quote(underlying)!.close).not.toBeNull()
      const final = symbols.map((symbol) => market.book(symbol))
      market.advanceTo(at(day, '18:00'))
      expect(symbols.map((symbol) => market.book(symbol))).toEqual(final)
    })

    test('tells of the last dividend before it, and not of a spin-off', () => {
      const market = createReplayMarket({ days: [recorded], calendar })
      expect(market.dividends(underlying).at(-1)).toEqual(paid)
    })

    test('has greeks, and settles at the close', () => {
      const market = createReplayMarket({ days: [recorded], calendar })
      market.advanceTo(at(day, '12:45'))
      const symbols = everyOption(market, underlying)
      const greeks = symbols.map((symbol) => market.greeksOf(symbol)).filter((row) => row !== null)
      console.info(`${greeks.length} of ${contracts} have greeks`)
      const spot = market.book(underlying)!.last!
      const quoted = symbols.filter((symbol) => {
        const { bid, ask } = market.asOf(at(day, '12:30')).book(symbol)!
        const { strike, type } = market.option(symbol)!.contract
        return bid !== null && ask !== null && bid > 0 && bid <= ask && (type === 'call') === strike >= spot
      })
      // What is quoted on both sides out of the money has greeks, but for a quote that no volatility explains.
      const without = quoted.filter((symbol) => market.greeksOf(symbol) === null)
      expect(quoted.length).toBeGreaterThan(15)
      expect(without.length).toBeLessThan(0.02 * quoted.length)
      expect(greeks.every(({ delta }) => Math.abs(delta) <= 1.01)).toBe(true)
      const expiring = symbols.find((symbol) => market.option(symbol)!.contract.expiration === day)
      market.advanceTo(at(day, closes))
      if (expiring !== undefined) {
        expect(market.settlementOf(expiring)).toBe(market.quote(underlying)!.close)
        expect(market.settlementOf(expiring)).not.toBeNull()
      }
    })
  })
}
