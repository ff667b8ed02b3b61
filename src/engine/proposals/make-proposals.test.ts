import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { closesAt, inventedMarket, PROPOSAL_AT, proposalInput } from '../../../test/support/proposal-input.ts'
import { plusMs } from '../../domain/calendar/instant.ts'
import { price } from '../../domain/money/price.ts'
import type { ChainQuote } from '../../ports/market-data.ts'
import { ACCEPTED, candidateName } from './candidate-columns.ts'
import type { CandidateRuleName } from './candidate-rule.ts'
import { searchCandidates } from './candidate-search.ts'
import { explainCandidate, makeProposals } from './make-proposals.ts'
import type { ProposalInput } from './proposal-input.ts'

const LOOSE = { 'entry.score_min': '0' }

/** The input with every option of its chains changed. */
function withOptions(input: ProposalInput, change: (option: ChainQuote) => ChainQuote): ProposalInput {
  const markets = input.markets.map((market) => ({
    ...market,
    chains: market.chains.map((chain) => ({ ...chain, options: chain.options.map(change) })),
  }))
  return { ...input, markets }
}

describe('makeProposals', () => {
  it('proposes the best first, each with its legs, prices, score, figures and time to live', () => {
    const run = makeProposals(proposalInput())
    expect(run).toMatchObject({ result: 'PROPOSALS', severity: 'info', candidates: 120, accepted: 3 })
    expect(run.proposals.map(({ strategy }) => strategy)).toEqual([
      'BEAR_PUT_DEBIT',
      'BULL_CALL_DEBIT',
      'BEAR_CALL_CREDIT',
    ])
    const credit = run.proposals[2]!
    expect(credit).toMatchObject({
      underlying: 'XSP',
      strikes: [4_700_000, 4_750_000],
      width: 50_000,
      quantity: 1,
      natural: 10_500,
      mid: 10_900,
      limitStart: { effect: 'credit', amount: 10_900 },
      createdAt: PROPOSAL_AT,
      expiresAt: plusMs(PROPOSAL_AT, 15 * 60_000),
    })
    expect(credit.legs.map(({ action }) => action)).toEqual(['sell_to_open', 'buy_to_open'])
    expect(credit.figures['credit_fraction']).toBe(0.21)
    expect(credit.figures['delta']).toBeCloseTo(0.24, 2)
    expect(credit.figures['pop']).toBeGreaterThan(1 - credit.figures['delta']!)
    expect(credit.trace.every(({ outcome }) => outcome === 'passed')).toBe(true)
    expect(run.proposals[0]!.limitStart).toEqual({ effect: 'debit', amount: 21_200 })
  })

  it('B-25 nothing qualifies: NO_TRADE with the count of each rule and the best score, severity info', () => {
    const run = makeProposals(proposalInput({ 'entry.score_min': '95' }))
    expect(run).toMatchObject({ result: 'NO_TRADE', severity: 'info', candidates: 120, accepted: 0 })
    expect(run.refusals).toEqual({ moneyness: 32, delta_band: 79, price: 2, credit_fraction: 1, score: 6 })
    expect(Object.values(run.refusals).reduce((a, b) => a + b)).toBe(run.candidates)
    expect(run.bestScore).toBeCloseTo(82.26, 2)
    expect(run.rejected[0]).toMatchObject({ rule: 'score', strategy: 'BEAR_PUT_DEBIT' })
    expect(run.rejected).toHaveLength(20)
  })

  it('B-31 a normal run without a candidate: is information, never a warning', () => {
    const empty = makeProposals(proposalInput({}, { chains: [] }))
    expect(empty).toMatchObject({ result: 'NO_TRADE', severity: 'info', candidates: 0, bestScore: null })
    const unread = makeProposals({ ...proposalInput(), markets: [] })
    expect(unread).toMatchObject({ result: 'NO_TRADE', severity: 'info', unread: ['XSP'] })
  })

  it('B-24 signed width: all four strategies at every strike pair 5 apart have width 5', () => {
    const steps = fc.record({
      lowest: fc.integer({ min: 300, max: 440 }),
      step: fc.constantFrom(1, 2.5, 5),
      count: fc.integer({ min: 3, max: 40 }),
    })
    fc.assert(
      fc.property(steps, ({ lowest, step, count }) => {
        const strikes = Array.from({ length: count }, (_, i) => lowest + step * i)
        const input = proposalInput(LOOSE, {}, { strikes })
        const { columns } = searchCandidates(input)
        const pairs = strikes.filter((strike) => strikes.includes(strike + 5)).length
        expect(columns.refusal.length).toBe(4 * pairs)
        for (let at = 0; at < columns.refusal.length; at++) {
          const [low, high, ...more] = candidateName(columns, at).strikes
          expect([high! - low!, more.length]).toEqual([50_000, 0])
        }
        for (const { width, trace } of makeProposals(input).proposals) {
          expect(width).toBe(50_000)
          expect(trace.find(({ rule }) => rule === 'price')?.value).toBeGreaterThan(0)
        }
      }),
      { numRuns: 40 },
    )
  })

  it('explains every candidate exactly as the run judged it, accepted and rejected', () => {
    const input = proposalInput(LOOSE)
    const { columns } = makeProposals(input)
    for (let at = 0; at < columns.refusal.length; at++) {
      const judged = explainCandidate(input, candidateName(columns, at))!
      const first = judged.trace.find(({ outcome }) => outcome === 'failed' || outcome === 'not_evaluated')
      const code = columns.refusal[at]!
      expect(first?.rule ?? 'accepted').toBe(code === ACCEPTED ? 'accepted' : columns.rules[code])
    }
    expect(
      explainCandidate(input, { ...candidateName(columns, 0), strikes: [price(1), price(2)] }),
    ).toBeNull()
  })

  it('gives the same run for the same input, in whatever order the chain was listed', () => {
    const input = proposalInput(LOOSE)
    const shuffled = {
      ...input,
      markets: input.markets.map((market) => ({
        ...market,
        closes: market.closes.toReversed(),
        chains: market.chains.map((chain) => ({ ...chain, options: chain.options.toReversed() })),
      })),
    }
    expect(makeProposals(shuffled)).toEqual(makeProposals(input))
    const later = { ...input, at: plusMs(input.at, 1_000) }
    expect(makeProposals(later).proposals[0]!.inputsDigest).not.toBe(
      makeProposals(input).proposals[0]!.inputsDigest,
    )
  })

  it('proposes at most five of an underlying, and takes underlyings in the order of the setting', () => {
    const rows = { ...LOOSE, 'entry.underlyings': 'XSP, SPX', 'entry.leg_spread_max_fraction': 'off' }
    const fine = { strikes: Array.from({ length: 101 }, (_, i) => 400 + i) }
    const input = {
      ...proposalInput(rows),
      markets: [inventedMarket({ ...fine, root: 'SPX' }), inventedMarket(fine)],
    }
    const run = makeProposals(input)
    const count = (underlying: string) =>
      run.proposals.filter((each) => each.underlying === underlying).length
    expect([count('XSP'), count('SPX')]).toEqual([5, 5])
    expect(run.accepted).toBeGreaterThan(10)
    expect(run.readings.map(({ underlying }) => underlying)).toEqual(['XSP', 'SPX'])
    const scores = run.proposals.map(({ score }) => score)
    expect(scores).toEqual(scores.toSorted((a, b) => b - a))
  })

  it('builds a strategy of two wings from its row alone: an iron condor', () => {
    const input = proposalInput({ ...LOOSE, 'entry.pop_min': 'off' })
    const { columns, scored } = searchCandidates(input, ['IRON_CONDOR'])
    expect(columns.refusal.length).toBeGreaterThan(3)
    for (const { candidate } of scored) {
      const strikes = candidate.rows.map((row) => candidate.series.strike[row]!)
      expect(strikes).toEqual(strikes.toSorted((a, b) => a - b))
      expect(candidate.rows.map((row) => candidate.series.isCall[row])).toEqual([0, 0, 1, 1])
    }
    expect(scored.length).toBeGreaterThan(0)
  })
})

/** One change of the market or the settings, and the rule that must name it first. */
const SPOILED: readonly (readonly [CandidateRuleName, 'failed' | 'not_evaluated', ProposalInput])[] = [
  ['expiration_listed', 'failed', proposalInput(LOOSE, { expirations: [] })],
  ['expiration_listed', 'not_evaluated', proposalInput(LOOSE, { expirations: null })],
  [
    'contract_standard',
    'failed',
    withOptions(proposalInput(LOOSE), (option) => ({ ...option, multiplier: 10 })),
  ],
  ['quote_present', 'failed', withOptions(proposalInput(LOOSE), (option) => ({ ...option, ask: null }))],
  [
    'quote_above_zero',
    'failed',
    withOptions(proposalInput(LOOSE), (o) => ({ ...o, bid: price(0), ask: price(0) })),
  ],
  [
    'quote_not_crossed',
    'failed',
    withOptions(proposalInput(LOOSE), (o) => ({ ...o, bid: price(o.ask! + 100) })),
  ],
  [
    'quote_fresh',
    'failed',
    withOptions(proposalInput(LOOSE), (o) => ({ ...o, quotedAt: plusMs(PROPOSAL_AT, -61_000) })),
  ],
  ['quote_fresh', 'not_evaluated', withOptions(proposalInput(LOOSE), (o) => ({ ...o, quotedAt: null }))],
  [
    'moneyness',
    'not_evaluated',
    proposalInput({ ...LOOSE, 'entry.strategies': 'BULL_PUT_CREDIT' }, { quote: null }),
  ],
  [
    'delta_band',
    'failed',
    proposalInput({
      ...LOOSE,
      'entry.long_delta_min': '0.549',
      'entry.long_delta_max': '0.55',
      'entry.short_delta_min': '0.319',
    }),
  ],
  [
    'price',
    'failed',
    proposalInput({ ...LOOSE, 'entry.strategies': 'BULL_CALL_DEBIT', 'entry.debit_max': '1' }),
  ],
  [
    'credit_fraction',
    'failed',
    proposalInput({ ...LOOSE, 'entry.strategies': 'BEAR_CALL_CREDIT', 'entry.credit_min_fraction': '0.3' }),
  ],
  [
    'reward_risk',
    'failed',
    proposalInput({ ...LOOSE, 'entry.strategies': 'BULL_CALL_DEBIT', 'entry.debit_reward_risk_min': '1.4' }),
  ],
  [
    'probability_of_profit',
    'failed',
    proposalInput({ ...LOOSE, 'entry.strategies': 'BEAR_CALL_CREDIT', 'entry.pop_min': '0.9' }),
  ],
  ['iv_rank', 'failed', proposalInput(LOOSE, { standing: { ...inventedMarket().standing!, rank: 70.01 } })],
  ['iv_rank', 'not_evaluated', proposalInput(LOOSE, { standing: null })],
  ['skew', 'failed', proposalInput({ ...LOOSE, 'entry.skew_max': '0.01' })],
  ['open_interest', 'failed', withOptions(proposalInput(LOOSE), (o) => ({ ...o, openInterest: 99 }))],
  [
    'open_interest',
    'not_evaluated',
    withOptions(proposalInput(LOOSE), (o) => ({ ...o, openInterest: null })),
  ],
  ['leg_spread', 'failed', proposalInput({ ...LOOSE, 'entry.leg_spread_max_abs': '0.02' })],
  [
    'leg_spread_fraction',
    'failed',
    proposalInput({ ...LOOSE, 'entry.leg_spread_max_fraction': '0.01' }, {}, { halfSpread: 0.05 }),
  ],
  ['regime_known', 'failed', proposalInput(LOOSE, { closes: closesAt(450, 19) })],
  [
    'regime',
    'failed',
    proposalInput(
      { ...LOOSE, 'entry.strategies': 'BULL_PUT_CREDIT', 'regime.trend_min': 'off' },
      { closes: closesAt(460) },
    ),
  ],
  ['trend', 'failed', proposalInput({ ...LOOSE, 'regime.trend_min': '60' })],
  ['score', 'failed', proposalInput({ 'entry.score_min': '100' })],
]

describe('each rule', () => {
  it.each(SPOILED)('%s, %s: rejects by its own name whatever passed before it', (rule, outcome, input) => {
    const run = makeProposals(input)
    expect(run.result).toBe('NO_TRADE')
    const at = run.columns.refusal.indexOf(run.columns.rules.indexOf(rule))
    expect(at).toBeGreaterThanOrEqual(0)
    const { trace } = explainCandidate(input, candidateName(run.columns, at))!
    const judged = trace.find((each) => each.rule === rule)!
    expect(judged.outcome).toBe(outcome)
    expect(judged.threshold).not.toBe('')
    expect(judged.value === null).toBe(outcome === 'not_evaluated')
  })

  it('B-30 IV rank not available: rejects while required; switched off, its weight goes visibly to the others', () => {
    const off = {
      'entry.ivr_min_credit': 'off',
      'entry.ivr_max_credit': 'off',
      'entry.ivr_min_debit': 'off',
      'entry.ivr_max_debit': 'off',
    }
    const without = { standing: null }
    expect(makeProposals(proposalInput(LOOSE, without)).accepted).toBe(0)
    const run = makeProposals(proposalInput({ ...LOOSE, ...off }, without))
    expect(run.accepted).toBe(6)
    for (const { scoreParts, trace, figures } of run.proposals) {
      expect(scoreParts.find(({ part }) => part === 'iv_rank')).toEqual({
        part: 'iv_rank',
        score: null,
        weight: 0,
      })
      expect(scoreParts.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 12)
      expect(trace.find(({ rule }) => rule === 'iv_rank')?.outcome).toBe('off')
      expect(figures['iv_rank']).toBeNull()
    }
    const { scoreParts } = run.proposals.find(({ strategy }) => strategy === 'BEAR_CALL_CREDIT')!
    expect(scoreParts.find(({ part }) => part === 'pop')?.weight).toBeCloseTo(0.4 / 0.8, 12)
  })

  it('B-33 NEUTRAL regime: each strategy is shown with what allows or bars it', () => {
    const [reading] = makeProposals(
      proposalInput({ 'regime.neutral': 'bullish' }, { closes: closesAt(449.1) }),
    ).readings
    expect(reading!.regime).toMatchObject({ regime: 'NEUTRAL', closes: 20 })
    expect(reading!.strategies.slice(0, 2)).toEqual([
      { strategy: 'BULL_PUT_CREDIT', allowed: true, because: 'NEUTRAL allows bullish strategies' },
      { strategy: 'BEAR_CALL_CREDIT', allowed: false, because: 'NEUTRAL allows no bearish strategies' },
    ])
    const [unknown] = makeProposals(proposalInput({}, { closes: [] })).readings
    expect(unknown!.strategies[0]).toMatchObject({
      allowed: false,
      because: 'the regime is unknown: 0 of 20 closes',
    })
  })

  it('is off only by its setting, and then says so', () => {
    const run = makeProposals(proposalInput({ ...LOOSE, 'regime.check': 'no' }, { closes: [] }))
    const { trace } = run.proposals[0]!
    for (const name of ['regime_known', 'regime', 'trend'])
      expect(trace.find(({ rule }) => rule === name)).toMatchObject({ outcome: 'off', value: null })
  })

  it('accepts a value that stands exactly on its bound', () => {
    // 1.05 on 5 is 0.21 of the width; in binary fractions 1.05 / 5 is below 0.21.
    const at = { ...LOOSE, 'entry.strategies': 'BEAR_CALL_CREDIT' }
    const names = (fraction: string) =>
      makeProposals(proposalInput({ ...at, 'entry.credit_min_fraction': fraction })).proposals.map(
        ({ strikes }) => strikes[0],
      )
    expect(names('0.21')).toContain(4_700_000)
    expect(names('0.2101')).not.toContain(4_700_000)
  })
})
