import { describe, expect, it } from 'vitest'
import type { Fields } from '../../../test/support/recorded-text.ts'
import { chainOfRows, TEST_CALENDAR, theoreticalRows } from '../../../test/support/theoretical-chain.ts'
import { price } from '../../domain/money/price.ts'
import { type RecordingScan, scanRecording } from './scan-recording.ts'
import { DEFAULT_SCAN_RULES, type ScanRules, VERTICALS } from './scan-rules.ts'

/** Quotes on whole cents: a half cent is no price. */
function onCents(rows: readonly Fields[]): Fields[] {
  const cent = (text: string): string => (Math.round(Number(text) * 100) / 100).toFixed(2)
  return rows.map((row) => ({ ...row, bid: cent(row.bid), ask: cent(row.ask) }))
}

const STRIKES = Array.from({ length: 17 }, (_, i) => 360 + 5 * i)
const ROWS = onCents(
  theoreticalRows({
    spot: 400,
    strikes: STRIKES,
    halfSpread: 0.03,
    volatility: (k) => 0.2 + 0.0005 * (400 - k),
  }),
)

function scan(rules: Partial<ScanRules> = {}, rows: readonly Fields[] = ROWS): RecordingScan {
  const result = scanRecording(
    chainOfRows(rows),
    { underlying: null, quoteDay: null, root: null },
    { ...DEFAULT_SCAN_RULES, ...rules },
    { calendar: TEST_CALENDAR, given: { rate: null, dividendYield: null }, withEarlyExercise: false },
  )
  if (!result.ok) throw new Error(result.message)
  return result.value
}

describe('scanRecording', () => {
  it('judges every pair of the width, and counts each once', () => {
    const { judged, candidates, refused } = scan()
    expect(judged).toBe(VERTICALS.length * (STRIKES.length - 1))
    expect(candidates.length).toBeGreaterThan(0)
    expect(refused.reduce((sum, { count }) => sum + count, candidates.length)).toBe(judged)
  })

  it('holds every candidate to every rule, at prices that add up to the cent: a unit of price is a cent of a contract', () => {
    for (const candidate of scan().candidates) {
      const { short, long, natural, strikes, maxLossCents, maxProfitCents } = candidate
      const isCredit = natural.effect === 'credit'
      const paid = Math.round(10_000 * long.ask!) - Math.round(10_000 * short.bid!)
      expect(natural.amount).toBe(Math.abs(paid))
      expect(maxLossCents + maxProfitCents).toBe(strikes[1] - strikes[0])
      expect(isCredit ? maxProfitCents : maxLossCents).toBe(natural.amount)
      const delta = Math.abs((isCredit ? short : long).delta!)
      expect(delta).toBeGreaterThanOrEqual(isCredit ? 0.18 : 0.4)
      expect(delta).toBeLessThanOrEqual(isCredit ? 0.32 : 0.55)
      if (isCredit) expect(candidate.probabilityOfProfit).toBeGreaterThanOrEqual(0.65)
    }
  })

  it('ranks by expected value for each dollar at risk', () => {
    const edges = scan().candidates.map(
      ({ expectedValueCents, maxLossCents }) => expectedValueCents / maxLossCents,
    )
    expect(edges).toEqual(edges.toSorted((a, b) => b - a))
  })

  it('names the rule that stands in the way', () => {
    const codes = (rules: Partial<ScanRules>, rows?: readonly Fields[]) =>
      scan(rules, rows).refused.map(({ code }) => code)
    expect(codes({ legSpreadMax: price(100) })).toContain('leg_spread_must_be_narrow')
    expect(codes({ openInterestMin: 5_000 })).toContain('open_interest_must_be_sufficient')
    expect(codes({ creditMinFraction: 0.5 })).toContain('credit_must_reach_its_share_of_width')
    expect(codes({ debitMax: price(9_000) })).toContain('debit_must_be_in_range')
    expect(codes({ debitRewardRiskMin: 9 })).toContain('reward_must_match_risk')
    expect(codes({ popMin: 0.99 })).toContain('probability_of_profit_must_be_sufficient')
    expect(
      codes(
        {},
        ROWS.map((row) => ({ ...row, ask: row.bid, bid: row.ask })),
      ),
    ).toEqual(['legs_must_have_two_sided_quotes'])
    expect(
      codes(
        {},
        ROWS.map((row) => ({ ...row, root: 'ABX1' })),
      ),
    ).toEqual(['contract_must_not_be_adjusted'])
  })

  it('leaves out expirations that are too near or too far, and says so', () => {
    const far = scan({ dteMin: 40, dteMax: 50 })
    expect(far).toMatchObject({ judged: 0, candidates: [], chains: [] })
    expect(far.outOfRange).toEqual([{ root: 'ABXW', expiration: '2024-04-05', dte: 32 }])
  })
})
