import { beforeAll, describe, expect, test } from 'vitest'
import { MINUTE_MS } from '../../../src/domain/calendar/instant.ts'
import { buildMarketCalendar } from '../../../src/domain/calendar/market-calendar.ts'
import { instantOf } from '../../../src/domain/calendar/new-york-time.ts'
import { timeOfDay } from '../../../src/domain/calendar/time-of-day.ts'
import { tradingDay } from '../../../src/domain/calendar/trading-day.ts'
import { isOnTick } from '../../../src/domain/money/tick-rule.ts'
import { tickRuleFor } from '../../../src/domain/option/product.ts'
import type { Market } from '../../../src/exchange/market/market.ts'
import { hashOf, hashOfText } from '../../../src/exchange/market/random-stream.ts'
import { createSyntheticMarket } from '../../../src/exchange/market/synthetic-market.ts'
import { SYNTHETIC_UNIVERSE } from '../../../src/exchange/market/synthetic-universe.ts'

const calendar = buildMarketCalendar()
const at = (day: string, time: string) => instantOf(tradingDay(day), timeOfDay(time))
const START = at('2026-09-22', '10:00')
const SYMBOLS = ['SPX', 'SPY', 'VIX', 'KO', 'TSLA']

function synthetic(seed = 7, start: number = START): Market {
  return createSyntheticMarket({ seed, start, calendar })
}

function optionsOf(market: Market, underlying: string, expirations = 4): string[] {
  const days = [...new Set(market.expirations(underlying).map(({ day }) => day))].slice(0, expirations)
  return days.flatMap((day) => market.chain(underlying, day).map(({ symbol }) => symbol))
}

/** A number that changes when anything that the market says of its quotes changes. */
function fingerprint(market: Market): number {
  const symbols = SYMBOLS.flatMap((symbol) => [symbol, ...optionsOf(market, symbol, 2)])
  return symbols.reduce((hash, symbol) => hashOf(hash, hashOfText(JSON.stringify(market.quote(symbol)))), 0)
}

describe('determinism', () => {
  test('the same seed gives the same market, another seed another', () => {
    expect(fingerprint(synthetic())).toBe(fingerprint(synthetic()))
    expect(fingerprint(synthetic(8))).not.toBe(fingerprint(synthetic()))
  })

  test('it does not matter how time is stepped', () => {
    const end = at('2026-09-24', '11:23')
    const leaping = synthetic()
    leaping.advanceTo(end)
    const stepping = synthetic()
    for (let now: number = START; now < end; now += 7 * MINUTE_MS + 13_000) {
      stepping.advanceTo(now)
      stepping.quote('SPY')
      stepping.quote(optionsOf(stepping, 'SPY', 1)[40]!)
    }
    stepping.advanceTo(end)
    expect(fingerprint(stepping)).toBe(fingerprint(leaping))
  })

  test('looking back gives what was seen then', () => {
    const market = synthetic()
    const then = fingerprint(market)
    market.advanceTo(START + 300 * MINUTE_MS)
    expect(fingerprint(market)).not.toBe(then)
    expect(fingerprint(market.asOf(START))).toBe(then)
  })

  test('an underlying goes the same way whatever else is listed', () => {
    const whole = synthetic()
    const specs = SYNTHETIC_UNIVERSE.filter(({ symbol }) => ['SPX', 'KO'].includes(symbol))
    const few = createSyntheticMarket({ seed: 7, start: START, calendar, specs })
    for (const market of [whole, few]) market.advanceTo(at('2026-09-25', '15:00'))
    for (const symbol of ['SPX', ...optionsOf(few, 'KO', 1)])
      expect(few.quote(symbol)).toEqual(whole.quote(symbol))
    expect(whole.underlyings()).toHaveLength(20)
    expect(few.underlying('SPY')).toBeUndefined()
  })

  test('time does not go back', () => {
    expect(() => synthetic().advanceTo(START - 1)).toThrow(/forward/)
  })
})

describe('quotes', () => {
  let market: Market
  let quoted: string[]
  beforeAll(() => {
    market = synthetic()
    market.advanceTo(at('2026-09-22', '14:30'))
    quoted = SYMBOLS.flatMap((symbol) => optionsOf(market, symbol, 20))
  })

  test('there are thousands, each bid below its ask and both on a tick', () => {
    expect(quoted.length).toBeGreaterThan(10_000)
    for (const symbol of quoted) {
      const { bid, ask, bidSize, askSize } = market.book(symbol)!
      const tick = tickRuleFor(symbol.slice(0, -15))
      expect(bid! >= 0 && bid! < ask! && askSize > 0 && bidSize > 0 === bid! > 0).toBe(true)
      expect(isOnTick(bid!, tick) && isOnTick(ask!, tick)).toBe(true)
    }
  })

  test('quotes are wider, for what they cost, far from the money', () => {
    const day = market.expirations('SPX')[10]!.day
    const spot = market.book('SPX')!.last!
    const share = (distance: number) => {
      const chain = market.chain('SPX', day).filter(({ contract }) => contract.type === 'put')
      const wanted = spot * distance
      const nearest = chain.reduce((a, b) =>
        Math.abs(a.contract.strike - wanted) <= Math.abs(b.contract.strike - wanted) ? a : b,
      )
      const { bid, ask } = market.book(nearest.symbol)!
      return (ask! - bid!) / (ask! + bid!)
    }
    expect(share(1)).toBeLessThan(share(0.95))
    expect(share(0.95)).toBeLessThan(share(0.9))
  })

  test('a day has prints between its high and low, and open interest near the money', () => {
    const traded = quoted.map((symbol) => market.quote(symbol)!).filter(({ volume }) => volume > 0)
    expect(traded.length).toBeGreaterThan(1_000)
    for (const { open, high, low, last, close, tradedAt } of traded) {
      expect(low! <= open! && open! <= high! && low! <= last! && last! <= high!).toBe(true)
      expect(close).toBeNull()
      expect(tradedAt).toBeLessThanOrEqual(market.now)
    }
    expect(quoted.some((symbol) => market.option(symbol)!.openInterest > 1_000)).toBe(true)
  })

  test('what is not listed has no quote', () => {
    for (const symbol of ['NOPE', 'SPY260922C00000500', 'SPXW260926C06600000', 'garbage', '']) {
      expect([market.book(symbol), market.quote(symbol), market.option(symbol)]).toEqual([
        undefined,
        undefined,
        undefined,
      ])
      expect(market.greeksOf(symbol)).toBeNull()
      expect(market.settlementOf(symbol)).toBeNull()
    }
  })

  test('greeks are those of the strike, and as old as the last full hour', () => {
    const day = market.expirations('SPX')[12]!.day
    const spot = market.book('SPX')!.last!
    const near = market
      .chain('SPX', day)
      .filter(({ contract }) => Math.abs(contract.strike / spot - 1) < 0.01)
    const pairs = near.filter(({ contract }) => contract.type === 'call')
    for (const { symbol } of pairs) {
      const call = market.greeksOf(symbol)!
      const put = market.greeksOf(symbol.replace(/C(?=\d{8}$)/, 'P'))!
      expect([put.gamma, put.theta, put.vega, put.smvVol]).toEqual([
        call.gamma,
        call.theta,
        call.vega,
        call.smvVol,
      ])
      expect(call.delta - put.delta).toBeCloseTo(1, 1)
      expect(call.bidIv).toBeLessThanOrEqual(call.askIv)
      expect(call.midIv).toBeCloseTo(call.smvVol, 2)
      expect(call.updatedAt).toBe(at('2026-09-22', '13:30') + 60 * MINUTE_MS)
    }
    expect(pairs.length).toBeGreaterThan(5)
  })
})

describe('sessions', () => {
  const before = at('2026-11-25', '15:00')
  test('nothing changes while the market is closed', () => {
    const market = synthetic(3, before)
    const [option] = market.chain('SPX', market.expirations('SPX')[8]!.day).slice(80, 81)
    market.advanceTo(at('2026-11-25', '16:15'))
    const [share, listed] = [market.book('SPY'), market.book(option!.symbol)]
    for (const time of [at('2026-11-25', '18:00'), at('2026-11-26', '11:00'), at('2026-11-27', '09:29')]) {
      market.advanceTo(time)
      expect(market.book('SPY')).toEqual(share)
      expect(market.book(option!.symbol)).toEqual(listed)
    }
    market.advanceTo(at('2026-11-27', '09:30'))
    expect(market.book('SPY')).not.toEqual(share)
  })

  test('a half day ends at 13:00, index options a quarter of an hour later', () => {
    const market = synthetic(3, before)
    market.advanceTo(at('2026-11-27', '14:00'))
    expect(market.book('SPY')!.quotedAt).toBe(at('2026-11-27', '13:00'))
    expect(market.book('KO')!.quotedAt).toBe(at('2026-11-27', '13:00'))
    const later = market.expirations('SPX').find(({ day }) => day > '2026-12-05')!
    expect(market.book(market.chain('SPX', later.day)[60]!.symbol)!.quotedAt).toBe(at('2026-11-27', '13:15'))
    const bars = market.minuteBars('SPY', at('2026-11-27', '09:30'), at('2026-11-27', '16:00'))
    expect(bars).toHaveLength(210)
    expect(market.quote('SPY')!.close).toBe(bars.at(-1)!.close)
  })

  test('quotes stand still within a minute', () => {
    const market = synthetic()
    const book = market.book('SPY')
    market.advanceTo(START + 59_999)
    expect(market.book('SPY')).toEqual(book)
    market.advanceTo(START + 60_000)
    expect(market.book('SPY')!.quotedAt).toBe(START + 60_000)
  })

  test('a listed option stays listed until it ends', () => {
    const market = synthetic()
    const first = market.expirations('SPY').filter(({ day }) => day <= '2026-10-16')
    const listed = first.flatMap(({ day }) => market.chain('SPY', day))
    for (const day of ['2026-09-23', '2026-09-28', '2026-10-05', '2026-10-16']) {
      market.advanceTo(at(day, '12:00'))
      for (const { symbol, contract } of listed) {
        expect([symbol, market.option(symbol) !== undefined]).toEqual([symbol, contract.expiration >= day])
      }
    }
  })

  test('options settle at the close, or at the open when their root says so', () => {
    const market = synthetic(7, at('2026-10-15', '15:00'))
    const [am, pm] = ['SPX261016C06600000', 'SPXW261016C06600000']
    expect(market.settlementOf(am!)).toBeNull()
    market.advanceTo(at('2026-10-16', '09:30'))
    expect(market.settlementOf(am!)).toBe(market.book('SPX')!.last)
    expect(market.settlementOf(pm!)).toBeNull()
    const opened = market.settlementOf(am!)
    market.advanceTo(at('2026-10-16', '16:00'))
    expect(market.settlementOf(pm!)).toBe(market.quote('SPX')!.close)
    expect(market.settlementOf(am!)).toBe(opened)
    market.advanceTo(at('2026-11-02', '12:00'))
    expect(market.settlementOf(pm!)).toBe(market.asOf(at('2026-10-16', '20:00')).settlementOf(pm!))
  })
})

describe('history', () => {
  test('is long enough for IV rank and averages of 200 days', () => {
    const market = synthetic()
    for (const symbol of ['SPY', 'SPX', 'VIX', 'KO']) {
      const bars = market.dailyBars(symbol, tradingDay('2024-01-01'), tradingDay('2026-09-21'))
      expect(bars).toHaveLength(320)
      for (const { open, high, low, close } of bars) {
        expect(low <= open && low <= close && high >= open && high >= close && low > 0).toBe(true)
      }
      const minutes = market.minuteBars(symbol, at('2026-09-15', '09:30'), at('2026-09-15', '16:00'))
      expect(minutes).toHaveLength(390)
      const day = market.dailyBars(symbol, tradingDay('2026-09-15'), tradingDay('2026-09-15'))[0]!
      expect(Math.max(...minutes.map(({ high }) => high))).toBe(day.high)
      expect(minutes.reduce((sum, { volume }) => sum + volume, 0)).toBe(day.volume)
    }
  })

  test('a bar goes from the price at its beginning to the price at its end', () => {
    const market = synthetic()
    const option = market.chain('SPY', market.expirations('SPY')[5]!.day)[80]!.symbol
    for (let minute = 1; minute <= 30; minute++) {
      const before = market.book('SPY')!.last!
      market.advanceTo(START + minute * MINUTE_MS)
      const [bar] = market.minuteBars('SPY', START + (minute - 1) * MINUTE_MS, market.now)
      expect([bar!.open, bar!.close]).toEqual([before, market.book('SPY')!.last])
    }
    expect(market.minuteBars('SPY', market.now, market.now + MINUTE_MS)).toEqual([])
    expect(market.minuteBars(option, market.now, market.now + MINUTE_MS)).toEqual([])
    const session = market.minuteBars('SPY', at('2026-09-21', '09:30'), at('2026-09-21', '16:00'))
    const opened = market.asOf(at('2026-09-21', '09:30'))
    expect([session[0]!.open, session.at(-1)!.close]).toEqual([
      opened.book('SPY')!.last,
      market.quote('SPY')!.previousClose,
    ])
    const [day] = opened.dailyBars('SPY', tradingDay('2026-09-21'), tradingDay('2026-09-21'))
    expect([day!.high, day!.volume]).toEqual([session[0]!.open, 0])
  })

  test('tells nothing of what comes after', () => {
    const market = synthetic()
    const minutes = market.minuteBars('SPY', at('2026-09-22', '09:30'), at('2026-09-23', '16:00'))
    expect(minutes.at(-1)!.at).toBe(START - MINUTE_MS)
    const [today] = market.dailyBars('SPY', tradingDay('2026-09-22'), tradingDay('2026-12-31'))
    expect(today!.close).toBe(market.quote('SPY')!.last)
  })

  test('options have a history too', () => {
    const market = synthetic()
    const spot = market.book('SPY')!.last!
    const chain = market.chain('SPY', tradingDay('2026-10-16'))
    const [option] = chain.filter(({ contract }) => contract.strike >= spot)
    const bars = market.dailyBars(option!.symbol, tradingDay('2026-08-01'), tradingDay('2026-12-31'))
    expect(bars.length).toBeGreaterThan(20)
    const quote = market.quote(option!.symbol)!
    const { high, low, open, close, volume } = bars.at(-1)!
    expect({ high, low, open, close, volume }).toEqual({
      high: quote.high,
      low: quote.low,
      open: quote.open,
      close: quote.last,
      volume: quote.volume,
    })
    expect(market.minuteBars(option!.symbol, at('2026-09-21', '09:30'), START).length).toBeGreaterThan(50)
  })

  test('dividends lower the share on their day', () => {
    const market = synthetic()
    expect(market.dividends('KO').length).toBeGreaterThan(8)
    expect(market.dividends('SPX')).toEqual([])
    const ahead = market.dividends('SPY').find(({ day }) => day > '2026-09-22')!
    expect(ahead).toEqual({ day: '2026-12-18', amount: 19_800 })
    market.advanceTo(at('2026-12-18', '10:00'))
    const change = (symbol: string) => {
      const { open, previousClose } = market.quote(symbol)!
      return open! / previousClose!
    }
    expect(change('SPX') - change('SPY')).toBeCloseTo(1.98 / 660, 3)
  })

  test('SPY follows SPX, and VIX rises when it falls', () => {
    const market = synthetic()
    const moves = (symbol: string) => {
      const closes = market
        .dailyBars(symbol, tradingDay('2024-01-01'), tradingDay('2026-09-21'))
        .map(({ close }) => Math.log(close))
      return closes.slice(1).map((close, i) => close - closes[i]!)
    }
    const correlation = (a: number[], b: number[]) => {
      const mean = (x: number[]) => x.reduce((sum, value) => sum + value, 0) / x.length
      const [ma, mb] = [mean(a), mean(b)]
      const product = mean(a.map((value, i) => (value - ma) * (b[i]! - mb)))
      const deviation = (x: number[], m: number) => Math.sqrt(mean(x.map((value) => (value - m) ** 2)))
      return product / (deviation(a, ma) * deviation(b, mb))
    }
    const spx = moves('SPX')
    expect(correlation(spx, moves('SPY'))).toBeGreaterThan(0.98)
    expect(correlation(spx, moves('QQQ'))).toBeGreaterThan(0.8)
    expect(correlation(spx, moves('KO'))).toBeLessThan(0.8)
    expect(correlation(spx, moves('VIX'))).toBeLessThan(-0.5)
  })
})
