import { describe, expect, it } from 'vitest'
import { type Fields, fieldsWith } from '../../../test/support/recorded-text.ts'
import {
  chainOfRows,
  TEST_CALENDAR,
  THEORETICAL_MARKET,
  theoreticalRows,
} from '../../../test/support/theoretical-chain.ts'
import { americanGreeks, americanPrice } from '../../domain/pricing/american.ts'
import { bsmGreeks } from '../../domain/pricing/bsm.ts'
import { analyseChain, type Surroundings } from './analyse-chain.ts'
import { type ChainAnalysis, contractsOf } from './chain-analysis.ts'
import { pickChain } from './pick-chain.ts'

const PLAIN: Surroundings = {
  calendar: TEST_CALENDAR,
  given: { rate: null, dividendYield: null },
  withEarlyExercise: false,
}

function analyse(rows: readonly Fields[], surroundings: Partial<Surroundings> = {}): ChainAnalysis {
  const picked = pickChain(chainOfRows(rows), {
    underlying: rows[0]!.underlying,
    quoteDay: null,
    expiration: null,
    root: null,
  })
  if (!picked.ok) throw new Error(picked.message)
  return analyseChain(picked.value[0]!, { ...PLAIN, ...surroundings })
}

describe('analyseChain', () => {
  it('finds forward, discount, volatilities and greeks of a market whose every value is known', () => {
    const analysis = analyse(theoreticalRows())
    const { spot, rate, dividendYield, volatility } = THEORETICAL_MARKET
    const { terms } = analysis
    expect(terms.source).toBe('parity')
    expect(terms.forward).toBeCloseTo(spot * Math.exp((rate - dividendYield) * terms.years), 6)
    expect(terms.discount).toBeCloseTo(Math.exp(-rate * terms.years), 8)
    for (const contract of contractsOf(analysis)) {
      const strike = contract.strike / 10_000
      const { type } = contract
      const market = { type, spot, strike, rate, dividendYield, years: terms.years }
      const expected = bsmGreeks({ ...market, volatility: volatility(strike) })
      // A worthless quote is lifted off zero by its half spread, so its mid is not the value.
      if (expected.price < THEORETICAL_MARKET.halfSpread) continue
      expect(contract.iv).toBeCloseTo(volatility(strike), 6)
      for (const greek of ['delta', 'gamma', 'theta', 'vega'] as const) {
        expect(contract[greek], `${greek} of the ${strike} ${type}`).toBeCloseTo(expected[greek], 5)
      }
    }
    expect(analysis.comparison!.max).toBeLessThan(1e-6)
    expect(analysis.atmIv).toBeCloseTo(0.2, 2)
    expect(analysis.dte).toBe(32)
  })

  it('orders strikes and sides, and takes the last of a repeated contract', () => {
    const rows = theoreticalRows({ strikes: [95, 100, 105] })
    const repeated = { ...rows[0]!, bid: '9.5', ask: '9.7' }
    const analysis = analyse([...rows.toReversed(), repeated])
    expect(analysis.strikes.map(({ strike }) => strike / 10_000)).toEqual([95, 100, 105])
    expect(analysis.repeated).toBe(1)
    expect(analysis.strikes[0]!.call!.mid).toBeCloseTo(9.6, 10)
  })

  it('counts what cannot be solved by its reason, and never says NaN', () => {
    const analysis = analyse([
      ...theoreticalRows(),
      fieldsWith({ expiration: '2024-04-05', spot: '100', strike: '60', type: 'C', bid: '38', ask: '38.2' }),
      fieldsWith({ expiration: '2024-04-05', spot: '100', strike: '70', type: 'C', bid: '31', ask: '30' }),
      fieldsWith({ expiration: '2024-04-05', spot: '100', strike: '70', type: 'P', bid: '', ask: '0.05' }),
      fieldsWith({ expiration: '2024-04-05', spot: '100', strike: '75', type: 'P', bid: '0', ask: '0.05' }),
    ])
    expect(analysis.unsolved).toEqual({ price_below_intrinsic: 1 })
    expect(analysis.quotes).toMatchObject({ crossed: 1, missing: 1 })
    const [below, crossed] = contractsOf(analysis)
    expect(below).toMatchObject({ iv: null, delta: null, unsolved: 'price_below_intrinsic' })
    expect(crossed).toMatchObject({ mid: null, iv: null, unsolved: null, quote: 'crossed' })
    expect(JSON.stringify(analysis)).not.toContain('NaN')
    for (const contract of contractsOf(analysis)) {
      expect(Object.values(contract).filter((value) => Number.isNaN(value))).toEqual([])
    }
  })

  it('takes the spot for the forward where there is nothing to pair, and says so', () => {
    const puts = theoreticalRows().filter(({ type }) => type === 'P')
    const { terms } = analyse(puts)
    expect(terms).toMatchObject({ forward: 100, discount: 1, source: 'rates' })
    expect(terms.sourceNote).toContain('too few quoted pairs')
    const given = analyse(puts, { given: { rate: 0.05, dividendYield: 0.02 } })
    expect(given.terms.forward).toBeCloseTo(100 * Math.exp(0.03 * given.terms.years), 10)
    expect(given.strikes[4]!.put!.iv).toBeCloseTo(0.2, 6)
  })

  it('has neither volatilities nor greeks of what was over before it was quoted', () => {
    const analysis = analyse([fieldsWith({ expiration: '2024-03-04', quote_time: '16:31' })])
    expect(analysis).toMatchObject({ dte: 0, atmIv: null, expectedMove: null, solved: 0 })
    expect(analysis.unsolved).toEqual({ time_must_be_left: 1 })
  })
})

describe('American options', () => {
  const american = theoreticalRows().map((row) => ({ ...row, root: 'ABX', style: 'A' }))

  it('borrow the rate that European options of the same recording imply', () => {
    const strikes = Array.from({ length: 31 }, (_, i) => 85 + i)
    const european = theoreticalRows({ strikes, underlying: 'IDX', root: 'IDX', halfSpread: 0.001 })
    const { terms } = analyse([...american, ...european])
    expect(terms.sourceNote).toContain('as IDX 5 Apr 2024 implies')
    expect(terms.discount).toBeCloseTo(Math.exp(-0.05 * terms.years), 4)
  })

  it('state a rate that is only assumed', () => {
    expect(analyse(american).terms.sourceNote).toContain('4.00 % (assumed; --rate sets yours)')
    const given = analyse(american, { given: { rate: 0.05, dividendYield: null } })
    expect(given.terms.sourceNote).toContain('5.00 % (given)')
  })

  it('are valued with early exercise when that is asked for', () => {
    const market = { spot: 100, strike: 105, rate: 0.05, dividendYield: 0, type: 'put' } as const
    const plain = analyse(american)
    const value = americanPrice({ ...market, years: plain.terms.years, volatility: 0.25 })
    const rows = american.map((row) =>
      row.strike === '105' && row.type === 'P'
        ? { ...row, bid: String(value - 0.01), ask: String(value + 0.01) }
        : row,
    )
    const exact = analyse(rows, { withEarlyExercise: true, given: { rate: 0.05, dividendYield: 0 } })
    const put = exact.strikes.find(({ strike }) => strike === 1_050_000)!.put!
    expect(exact.model).toBe('american')
    expect(put.iv).toBeCloseTo(0.25, 6)
    const greeks = americanGreeks({ ...market, years: plain.terms.years, volatility: 0.25 })
    expect(put.delta).toBeCloseTo(greeks.delta, 6)
  })
})
