import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  anyStrategyWithStrikes,
  openingLegs,
  type StrategyWithStrikes,
} from '../../../test/support/spread-arbitraries.ts'
import { tradingDay } from '../calendar/trading-day.ts'
import { cents } from '../money/cents.ts'
import { price } from '../money/price.ts'
import type { Leg } from '../option/contract.ts'
import { averageNetPriceHalfEven, fillAt, fillOfAverage, type SpreadFill } from './fill.ts'
import { credit, debit, flipNetPrice, type NetPrice, netPriceOfPaid } from './net-price.ts'
import { netPriceOfLegs } from './net-price-of-legs.ts'
import { pnlPerShare, realizedPnl, unrealizedPnl } from './pnl.ts'
import { closingLegs } from './spread-legs.ts'
import { type TradePnl, tradePnl, unrealizedPnlOfTrade } from './trade-pnl.ts'

const DAY = tradingDay('2023-10-20')

// The invariant, in words: whatever happens in between, the profit of a trade is the money that the account
// has afterwards, less the money that it had before. This ledger knows nothing of spreads, effects and net
// prices: it books one leg at a time, in whole cents, with money out for what is bought.
class Ledger {
  balanceCents = 0n
  readonly positions = new Map<number, bigint>()

  trade(leg: Leg, quantity: number, pricePerShare: number, feesCents: number): void {
    const contracts = BigInt(quantity * leg.ratio)
    const bought = leg.action === 'buy_to_open' || leg.action === 'buy_to_close'
    const money = (BigInt(pricePerShare) * 100n * contracts) / 100n
    this.balanceCents += (bought ? -money : money) - BigInt(feesCents)
    const key = leg.contract.strike * (leg.contract.type === 'call' ? 1 : -1)
    this.positions.set(key, (this.positions.get(key) ?? 0n) + (bought ? contracts : -contracts))
  }

  isFlat(): boolean {
    return [...this.positions.values()].every((held) => held === 0n)
  }
}

/** One order's execution: a quantity, a price for each of up to four legs, the order's fees. */
interface Execution {
  readonly quantity: number
  readonly ticks: readonly number[]
  readonly feesCents: number
}

const anyExecution: fc.Arbitrary<Execution> = fc.record({
  quantity: fc.integer({ min: 1, max: 30 }),
  ticks: fc.array(fc.integer({ min: 0, max: 4_000 }), { minLength: 4, maxLength: 4 }),
  feesCents: fc.integer({ min: 0, max: 500 }),
})

function execute(
  ledger: Ledger,
  legs: readonly Leg[],
  { quantity, ticks, feesCents }: Execution,
): SpreadFill {
  const prices = legs.map((_, i) => price((ticks[i] ?? 0) * 100))
  // Each leg is charged its own part of the fees; the last one the rest.
  for (const [i, leg] of legs.entries()) {
    ledger.trade(leg, quantity, prices[i] ?? 0, i === legs.length - 1 ? feesCents : 0)
  }
  return fillAt(netPriceOfLegs(legs, prices), quantity, cents(feesCents))
}

/** Splits the entered quantity into exits, in order; the last takes what is left when `all`. */
function exitsOf(executions: readonly Execution[], entered: number, all: boolean): Execution[] {
  let left = entered
  const exits: Execution[] = []
  for (const [i, execution] of executions.entries()) {
    const quantity = all && i === executions.length - 1 ? left : Math.min(left, execution.quantity)
    if (quantity > 0) exits.push({ ...execution, quantity })
    left -= quantity
  }
  return exits
}

function pnlOf(entries: readonly SpreadFill[], exits: readonly SpreadFill[]): TradePnl {
  const pnl = tradePnl(entries, exits)
  if (!pnl.ok) throw new Error(pnl.message)
  return pnl.value
}

const executions = fc.array(anyExecution, { minLength: 1, maxLength: 5 })

test('the profit of a closed trade is what the ledger gained, to the cent', () => {
  const run = (spread: StrategyWithStrikes, entered: Execution[], exited: Execution[]): void => {
    const ledger = new Ledger()
    const opening = openingLegs(spread, DAY)
    const closing = closingLegs(opening)
    const entries = entered.map((execution) => execute(ledger, opening, execution))
    const total = entered.reduce((sum, execution) => sum + execution.quantity, 0)
    const exits = exitsOf(exited, total, true).map((execution) => execute(ledger, closing, execution))
    const pnl = pnlOf(entries, exits)
    expect(ledger.isFlat()).toBe(true)
    expect(pnl.openQuantity).toBe(0)
    expect(pnl.openEntryCents).toBe(0)
    expect(BigInt(pnl.netPnlCents)).toBe(ledger.balanceCents)
    expect(pnl.realizedPnlCents - pnl.feesCents).toBe(pnl.netPnlCents)
  }
  fc.assert(fc.property(anyStrategyWithStrikes, executions, executions, run), { numRuns: 500 })
})

test('while some is open, realized and unrealized together are the trade closed at the mark', () => {
  const anyMark = fc.integer({ min: -50_000, max: 50_000 }).map((units) => netPriceOfPaid(price(units)))
  fc.assert(
    fc.property(anyStrategyWithStrikes, executions, executions, anyMark, (spread, entered, exited, mark) => {
      const opening = openingLegs(spread, DAY)
      const ledger = new Ledger()
      const entries = entered.map((execution) => execute(ledger, opening, execution))
      const total = entered.reduce((sum, execution) => sum + execution.quantity, 0)
      const exits = exitsOf(exited, total, false).map((execution) =>
        execute(ledger, closingLegs(opening), execution),
      )
      const pnl = pnlOf(entries, exits)
      if (pnl.openQuantity === 0) return
      const closedAtMark = pnlOf(entries, [...exits, fillAt(mark, pnl.openQuantity)])
      expect(pnl.realizedPnlCents + unrealizedPnlOfTrade(pnl, mark)).toBe(closedAtMark.realizedPnlCents)
    }),
    { numRuns: 500 },
  )
})

// Worked out by hand: entry, exit, quantity, profit in cents.
test.each<[string, NetPrice, NetPrice, number, number]>([
  ['a credit spread bought back cheaper wins', credit(price(12_500)), debit(price(5_000)), 2, 15_000],
  ['a credit spread bought back dearer loses', credit(price(8_000)), debit(price(15_000)), 1, -7_000],
  ['a credit spread that closes for a credit wins twice', credit(price(8_000)), credit(price(100)), 1, 8_100],
  ['a credit spread that closes at 0 keeps the credit', credit(price(8_000)), debit(price(0)), 3, 24_000],
  ['a debit spread sold dearer wins', debit(price(20_000)), credit(price(32_500)), 2, 25_000],
  ['a debit spread that is worthless loses the debit', debit(price(20_000)), credit(price(0)), 1, -20_000],
  ['a long call sold cheaper loses', debit(price(31_500)), credit(price(10_000)), 1, -21_500],
])('%s', (_, entry, exit, quantity, expected) => {
  expect(realizedPnl(entry, exit, quantity)).toBe(expected)
  expect(unrealizedPnl(entry, exit, quantity)).toBe(expected)
  expect(pnlPerShare(entry, exit) * quantity).toBe(expected)
  const pnl = pnlOf([fillAt(entry, quantity)], [fillAt(exit, quantity)])
  expect(pnl.realizedPnlCents).toBe(expected)
})

test('a round trip at one price nets zero before fees', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -50_000, max: 50_000 }),
      fc.integer({ min: 1, max: 90 }),
      (paid, quantity) => {
        const net = netPriceOfPaid(price(paid))
        expect(realizedPnl(net, flipNetPrice(net), quantity)).toBe(0)
        const fees = cents(65)
        const pnl = pnlOf([fillAt(net, quantity, fees)], [fillAt(flipNetPrice(net), quantity, fees)])
        expect([pnl.realizedPnlCents, pnl.feesCents, pnl.netPnlCents]).toEqual([0, 130, -130])
      },
    ),
  )
})

test('the money comes from the fills: an average that is no price costs no cent', () => {
  const exits = [fillAt(debit(price(4_100)), 1), fillAt(debit(price(4_200)), 2)]
  expect(averageNetPriceHalfEven(exits)).toEqual(debit(price(4_167)))
  const pnl = pnlOf([fillAt(credit(price(12_500)), 3)], exits)
  expect(pnl.realizedPnlCents).toBe(37_500 - 12_500)
  expect(pnl.exitPrice).toEqual(debit(price(4_167)))
  // The same from the broker's averages alone.
  const reported = [fillOfAverage(-1.25, 3), fillOfAverage(0.41666667, 3)].map((fill) => {
    if (!fill.ok) throw new Error(fill.message)
    return fill.value
  })
  expect(pnlOf(reported.slice(0, 1), reported.slice(1)).realizedPnlCents).toBe(25_000)
})

test('nothing filled is not a price of 0, and more cannot be closed than was opened', () => {
  expect(pnlOf([], [])).toMatchObject({ entryPrice: null, exitPrice: null, realizedPnlCents: 0 })
  expect(tradePnl([fillAt(credit(price(1)), 1)], [fillAt(debit(price(1)), 2)])).toMatchObject({
    ok: false,
    code: 'exit_quantity_must_not_exceed_entry',
  })
  expect(() => fillAt(credit(price(1)), 0)).toThrow('at least 1')
  expect(() => fillAt(credit(price(1)), 1, cents(-1))).toThrow('fees')
  expect(fillOfAverage(Number.NaN, 1)).toMatchObject({ code: 'money_must_be_a_decimal' })
})
