import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { occ, openTrade } from '../../../test/support/engine/spread-trades.ts'
import { price } from '../../domain/money/price.ts'
import { isOnTick } from '../../domain/money/tick-rule.ts'
import { netTickRuleFor } from '../../domain/option/product.ts'
import { paidPriceOf } from '../../domain/spread/net-price.ts'
import { closingLegs } from '../../domain/spread/spread-legs.ts'
import type { Quote } from '../../ports/market-data.ts'
import { closingQuote, EXIT_STEPS, type ExitStep, exitLimit } from './exit-price.ts'
import { planExit } from './plan-exit.ts'

const dollars = (amount: number) => price(Math.round(amount * 10_000))
const quote = (bid: number | null, ask: number | null) => ({
  bid: bid === null ? null : dollars(bid),
  ask: ask === null ? null : dollars(ask),
})
const board = (list: Readonly<Record<string, ReturnType<typeof quote>>>) =>
  new Map(Object.entries(list)) as unknown as ReadonlyMap<string, Quote>

const LADDER = { steps: EXIT_STEPS, beyond: dollars(0.05) }
const creditTrade = openTrade('T1', 'BULL_PUT_CREDIT', [285, 290], 8_000)
const debitTrade = openTrade('T2', 'BULL_CALL_DEBIT', [290, 295], -22_000)
const creditQuotes = board({ [occ('put', 290)]: quote(1.1, 1.2), [occ('put', 285)]: quote(0.5, 0.6) })
const debitQuotes = board({ [occ('call', 290)]: quote(4.9, 5.1), [occ('call', 295)]: quote(2.4, 2.6) })

function paidAlong(trade: typeof creditTrade, quotes: ReadonlyMap<string, Quote>): number[] {
  let before: ReturnType<typeof price> | null = null
  return EXIT_STEPS.map((_, step) => {
    const plan = planExit(trade.spread, 1, step, quotes, before, LADDER)!
    before = plan.paid
    return plan.paid / 10_000
  })
}

describe('B-09 an exit is the mirror image of its entry', () => {
  test('a credit spread is closed for a debit, a debit spread for a credit, each leg *_to_close', () => {
    const credit = planExit(creditTrade.spread, 1, 0, creditQuotes, null, LADDER)!.ticket
    const debit = planExit(debitTrade.spread, 1, 0, debitQuotes, null, LADDER)!.ticket
    if (credit.kind !== 'spread' || debit.kind !== 'spread') throw new Error('both have two legs')
    expect([credit.limit?.effect, debit.limit?.effect]).toEqual(['debit', 'credit'])
    expect(credit.legs.map(({ action }) => action)).toEqual(['sell_to_close', 'buy_to_close'])
    expect(debit.legs.map(({ action }) => action)).toEqual(['sell_to_close', 'buy_to_close'])
  })
})

describe('B-10 the ladder moves to the market and never back', () => {
  test('a credit spread: mid, half-way, natural, 0.05 beyond, and at last its width', () => {
    expect(paidAlong(creditTrade, creditQuotes)).toEqual([0.6, 0.65, 0.7, 0.75, 5])
  })

  test('a debit spread: what is received only falls, to 0.01 at last', () => {
    expect(paidAlong(debitTrade, debitQuotes)).toEqual([-2.5, -2.4, -2.3, -2.25, -0.01])
  })

  test('when the market comes nearer meanwhile, the next price is no better for us than the last', () => {
    const better = board({ [occ('call', 290)]: quote(5.4, 5.6), [occ('call', 295)]: quote(2.4, 2.6) })
    expect(planExit(debitTrade.spread, 1, 1, better, dollars(-2.4), LADDER)!.paid).toBe(dollars(-2.4))
  })

  test('in SPX the least credit is a nickel, as its net increment is', () => {
    const spx = openTrade('T3', 'BULL_CALL_DEBIT', [6500, 6505], -22_000, { root: 'SPXW' })
    const quotes = board({
      [occ('call', 6500, 'SPXW')]: quote(0.05, 0.1),
      [occ('call', 6505, 'SPXW')]: quote(0, 0.05),
    })
    expect(planExit(spx.spread, 1, 4, quotes, null, LADDER)!.paid).toBe(dollars(-0.05))
  })
})

test('a zero bid is a bid; a missing or crossed side is none', () => {
  const legs = closingLegs(creditTrade.spread.legs)
  const at = (short: ReturnType<typeof quote>, long: ReturnType<typeof quote>) =>
    closingQuote(legs, board({ [occ('put', 290)]: short, [occ('put', 285)]: long }))
  expect(at(quote(0.05, 0.1), quote(0, 0.05))).toEqual({ twiceMid: 1_000, natural: dollars(0.1) })
  expect(at(quote(null, 0.1), quote(0, 0.05))).toBeNull()
  expect(at(quote(0.2, 0.1), quote(0, 0.05))).toBeNull()
  expect(closingQuote(legs, board({}))).toBeNull()
})

test('every limit is a valid net increment, within the cap, and no better than the one before', () => {
  const sides = fc.tuple(fc.integer({ min: 0, max: 600 }), fc.integer({ min: 0, max: 60 }))
  const cases = fc.tuple(
    sides,
    sides,
    fc.constantFrom('AAPL', 'SPXW'),
    fc.constantFrom<'credit' | 'debit'>('credit', 'debit'),
    fc.constantFrom<ExitStep>(...EXIT_STEPS),
    fc.option(fc.integer({ min: -500, max: 500 })),
  )
  fc.assert(
    fc.property(cases, ([[a, da], [b, db], root, effectOfEntry, step, last]) => {
      const tick = netTickRuleFor(root)
      const natural = price((a + da - b) * 100)
      const twiceMid = 2 * (a - b) * 100 + (da - db) * 100
      const before = last === null ? null : price(last * 500)
      const width = dollars(5)
      const limit = exitLimit(
        step,
        { twiceMid, natural },
        { effectOfEntry, width, tick, beyond: dollars(0.05) },
        before,
      )
      const paid = paidPriceOf(limit)
      expect(isOnTick(limit.amount, tick)).toBe(true)
      const cap = effectOfEntry === 'credit' ? width : root === 'SPXW' ? -500 : -100
      expect(paid).toBeLessThanOrEqual(cap)
      if (before !== null) expect(paid).toBeGreaterThanOrEqual(Math.min(before, cap))
      if (step === 'cap') expect(paid).toBe(cap)
    }),
  )
})
