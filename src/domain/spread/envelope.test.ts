import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyStrategyWithStrikes, openingLegs } from '../../../test/support/spread-arbitraries.ts'
import { tradingDay } from '../calendar/trading-day.ts'
import { type Price, price } from '../money/price.ts'
import { computeSpreadEnvelope, scaleEnvelope } from './envelope.ts'
import { credit, debit, EVEN, type NetPrice } from './net-price.ts'
import { profitAtExpiration } from './payoff.ts'
import { buildSpreadLegs } from './spread-legs.ts'
import { type Strategy, strategyShape } from './strategy-table.ts'

const DAY = tradingDay('2023-10-20')
const dollars = (...amounts: number[]): Price[] => amounts.map((amount) => price(amount * 10_000))

// Figures worked out by hand from the definitions of each strategy.
test.each<[Strategy, Price[], NetPrice, number | 'unbounded', number, number[]]>([
  ['BULL_PUT_CREDIT', dollars(445, 450), credit(price(12_500)), 12_500, 37_500, [448.75]],
  ['BEAR_CALL_CREDIT', dollars(450, 455), credit(price(12_500)), 12_500, 37_500, [451.25]],
  ['BULL_CALL_DEBIT', dollars(450, 455), debit(price(20_000)), 30_000, 20_000, [452]],
  ['BEAR_PUT_DEBIT', dollars(445, 450), debit(price(20_000)), 30_000, 20_000, [448]],
  ['IRON_CONDOR', dollars(440, 445, 455, 460), credit(price(20_000)), 20_000, 30_000, [443, 457]],
  ['IRON_CONDOR', dollars(435, 445, 455, 460), credit(price(20_000)), 20_000, 80_000, [443, 457]],
  ['IRON_CONDOR', dollars(440, 445, 455, 465), credit(price(20_000)), 20_000, 80_000, [443, 457]],
  ['LONG_CALL', dollars(450), debit(price(31_500)), 'unbounded', 31_500, [453.15]],
  ['LONG_PUT', dollars(450), debit(price(31_500)), 4_468_500, 31_500, [446.85]],
])('%s', (strategy, strikes, entry, maxProfitCents, maxLossCents, breakevens) => {
  expect(computeSpreadEnvelope(strategy, strikes, entry)).toEqual({
    ok: true,
    value: { maxProfitCents, maxLossCents, breakevens: breakevens.map((at) => Math.round(at * 10_000)) },
  })
})

test('a condor whose credit covers its narrower wing loses on the wider side only', () => {
  const narrowBelow = dollars(440, 445, 455, 465)
  expect(computeSpreadEnvelope('IRON_CONDOR', narrowBelow, credit(price(60_000)))).toMatchObject({
    value: { maxProfitCents: 60_000, maxLossCents: 40_000, breakevens: dollars(461) },
  })
  // Flat at exactly 0 below the lowest strike is neither side of a breakeven.
  expect(computeSpreadEnvelope('IRON_CONDOR', narrowBelow, credit(price(50_000)))).toMatchObject({
    value: { maxLossCents: 50_000, breakevens: dollars(460) },
  })
})

// Each input breaks its own rule and every later one that can be broken together with it.
test.each<[string, Strategy, Price[], NetPrice]>([
  ['strikes_must_match_the_strategy', 'BULL_PUT_CREDIT', [price(-5)], debit(price(90_000))],
  ['strikes_must_match_the_strategy', 'LONG_PUT', [], EVEN],
  ['strike_must_be_positive', 'BULL_PUT_CREDIT', [price(-5), price(-5)], debit(price(90_000))],
  [
    'strike_must_be_whole_thousandths',
    'BULL_PUT_CREDIT',
    [price(1_000_000_005), price(4_450_000)],
    debit(price(90_000)),
  ],
  [
    'strike_must_be_below_100000_dollars',
    'BULL_PUT_CREDIT',
    [price(1_000_000_000), price(4_450_000)],
    debit(price(90_000)),
  ],
  ['strikes_must_be_ordered', 'BULL_PUT_CREDIT', dollars(450, 445), debit(price(90_000))],
  ['strikes_must_be_ordered', 'BULL_PUT_CREDIT', dollars(450, 450), EVEN],
  ['strikes_must_be_ordered', 'IRON_CONDOR', dollars(440, 450, 450, 460), EVEN],
  ['entry_effect_must_match_the_strategy', 'BULL_PUT_CREDIT', dollars(445, 450), debit(price(90_000))],
  ['entry_effect_must_match_the_strategy', 'BULL_CALL_DEBIT', dollars(445, 450), credit(price(90_000))],
  ['credit_must_be_positive', 'BULL_PUT_CREDIT', dollars(445, 450), EVEN],
  ['debit_must_be_positive', 'LONG_CALL', dollars(450), EVEN],
  ['credit_must_be_below_width', 'BULL_PUT_CREDIT', dollars(445, 450), credit(price(50_000))],
  ['credit_must_be_below_width', 'IRON_CONDOR', dollars(440, 445, 455, 465), credit(price(100_000))],
  ['debit_must_be_below_width', 'BEAR_PUT_DEBIT', dollars(445, 450), debit(price(50_000))],
  ['debit_must_be_below_strike', 'LONG_PUT', dollars(450), debit(price(4_500_000))],
])('%s', (code, strategy, strikes, entry) => {
  expect(computeSpreadEnvelope(strategy, strikes, entry)).toMatchObject({ ok: false, code })
})

test('the limits themselves: one unit inside is accepted', () => {
  const inside = credit(price(49_999))
  expect(computeSpreadEnvelope('BULL_PUT_CREDIT', dollars(445, 450), inside)).toMatchObject({
    value: { maxProfitCents: 49_999, maxLossCents: 1 },
  })
  expect(computeSpreadEnvelope('LONG_CALL', dollars(450), debit(price(9_999_999))).ok).toBe(true)
})

test('the envelope is the extremes of the profit over every underlying price, and 0 at the breakevens', () => {
  const entryTicks = fc.integer({ min: 1, max: 3_000 })
  let accepted = 0
  fc.assert(
    fc.property(anyStrategyWithStrikes, entryTicks, (spread, ticks) => {
      const amount = price(ticks * 100)
      const entry = strategyShape(spread.strategy).effect === 'credit' ? credit(amount) : debit(amount)
      const envelope = computeSpreadEnvelope(spread.strategy, spread.strikes, entry)
      if (!envelope.ok) return
      accepted += 1
      const { maxProfitCents, maxLossCents, breakevens } = envelope.value
      const legs = openingLegs(spread, DAY)
      // Every half dollar from 0 to twice the highest strike: all the strikes are on it.
      const profits = Array.from({ length: 801 }, (_, i) => profitAtExpiration(legs, entry, price(i * 5_000)))
      expect(-Math.min(...profits)).toBe(maxLossCents)
      if (maxProfitCents === 'unbounded') {
        expect(profitAtExpiration(legs, entry, price(10_000_000_000))).toBeGreaterThan(Math.max(...profits))
      } else expect(Math.max(...profits)).toBe(maxProfitCents)
      expect(maxLossCents).toBeGreaterThan(0)
      for (const breakeven of breakevens) {
        const near = (step: number) => profitAtExpiration(legs, entry, price(breakeven + step))
        expect(near(0)).toBe(0)
        expect(near(-1) * near(1)).toBeLessThan(0)
      }
      // Between the breakevens the sign does not change, so none is missing.
      const changes = profits.filter((profit) => profit !== 0).map(Math.sign)
      expect(changes.filter((sign, i) => i > 0 && sign !== changes[i - 1]).length).toBeLessThanOrEqual(
        breakevens.length,
      )
    }),
    { numRuns: 300 },
  )
  expect(accepted).toBeGreaterThan(50)
})

test('several spreads: profit and loss times the quantity, the breakevens unchanged', () => {
  const one = computeSpreadEnvelope('LONG_CALL', dollars(450), debit(price(31_500)))
  if (!one.ok) throw new Error(one.message)
  expect(scaleEnvelope(one.value, 4)).toEqual({
    maxProfitCents: 'unbounded',
    maxLossCents: 126_000,
    breakevens: [4_531_500],
  })
  expect(() => scaleEnvelope(one.value, 0)).toThrow('at least 1')
})

test('legs are built only from good roots and days', () => {
  expect(buildSpreadLegs('LONG_CALL', dollars(450), DAY, 'BRK/B')).toMatchObject({
    code: 'root_must_be_letters_then_digits',
  })
  expect(buildSpreadLegs('LONG_CALL', dollars(450), tradingDay('1999-01-15'), 'SPY')).toMatchObject({
    code: 'expiration_must_be_in_2000_to_2099',
  })
})
