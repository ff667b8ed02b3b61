import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tradingDay } from '../../domain/calendar/trading-day.ts'
import { price } from '../../domain/money/price.ts'
import { americanPrice } from '../../domain/pricing/american.ts'
import { bsmGreeks } from '../../domain/pricing/bsm.ts'
import { STRATEGY_NAMES, strategyShape } from '../../domain/spread/strategy-table.ts'
import type { OptionMarket } from './option-market.ts'
import { priceSpread, type SpreadQuestion, type SpreadReport } from './price-spread.ts'

const MARKET: OptionMarket = {
  spot: 450,
  years: 0.1,
  rate: 0.05,
  dividendYield: 0.01,
  exercise: 'european',
}
const PUT_CREDIT: SpreadQuestion = {
  strategy: 'BULL_PUT_CREDIT',
  root: 'SPY',
  expiration: tradingDay('2023-10-20'),
  strikes: [price(4_400_000), price(4_450_000)],
  market: MARKET,
  volatility: 0.15,
  entry: price(12_500),
}

/** Rounding to a price and then to a tick of a cent moves a contract by half of both at most. */
const HALF_TICK_CENTS = 50.500001

function reportOf(changed: Partial<SpreadQuestion>): SpreadReport {
  const report = priceSpread({ ...PUT_CREDIT, ...changed })
  if (!report.ok) throw new Error(report.message)
  return report.value
}

describe('priceSpread', () => {
  it('adds the legs up, bought ones + and sold ones -', () => {
    const report = reportOf({})
    const { spot, years, rate, dividendYield } = MARKET
    const put = (strike: number) =>
      bsmGreeks({ type: 'put', spot, strike, years, rate, dividendYield, volatility: 0.15 })
    expect(report.total!.price).toBeCloseTo(put(440).price - put(445).price, 12)
    expect(report.total!.delta).toBeCloseTo(put(440).delta - put(445).delta, 12)
    expect(report.envelope).toEqual({ maxProfitCents: 12_500, maxLossCents: 37_500, breakevens: [4_437_500] })
    expect(report.returnOnRisk).toBeCloseTo(1 / 3, 12)
    expect(report.odds!.probabilityOfProfitByDelta).toBeCloseTo(1 + put(445).delta, 12)
  })

  it('opens at the value of the model where no entry is given, on the tick of an order', () => {
    const spread = reportOf({ entry: null })
    expect(spread.entry).toEqual({
      effect: 'credit',
      amount: price(Math.round(-spread.total!.price * 100) * 100),
    })
    const index = reportOf({ entry: null, root: 'SPXW', strategy: 'LONG_CALL', strikes: [price(4_500_000)] })
    expect(index.entry!.amount % 1_000).toBe(0)
    expect(index.returnOnRisk).toBeNull()
  })

  it('has value and greeks, but neither entry nor envelope, of what is worth less than a tick', () => {
    for (const strategy of ['LONG_PUT', 'BULL_PUT_CREDIT'] as const) {
      const strikes = [price(3_000_000), price(3_050_000)].slice(0, strategyShape(strategy).legs.length)
      const report = reportOf({ strategy, strikes, entry: null })
      expect(report).toMatchObject({ entry: null, entryIsOnTick: null, envelope: null, odds: null })
      expect(report.returnOnRisk).toBeNull()
      expect(Math.abs(report.total!.price)).toBeLessThan(0.005)
      expect(report.total!.price).not.toBe(0)
      expect(report.legValues).toHaveLength(strikes.length)
    }
  })

  it('has neither of a spread that is worth its whole width within a tick', () => {
    const strikes = [price(9_000_000), price(9_050_000)]
    const market = { ...MARKET, rate: 0 }
    const report = reportOf({ strategy: 'BEAR_PUT_DEBIT', strikes, entry: null, market })
    expect(report).toMatchObject({ entry: null, envelope: null, odds: null })
    expect(Math.abs(report.total!.price)).toBeGreaterThan(4.995)
  })

  it('gives a probability by delta of credits only', () => {
    expect(reportOf({ entry: price(9_500) }).odds!.probabilityOfProfitByDelta).not.toBeNull()
    const debit = reportOf({ strategy: 'BEAR_PUT_DEBIT', entry: price(9_500) })
    expect(debit.odds!.probabilityOfProfitByDelta).toBeNull()
  })

  it('knows whether an order could have the entry as its price', () => {
    const onTick = (root: string, amount: number) => reportOf({ root, entry: price(amount) }).entryIsOnTick
    expect([onTick('SPY', 9_500), onTick('SPY', 9_550)]).toEqual([true, false])
    expect([onTick('SPXW', 9_500), onTick('SPXW', 9_600)]).toEqual([true, false])
  })

  it('refuses adjusted contracts, whose contracts are not of 100 shares, and negative entries', () => {
    const adjusted = priceSpread({ ...PUT_CREDIT, root: 'SPY1' })
    expect(!adjusted.ok && adjusted.code).toBe('contract_must_not_be_adjusted')
    for (const strategy of ['LONG_CALL', 'BULL_PUT_CREDIT'] as const) {
      const strikes = PUT_CREDIT.strikes.slice(0, strategyShape(strategy).legs.length)
      const negative = priceSpread({
        ...PUT_CREDIT,
        strategy,
        strikes,
        volatility: null,
        entry: price(-9_500),
      })
      expect(!negative.ok && negative.code).toBe('net_amount_must_not_be_negative')
    }
  })

  it('solves the volatility of a single option from its price, by its exercise', () => {
    const value = americanPrice({ ...MARKET, type: 'put', strike: 460, volatility: 0.2 })
    const entry = price(Math.round(value * 10_000))
    const market = { ...MARKET, exercise: 'american' } as const
    const long = reportOf({
      strategy: 'LONG_PUT',
      strikes: [price(4_600_000)],
      market,
      volatility: null,
      entry,
    })
    expect(long.volatility).toBeCloseTo(0.2, 4)
    expect(long.volatilitySource).toBe('implied')
  })

  it('has no odds of a spread without volatility, and refuses what the envelope refuses', () => {
    expect(reportOf({ volatility: null })).toMatchObject({ odds: null, total: null, volatilitySource: null })
    const wide = priceSpread({ ...PUT_CREDIT, entry: price(60_000) })
    expect(!wide.ok && wide.code).toBe('credit_must_be_below_width')
    const cheap = priceSpread({
      ...PUT_CREDIT,
      strategy: 'LONG_CALL',
      strikes: [price(4_000_000)],
      volatility: null,
      entry: price(10_000),
    })
    expect(!cheap.ok && cheap.code).toBe('price_below_intrinsic')
  })

  it('expects nothing of a European spread that opens at the value of the model', () => {
    const anySpread = fc.record({
      strategy: fc.constantFrom(...STRATEGY_NAMES),
      lowest: fc.integer({ min: 420, max: 460 }),
      width: fc.integer({ min: 1, max: 10 }),
      volatility: fc.double({ min: 0.08, max: 0.6, noNaN: true }),
    })
    fc.assert(
      fc.property(anySpread, ({ strategy, lowest, width, volatility }) => {
        const { legs } = strategyShape(strategy)
        const strikes = legs.map((_, i) => price((lowest + i * width) * 10_000))
        const report = priceSpread({ ...PUT_CREDIT, strategy, strikes, volatility, entry: null })
        // Far in the money the value rounds to the whole width, which the envelope rightly refuses.
        if (!report.ok) return
        const { odds, entry, total } = report.value
        if (odds === null || entry === null) {
          expect([odds, entry]).toEqual([null, null])
          expect(Math.abs(total!.price)).toBeLessThanOrEqual(0.005051)
          return
        }
        expect(Math.abs(odds.expectedValueCents)).toBeLessThanOrEqual(HALF_TICK_CENTS)
        expect(odds.probabilityOfProfit).toBeGreaterThanOrEqual(0)
        expect(odds.probabilityOfProfit).toBeLessThanOrEqual(1)
      }),
    )
  })
})
