import { expect, it } from 'vitest'
import { tradingDay } from '../../domain/calendar/trading-day.ts'
import { price } from '../../domain/money/price.ts'
import { normalCdf } from '../../domain/pricing/normal.ts'
import { priceSpread } from './price-spread.ts'

/** The reflection principle with drift, as textbooks write it. */
function touchBelow(spot: number, barrier: number, years: number, carry: number, volatility: number): number {
  const drift = carry - volatility ** 2 / 2
  const away = Math.log(barrier / spot)
  const deviation = volatility * Math.sqrt(years)
  const mirrored = (barrier / spot) ** ((2 * drift) / volatility ** 2)
  return (
    normalCdf((away - drift * years) / deviation) + mirrored * normalCdf((away + drift * years) / deviation)
  )
}

it('lets the underlying grow by the rate less the dividend yield until a price is touched', () => {
  const report = priceSpread({
    strategy: 'BULL_PUT_CREDIT',
    root: 'SPY',
    expiration: tradingDay('2023-10-20'),
    strikes: [price(4_000_000), price(4_100_000)],
    market: { spot: 450, years: 0.5, rate: 0.05, dividendYield: 0.03, exercise: 'european' },
    volatility: 0.15,
    entry: price(12_500),
  })
  if (!report.ok) throw new Error(report.message)
  const { touches } = report.value.odds!
  expect(touches.map((touch) => touch.price)).toEqual([4_087_500, 4_100_000])
  for (const { price: barrier, probability } of touches) {
    expect(probability).toBeCloseTo(touchBelow(450, barrier / 10_000, 0.5, 0.05 - 0.03, 0.15), 10)
  }
})
