import { describe, expect, it } from 'vitest'
import { buildMarketCalendar } from '../calendar/market-calendar.ts'
import { previousSession } from '../calendar/session-lookup.ts'
import { type TradingDay, tradingDay } from '../calendar/trading-day.ts'
import { type Price, price } from '../money/price.ts'
import { type RegimeInput, readRegime, trendScore } from './regime.ts'

const CALENDAR = buildMarketCalendar(2023, 2025)

/** Closes of the sessions before a day, the latest first. */
function closesBefore(day: TradingDay, values: readonly number[]): { day: TradingDay; close: Price }[] {
  let before = day
  return values.map((value) => {
    before = previousSession(CALENDAR, before).day
    return { day: before, close: price(value * 10_000) }
  })
}

const DAY = tradingDay('2025-01-21')
const flat = (spot: number): RegimeInput => ({
  price: price(Math.round(spot * 10_000)),
  closes: closesBefore(DAY, Array<number>(20).fill(500)),
  day: DAY,
  calendar: CALENDAR,
  sessions: 20,
  neutralBand: 50,
})

describe('readRegime', () => {
  it('B-39 a window with 3 holidays: the average is of 20 sessions, not null', () => {
    // Christmas, New Year, 9 January (mourning) and Martin Luther King Day: 20 sessions reach back to 18 December.
    const input = flat(500)
    expect(input.closes.at(-1)?.day).toBe('2024-12-18')
    expect(readRegime(input)).toEqual({ regime: 'NEUTRAL', distance: 0, closes: 20, wanted: 20 })
  })

  it('B-33 price 0.2 % from the average: is NEUTRAL; beyond the band BULL or BEAR, its edge still NEUTRAL', () => {
    expect(readRegime(flat(501)).regime).toBe('NEUTRAL')
    expect(readRegime(flat(499)).regime).toBe('NEUTRAL')
    expect(readRegime(flat(502.5)).regime).toBe('NEUTRAL')
    expect(readRegime(flat(502.5001)).regime).toBe('BULL')
    expect(readRegime(flat(497.5)).regime).toBe('NEUTRAL')
    expect(readRegime(flat(497.4999)).regime).toBe('BEAR')
    expect(readRegime(flat(501)).distance).toBe(0.002)
  })

  it('is UNKNOWN when a session has no close, be there others, or the price is unknown', () => {
    const input = flat(510)
    const holed = [...input.closes.slice(1), ...closesBefore(tradingDay('2024-12-18'), [500, 500])]
    expect(readRegime({ ...input, closes: holed })).toMatchObject({ regime: 'UNKNOWN', closes: 19 })
    expect(readRegime({ ...input, price: null }).regime).toBe('UNKNOWN')
    expect(readRegime({ ...input, closes: [] })).toMatchObject({
      regime: 'UNKNOWN',
      distance: null,
      closes: 0,
    })
  })

  it("leaves the day's own close out, in whatever order the closes come", () => {
    const input = flat(501)
    const closes = [{ day: DAY, close: price(9_000_000) }, ...input.closes.toReversed()]
    expect(readRegime({ ...input, closes })).toEqual(readRegime(input))
  })
})

describe('trendScore', () => {
  it('mirrors bullish and bearish', () => {
    for (const distance of [-0.03, -0.013, 0, 0.004, 0.019, 0.05]) {
      expect(trendScore(distance, 'bullish')).toBeCloseTo(trendScore(-distance, 'bearish')!, 12)
    }
    expect(trendScore(-0.006, 'bullish')).toBeCloseTo(35, 12)
    expect(trendScore(0.01, 'neutral')).toBe(50)
  })
})
