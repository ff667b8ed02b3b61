import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  anyStrategyWithStrikes,
  openingLegs,
  type StrategyWithStrikes,
} from '../../../test/support/spread-arbitraries.ts'
import { tradingDay } from '../calendar/trading-day.ts'
import { addCents, type Cents, cents } from '../money/cents.ts'
import { price } from '../money/price.ts'
import type { Leg } from '../option/contract.ts'
import { cashFlowOfPaidAverage } from '../spread/cash-flow-of-average.ts'
import { cashFlowOf, credit, debit, netPriceOfPaid } from '../spread/net-price.ts'
import { netPriceOfLegs } from '../spread/net-price-of-legs.ts'
import { closingLegs } from '../spread/spread-legs.ts'
import { adoptTrade, beginTrade, type Trade } from './trade.ts'
import { entryPrice, exitPrice, netPnl, openQuantity, realizedPnl, unrealizedPnl } from './trade-figures.ts'

const DAY = tradingDay('2023-10-20')

// The invariant, in words: whatever happens in between, the profit of a trade is the money that the account
// has afterwards, less the money that it had before. This ledger knows nothing of spreads, effects and net
// prices: it books one leg at a time, in whole cents, with money out for what is bought.
class Ledger {
  balanceCents = 0n
  readonly positions = new Map<number, bigint>()

  trade(leg: Leg, contracts: number, shares: number, pricePerShare: number): void {
    const bought = leg.action === 'buy_to_open' || leg.action === 'buy_to_close'
    const money = (BigInt(pricePerShare) * BigInt(shares) * BigInt(contracts)) / 100n
    this.balanceCents += bought ? -money : money
    const key = leg.contract.strike * (leg.contract.type === 'call' ? 1 : -1)
    this.positions.set(key, (this.positions.get(key) ?? 0n) + BigInt(bought ? contracts : -contracts))
  }

  isFlat(): boolean {
    return [...this.positions.values()].every((held) => held === 0n)
  }
}

/** One order's report: a quantity and a price for each of up to four legs, in cents per share. */
interface Report {
  readonly quantity: number
  readonly ticks: readonly number[]
}

interface Flow {
  readonly quantity: number
  readonly cashFlow: Cents | null
}

const anyReport: fc.Arbitrary<Report> = fc.record({
  quantity: fc.integer({ min: 1, max: 30 }),
  ticks: fc.array(fc.integer({ min: 0, max: 4_000 }), { minLength: 4, maxLength: 4 }),
})
const reports = fc.array(anyReport, { minLength: 1, maxLength: 5 })
// Standard, mini, and two adjusted ones.
const anyMultiplier = fc.constantFrom(100, 10, 150, 33)
const anyFees = fc.integer({ min: 0, max: 500 }).map(cents)

const quantityOf = (parts: readonly { quantity: number }[]): number =>
  parts.reduce((sum, { quantity }) => sum + quantity, 0)

/** Splits the entered quantity into exits, in order; the last takes what is left when `all`. */
function exitsOf(made: readonly Report[], entered: number, all: boolean): Report[] {
  let left = entered
  const exits: Report[] = []
  for (const [i, report] of made.entries()) {
    const quantity = all && i === made.length - 1 ? left : Math.min(left, report.quantity)
    if (quantity > 0) exits.push({ ...report, quantity })
    left -= quantity
  }
  return exits
}

function execute(ledger: Ledger, legs: readonly Leg[], shares: number, { quantity, ticks }: Report): Flow {
  const prices = legs.map((_, i) => price((ticks[i] ?? 0) * 100))
  for (const [i, leg] of legs.entries()) ledger.trade(leg, quantity * leg.ratio, shares, prices[i] ?? 0)
  return { quantity, cashFlow: cashFlowOf(netPriceOfLegs(legs, prices), quantity, shares) }
}

function tradeOf(entries: readonly Flow[], exits: readonly Flow[], multiplier = 100): Trade {
  const quantity = Math.max(1, quantityOf(entries))
  const execution = ({ cashFlow, ...rest }: Flow, i: number) =>
    ({
      key: `O${i}`,
      source: 'order',
      ...rest,
      cashFlow,
      pricedBy: cashFlow === null ? null : 'fill',
    }) as const
  return {
    ...beginTrade({ id: 'T1', origin: 'ENGINE', managed: true, quantity, multiplier }),
    entries: entries.map(execution),
    exits: exits.map((exit, i) => ({ ...execution(exit, i), reason: 'TRAILING_STOP' })),
  }
}

function tradedIn(
  ledger: Ledger,
  spread: StrategyWithStrikes,
  shares: number,
  entered: readonly Report[],
  exited: readonly Report[],
): Trade {
  const opening = openingLegs(spread, DAY)
  const closing = closingLegs(opening)
  const entries = entered.map((report) => execute(ledger, opening, shares, report))
  const exits = exited.map((report) => execute(ledger, closing, shares, report))
  return tradeOf(entries, exits, shares)
}

test('the profit of a closed trade is what the ledger gained, to the cent', () => {
  const run = (
    spread: StrategyWithStrikes,
    shares: number,
    entered: Report[],
    exited: Report[],
    fees: Cents,
  ): void => {
    const ledger = new Ledger()
    const exits = exitsOf(exited, quantityOf(entered), true)
    const trade = { ...tradedIn(ledger, spread, shares, entered, exits), fees }
    expect(ledger.isFlat()).toBe(true)
    expect(openQuantity(trade)).toBe(0)
    expect(BigInt(realizedPnl(trade) ?? Number.NaN)).toBe(ledger.balanceCents)
    expect(BigInt(netPnl(trade) ?? Number.NaN)).toBe(ledger.balanceCents - BigInt(fees))
    expect(unrealizedPnl(trade, debit(price(12_345)))).toBe(0)
  }
  fc.assert(fc.property(anyStrategyWithStrikes, anyMultiplier, reports, reports, anyFees, run), {
    numRuns: 500,
  })
})

test('while some is open, realized and unrealized together are the ledger closed at the mark', () => {
  // Whole cents of money at every multiplier, so that the ledger can book the mark.
  const anyMark = fc.integer({ min: -500, max: 500 }).map((hundredths) => hundredths * 100)
  fc.assert(
    fc.property(anyStrategyWithStrikes, anyMultiplier, reports, reports, anyMark, (...drawn) => {
      const [spread, shares, entered, exited, paid] = drawn
      const ledger = new Ledger()
      const exits = exitsOf(exited, quantityOf(entered), false)
      const trade = tradedIn(ledger, spread, shares, entered, exits)
      const open = openQuantity(trade)
      const total = addCents(
        realizedPnl(trade) ?? cents(Number.NaN),
        unrealizedPnl(trade, netPriceOfPaid(price(paid))) ?? cents(Number.NaN),
      )
      const atMark = (BigInt(-paid) * BigInt(open) * BigInt(shares)) / 100n
      expect(BigInt(total)).toBe(ledger.balanceCents + atMark)
    }),
    { numRuns: 500 },
  )
})

test('realized and unrealized at a mark of any decimals are the trade closed at that mark', () => {
  const anyPaid = fc.integer({ min: -50_000, max: 50_000 })
  const anyCash = fc.integer({ min: -100_000, max: 100_000 }).map(cents)
  const anyEntered = fc.integer({ min: 1, max: 30 })
  fc.assert(
    fc.property(anyPaid, anyCash, anyCash, anyEntered, fc.nat(), (paid, cash, exitCash, entered, draw) => {
      const mark = netPriceOfPaid(price(paid))
      const exited = draw % (entered + 1)
      const left = exited === 0 ? [] : [{ quantity: exited, cashFlow: exitCash }]
      const entries = [{ quantity: entered, cashFlow: cash }]
      const trade = tradeOf(entries, left)
      const open = entered - exited
      const rest = open === 0 ? [] : [{ quantity: open, cashFlow: cashFlowOf(mark, open) }]
      const closed = realizedPnl(tradeOf(entries, [...left, ...rest]))
      expect((realizedPnl(trade) ?? Number.NaN) + (unrealizedPnl(trade, mark) ?? Number.NaN)).toBe(closed)
    }),
    { numRuns: 500 },
  )
})

// Worked out by hand: 3 spreads sold for 1.25, one bought back at 0.50, the mark 0.80.
test('the open part is worth its share of the entry, less what closing it costs', () => {
  const trade = tradeOf(
    [{ quantity: 3, cashFlow: cents(37_500) }],
    [{ quantity: 1, cashFlow: cents(-5_000) }],
  )
  expect(realizedPnl(trade)).toBe(7_500)
  expect(unrealizedPnl(trade, debit(price(8_000)))).toBe(9_000)
  expect(unrealizedPnl(trade, credit(price(100)))).toBe(25_200)
  expect([entryPrice(trade), exitPrice(trade)]).toEqual([credit(price(12_500)), debit(price(5_000))])
})

test('the money comes from the fills: an average that is no price costs no cent', () => {
  const exits = [
    { quantity: 1, cashFlow: cashFlowOf(debit(price(4_100)), 1) },
    { quantity: 2, cashFlow: cashFlowOf(debit(price(4_200)), 2) },
  ]
  const trade = tradeOf([{ quantity: 3, cashFlow: cents(37_500) }], exits)
  expect(exitPrice(trade)).toEqual(debit(price(4_167)))
  expect(realizedPnl(trade)).toBe(37_500 - 12_500)
  // The same from the broker's averages alone, which are + paid and - received.
  const [entry, exit] = [cashFlowOfPaidAverage(-1.25, 3), cashFlowOfPaidAverage(0.41666667, 3)].map(
    (flow) => {
      if (!flow.ok) throw new Error(flow.message)
      return { quantity: 3, cashFlow: flow.value }
    },
  ) as [Flow, Flow]
  expect(realizedPnl(tradeOf([entry], [exit]))).toBe(25_000)
})

test('an average that is no number, or of no spread, is no cash flow', () => {
  expect(cashFlowOfPaidAverage(Number.NaN, 1)).toMatchObject({ code: 'money_must_be_a_decimal' })
  expect(cashFlowOfPaidAverage(-1.25, 2, 10)).toEqual({ ok: true, value: 2_500 })
  expect(() => cashFlowOfPaidAverage(1, 0)).toThrow('whole')
  expect(() => cashFlowOfPaidAverage(1, 1, 0)).toThrow('multiplier')
})

test('what nobody knows is null, and nothing filled is not a price of 0', () => {
  const mark = debit(price(8_000))
  const none = tradeOf([], [])
  expect([entryPrice(none), exitPrice(none), realizedPnl(none), unrealizedPnl(none, mark)]).toEqual([
    null,
    null,
    0,
    0,
  ])
  const adopted = adoptTrade({ id: 'T9', managed: true, quantity: 2, multiplier: 100 }, null, 0)
  expect([realizedPnl(adopted), unrealizedPnl(adopted, mark), entryPrice(adopted)]).toEqual([0, null, null])
  // An exit of unknown price hides what is realized, not what is still open.
  const half = tradeOf([{ quantity: 2, cashFlow: cents(25_000) }], [{ quantity: 1, cashFlow: null }])
  expect([realizedPnl(half), unrealizedPnl(half, mark), exitPrice(half)]).toEqual([null, 4_500, null])
})

test('the multiplier of the trade counts, in its prices and at the mark', () => {
  const mini = tradeOf([{ quantity: 2, cashFlow: cents(2_500) }], [], 10)
  expect(entryPrice(mini)).toEqual(credit(price(12_500)))
  expect(unrealizedPnl(mini, debit(price(5_000)))).toBe(1_500)
  // A mark finer than a cent of money: to the nearest, a tie to the even one.
  expect(unrealizedPnl(tradeOf([{ quantity: 1, cashFlow: cents(0) }], [], 10), debit(price(12_345)))).toBe(
    -1_234,
  )
})
