import { expect, test } from 'vitest'
import { buildMarketCalendar } from '../../../src/domain/calendar/market-calendar.ts'
import { instantOf } from '../../../src/domain/calendar/new-york-time.ts'
import { timeOfDay } from '../../../src/domain/calendar/time-of-day.ts'
import { tradingDay } from '../../../src/domain/calendar/trading-day.ts'
import type { Market } from '../../../src/exchange/market/market.ts'
import { createSnapshotMarket } from '../../../src/exchange/market/snapshot-market.ts'
import { createSyntheticMarket } from '../../../src/exchange/market/synthetic-market.ts'
import { type ChainRow, chainOfRows } from '../../support/chain-of-rows.ts'

const calendar = buildMarketCalendar()
const at = (day: string, time: string) => instantOf(tradingDay(day), timeOfDay(time))
const START = at('2026-09-22', '15:00')

/** A chain that was recorded of another market, whose implied volatility is not that of the synthetic one. */
function recordedRows(source: Market): ChainRow[] {
  return ['SPX', 'KO'].flatMap((underlying) => {
    const spot = source.book(underlying)!.last! / 10_000
    const days = [...new Set(source.expirations(underlying).map(({ day }) => day))].slice(3, 12)
    return days.flatMap((day) =>
      source.chain(underlying, day).map(({ symbol, contract, openInterest }): ChainRow => {
        const { bid, ask } = source.book(symbol)!
        return {
          day: '2026-09-22',
          minute: 900,
          underlying,
          spot,
          root: contract.root,
          expiration: contract.expiration,
          american: underlying === 'KO',
          strike: contract.strike / 10_000,
          type: contract.type === 'call' ? 'C' : 'P',
          bid: bid! / 10_000,
          ask: ask! / 10_000,
          openInterest,
        }
      }),
    )
  })
}

const source = createSyntheticMarket({ seed: 21, start: START, calendar })
const chain = chainOfRows(recordedRows(source))
const snapshot = (seed = 4) => createSnapshotMarket({ chain, seed, calendar })
const symbolsOf = (market: Market) =>
  market.expirations('SPX').flatMap(({ day }) => market.chain('SPX', day).map(({ symbol }) => symbol))

test('begins with the recorded quotes, and turns at the next minute', () => {
  const market = snapshot()
  expect(market.now).toBe(START)
  const symbols = symbolsOf(market)
  expect(symbols.length).toBeGreaterThan(1_000)
  for (const symbol of symbols) {
    const { bid, ask } = source.book(symbol)!
    expect(market.book(symbol)).toMatchObject({ bid, ask, quotedAt: START })
  }
  market.advanceTo(START + 59_999)
  expect(market.book(symbols[0]!)!.quotedAt).toBe(START)
  market.advanceTo(START + 60_000)
  expect(market.book(symbols[0]!)!.quotedAt).toBe(START + 60_000)
  expect(market.option(symbols[9]!)!.openInterest).toBe(source.option(symbols[9]!)!.openInterest)
  expect(symbolsOf(market)).toEqual(symbols)
})

test('goes on from where it was: prices and volatilities do not leap', () => {
  const market = snapshot()
  const before = new Map(symbolsOf(market).map((symbol) => [symbol, market.quote(symbol)!]))
  market.advanceTo(START + 60_000)
  const moved = Math.abs(market.book('SPX')!.last! / source.book('SPX')!.last! - 1)
  expect(moved).toBeLessThan(0.003)
  let compared = 0
  for (const [symbol, { bid, ask }] of before) {
    const now = market.book(symbol)!
    const slack = 0.006 * source.book('SPX')!.last!
    expect(now.ask! - bid!).toBeGreaterThan(-slack)
    expect(ask! - now.bid!).toBeGreaterThan(-slack)
    const greeks = market.greeksOf(symbol)
    const then = source.greeksOf(symbol)
    if (greeks === null || then === null || Math.abs(then.delta) < 0.2 || Math.abs(then.delta) > 0.8) continue
    expect(greeks.smvVol).toBeCloseTo(then.smvVol, 1.5)
    compared++
  }
  expect(compared).toBeGreaterThan(100)
})

test('is the same for the same seed, and another for another', () => {
  const end = at('2026-09-24', '11:00')
  const [one, again, other] = [snapshot(), snapshot(), snapshot(5)]
  for (const market of [one, again, other]) market.advanceTo(end)
  const quotes = (market: Market) => symbolsOf(market).map((symbol) => market.quote(symbol))
  expect(quotes(again)).toEqual(quotes(one))
  expect(quotes(other)).not.toEqual(quotes(one))
  expect(one.book('KO')!.last).not.toBe(source.book('KO')!.last)
  expect(one.dailyBars('KO', tradingDay('2025-01-01'), tradingDay('2026-09-24')).length).toBeGreaterThan(300)
  for (const symbol of symbolsOf(one)) {
    const { bid, ask } = one.book(symbol)!
    expect(bid! < ask!).toBe(true)
  }
})

test('new expirations are listed as time goes on, of the recorded roots and with quotes of their own', () => {
  const market = snapshot()
  const daysOf = (underlying: string) =>
    market.expirations(underlying).map(({ day, root }) => `${day} ${root}`)
  const first = ['SPX', 'KO'].map((underlying) => new Set(daysOf(underlying)))
  const roots = new Set(market.expirations('SPX').map(({ root }) => root))
  const gained = new Set<string>()
  for (const day of ['2026-09-23', '2026-09-28', '2026-10-12', '2026-10-30']) {
    market.advanceTo(at(day, '11:00'))
    for (const [i, underlying] of ['SPX', 'KO'].entries()) {
      const listed = daysOf(underlying)
      // What was recorded stays until it ends, and what came since stays too.
      for (const known of first[i]!) expect(listed.includes(known)).toBe(known.slice(0, 10) >= day)
      for (const known of listed) first[i]!.add(known)
      expect(listed).toEqual([...listed].sort())
      for (const name of listed) gained.add(`${underlying} ${name}`)
    }
  }
  const spx = market.expirations('SPX').filter(({ day }) => day > '2026-11-05')
  expect(spx.length).toBeGreaterThan(10)
  expect(spx.every(({ root }) => roots.has(root))).toBe(true)
  expect([...gained].some((name) => name.startsWith('KO 2026-12-11'))).toBe(true)
  const { day } = spx[0]!
  const chain = market.chain('SPX', day)
  const spot = market.book('SPX')!.last!
  const near = chain.filter(({ contract }) => Math.abs(contract.strike / spot - 1) < 0.02)
  expect(near.length).toBeGreaterThan(20)
  for (const { symbol } of near) {
    const { bid, ask } = market.book(symbol)!
    expect(bid! > 0 && bid! < ask!).toBe(true)
    expect(market.greeksOf(symbol)!.smvVol).toBeGreaterThan(0.03)
  }
})
