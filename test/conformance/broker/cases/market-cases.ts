import { expect } from 'vitest'
import { newYorkDayOf } from '../../../../src/domain/calendar/new-york-time.ts'
import { epochDay, tradingDay, tradingDayFromEpochDay } from '../../../../src/domain/calendar/trading-day.ts'
import { price } from '../../../../src/domain/money/price.ts'
import { formatOccSymbol } from '../../../../src/domain/option/occ-symbol.ts'
import { type BrokerCase, brokerCase, movedCase } from '../broker-case.ts'
import { given } from '../broker-steps.ts'

/** Prices, chains and history. */
export const MARKET_CASES: readonly BrokerCase[] = [
  brokerCase(
    60,
    'quotes of options and shares are read together; what nobody knows is named',
    async (target) => {
      const option = formatOccSymbol(target.sample.short)
      const { underlying } = target.sample
      const asked = [option, underlying, 'NOSUCH', option]
      const board = await given(target, target.marketData.readQuotes(asked, 'sync'))
      expect([...board.quotes.keys()].sort()).toEqual([option, underlying].sort())
      expect(board.unmatched).toEqual(['NOSUCH'])
      const quote = board.quotes.get(option)!
      expect(quote.bid).toBeGreaterThan(0)
      expect(quote.ask).toBeGreaterThan(quote.bid!)
      expect(quote.bidSize).toBeGreaterThan(0)
      expect(Math.abs(quote.quotedAt! - target.clock.now())).toBeLessThan(3_600_000)
      expect(board.readAt).toBe(target.clock.now())
    },
  ),
  brokerCase(61, 'no quotes and only unknown ones are answers, not faults', async (target) => {
    expect((await given(target, target.marketData.readQuotes([], 'sync'))).quotes.size).toBe(0)
    const board = await given(target, target.marketData.readQuotes(['NOSUCH'], 'sync'))
    expect([board.quotes.size, board.unmatched]).toEqual([0, ['NOSUCH']])
  }),
  brokerCase(62, 'a chain has the listed options of the day, each with its contract', async (target) => {
    const { underlying, expiration, short, long } = target.sample
    const days = await given(target, target.marketData.readExpirations(underlying, 'scan'))
    expect(days).toContain(expiration)
    expect([...days].sort()).toEqual(days)
    const chain = await given(target, target.marketData.readChain(underlying, expiration, 'scan'))
    const symbols = chain.options.map(({ symbol }) => symbol)
    expect(symbols).toContain(formatOccSymbol(short))
    expect(symbols).toContain(formatOccSymbol(long))
    expect(new Set(chain.options.map(({ contract }) => contract.expiration))).toEqual(new Set([expiration]))
    const one = chain.options.find(({ contract }) => formatOccSymbol(contract) === formatOccSymbol(short))!
    expect(one).toMatchObject({ contract: short, multiplier: 100 })
    expect(one.openInterest).toBeGreaterThanOrEqual(0)
  }),
  brokerCase(63, 'a chain of a day without options is empty', async (target) => {
    const chain = await given(
      target,
      target.marketData.readChain(target.sample.underlying, tradingDay('2026-09-24'), 'scan'),
    )
    expect(chain.options).toEqual([])
  }),
  brokerCase(64, 'daily bars are of finished sessions, ascending', async (target) => {
    const today = newYorkDayOf(target.clock.now())
    const from = tradingDayFromEpochDay(epochDay(today) - 14)
    const bars = await given(
      target,
      target.marketData.readDailyBars(target.sample.underlying, from, today, 'scan'),
    )
    expect(bars.length).toBeGreaterThan(5)
    expect(bars.every(({ day, low, high }) => day >= from && day < today && low <= high)).toBe(true)
    expect(bars.map(({ day }) => day)).toEqual(bars.map(({ day }) => day).sort())
  }),
  movedCase(
    65,
    'a side that nobody quotes is no bid: null or zero, never a price',
    async (target, control) => {
      const option = formatOccSymbol(target.sample.long)
      control.quote(option, null, 0.05)
      control.advance(1_000)
      const board = await given(target, target.marketData.readQuotes([option], 'sync'))
      expect([null, 0]).toContain(board.quotes.get(option)!.bid)
      expect(board.quotes.get(option)!.ask).toBe(price(500))
    },
  ),
]
