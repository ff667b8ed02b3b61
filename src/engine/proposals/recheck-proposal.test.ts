import { describe, expect, it } from 'vitest'
import { closesAt, inventedMarket, proposalInput } from '../../../test/support/proposal-input.ts'
import { plusMs } from '../../domain/calendar/instant.ts'
import { price } from '../../domain/money/price.ts'
import { makeProposals } from './make-proposals.ts'
import { recheckProposal } from './recheck-proposal.ts'

const INPUT = proposalInput({ 'entry.price_drift_max': '1' })
const bearCall = makeProposals(INPUT).proposals.find(({ strategy }) => strategy === 'BEAR_CALL_CREDIT')!

describe('recheckProposal', () => {
  it('B-27 a bear call with a short delta of +0.24 and unchanged quotes: still stands', () => {
    expect(bearCall.figures['delta']).toBeCloseTo(0.2407, 4)
    const checked = recheckProposal(bearCall, INPUT)
    expect(checked).toMatchObject({ ok: true, natural: bearCall.natural, mid: bearCall.mid })
  })

  it('B-27 a bear call whose short delta has become +0.40: falls by its delta band', () => {
    const moved = { ...INPUT, markets: [{ ...inventedMarket({ spot: 461.2 }), closes: closesAt(461.2) }] }
    const checked = recheckProposal(bearCall, moved)
    expect(checked).toMatchObject({ ok: false, rule: 'delta_band', threshold: 'at least 0.18, at most 0.32' })
    expect(!checked.ok && checked.value).toBeCloseTo(0.4, 2)
  })

  it('B-26 whatever fells a proposal: the reason has a rule, a value and a threshold', () => {
    const old = { ...INPUT, at: bearCall.expiresAt }
    expect(recheckProposal(bearCall, old)).toMatchObject({
      ok: false,
      rule: 'age',
      value: 900,
      threshold: 'below 900 s',
    })
    expect(recheckProposal(bearCall, { ...INPUT, markets: [] })).toMatchObject({
      ok: false,
      rule: 'quotes_read',
    })
    expect(recheckProposal(bearCall, { ...INPUT, at: plusMs(INPUT.at, 61_000) })).toMatchObject({
      ok: false,
      rule: 'quote_fresh',
      value: 61,
    })
  })

  it('compares the natural price with the proposed one, exactly at the limit', () => {
    const [market] = INPUT.markets
    const quoteOf = (strike: number) =>
      market!.chains[0]!.options.find(
        ({ contract }) => contract.type === 'call' && contract.strike === strike,
      )!
    // The long ask rises by 0.10: the credit falls from 1.05 to 0.95, a move of 2/21.
    const options = market!.chains[0]!.options.map((option) =>
      option === quoteOf(4_750_000) ? { ...option, ask: price(option.ask! + 1_000) } : option,
    )
    const chains = [{ ...market!.chains[0]!, options }]
    const strict = (drift: string) => ({
      ...proposalInput({ 'entry.price_drift_max': drift, 'entry.leg_spread_max_fraction': '0.2' }),
      markets: [{ ...market!, chains }],
    })
    expect(recheckProposal(bearCall, strict('0.0953')).ok).toBe(true)
    expect(recheckProposal(bearCall, strict('0.0952'))).toMatchObject({ ok: false, rule: 'price_drift' })
  })
})
