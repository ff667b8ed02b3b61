import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tradingDay } from '../calendar/trading-day.ts'
import { cents } from '../money/cents.ts'
import { price } from '../money/price.ts'
import type { OptionAction, OptionContract } from '../option/contract.ts'
import { entryReserve, worstLossIncrement } from './entry-reserve.ts'
import type { Exposure, OptionHolding, RestingOrder } from './exposure.ts'
import { coveredUnderEverySubset, nakedShorts } from './naked-short.ts'
import { closesOnlyWhatIsHeld } from './over-close.ts'
import { type WorstLoss, worstLoss } from './worst-loss.ts'

// The polynomial answers against brute force: every subset of fills, every partial quantity, every price.

const DAYS = [tradingDay('2024-03-15'), tradingDay('2024-04-19')]
const ROOTS = ['SPY', 'SPXW']

const contracts = (days: readonly (typeof DAYS)[number][]) =>
  fc.record({
    root: fc.constantFrom(...ROOTS),
    expiration: fc.constantFrom(...days),
    type: fc.constantFrom('call' as const, 'put' as const),
    strike: fc.constantFrom(20_000, 30_000, 45_000).map(price),
  })
const cash = fc.integer({ min: -300, max: 300 }).map((c) => cents(c * 100 + 1))

interface Shape {
  readonly days: typeof DAYS
  readonly actions: readonly OptionAction[]
  /** Legs of an order settle together. */
  readonly together: boolean
}

function exposures({ days, actions, together }: Shape): fc.Arbitrary<Exposure> {
  const holding: fc.Arbitrary<OptionHolding> = fc.record({
    contract: contracts(days),
    quantity: fc.integer({ min: -2, max: 3 }).filter((n) => n !== 0),
    multiplier: fc.constant(100),
    cashFlow: cash,
  })
  const order = fc
    .record({
      ocoGroup: fc.constantFrom(null, null, 'G'),
      quantity: fc.integer({ min: 1, max: 2 }),
      legs: fc.array(
        fc.record({
          contract: contracts(days),
          ratio: fc.integer({ min: 1, max: 2 }),
          action: fc.constantFrom(...actions),
        }),
        { minLength: 1, maxLength: 3 },
      ),
      multiplier: fc.constant(100),
      cashFlowPerSpread: cash,
    })
    .map((o) => {
      const first = o.legs[0]?.contract
      if (!together || first === undefined) return o
      const { root, expiration } = first
      const legs = o.legs.map((leg) => ({ ...leg, contract: { ...leg.contract, root, expiration } }))
      return { ...o, legs }
    })
  return fc.record({
    options: fc.array(holding, { maxLength: 4 }),
    shares: fc.array(
      fc.record({
        underlying: fc.constant('SPY'),
        shares: fc.constantFrom(-100, 0, 99, 100, 250),
        cashFlow: cash,
      }),
      { maxLength: 1 },
    ),
    orders: fc
      .array(order, { maxLength: 4 })
      .map((all) => all.map((o, i): RestingOrder => ({ ...o, id: `O${i}` }))),
  })
}

const ALL: readonly OptionAction[] = ['buy_to_open', 'sell_to_open', 'buy_to_close', 'sell_to_close']

/** Every combination of fills. In an OCO group the filled fractions add up to 1 at most. */
function* subsets(orders: readonly RestingOrder[]): Generator<readonly number[]> {
  const fills = orders.map(() => 0)
  for (;;) {
    const fraction = orders.reduce(
      (sum, o, i) => sum + (o.ocoGroup === 'G' ? (fills[i] ?? 0) / o.quantity : 0),
      0,
    )
    if (fraction <= 1) yield [...fills]
    let i = 0
    while (i < orders.length && fills[i] === orders[i]?.quantity) fills[i++] = 0
    if (i === orders.length) return
    fills[i] = (fills[i] ?? 0) + 1
  }
}

/** The position in each option after these fills. */
function positionsAfter({ options, orders }: Exposure, fills: readonly number[]): Map<string, Position> {
  const positions = new Map<string, Position>()
  const add = (contract: OptionContract, quantity: number): void => {
    const key = JSON.stringify([contract.root, contract.expiration, contract.type, contract.strike])
    positions.set(key, [contract, (positions.get(key)?.[1] ?? 0) + quantity])
  }
  for (const { contract, quantity } of options) add(contract, quantity)
  for (const [i, { legs }] of orders.entries()) {
    for (const { contract, ratio, action } of legs) {
      add(contract, (fills[i] ?? 0) * ratio * (action.startsWith('buy') ? 1 : -1))
    }
  }
  return positions
}

/** Sets longs against shorts one by one, the shorts that live longest first. */
function uncovered(exposure: Exposure, fills: readonly number[], root: string, type: 'call' | 'put'): number {
  const one = [...positionsAfter(exposure, fills).values()].filter(
    ([c]) => c.root === root && c.type === type,
  )
  const unit = (sign: 1 | -1) =>
    one.flatMap(([c, quantity]) => Array<string>(Math.max(0, sign * quantity)).fill(c.expiration))
  const longs = unit(1)
  const shares = exposure.shares.reduce((sum, h) => sum + Math.max(0, h.shares), 0)
  let covers = root === 'SPY' && type === 'call' ? Math.floor(shares / 100) : 0
  let naked = 0
  for (const short of unit(-1).sort().reverse()) {
    const i = longs.findIndex((long) => (root === 'SPY' ? long >= short : long === short))
    if (i >= 0) longs.splice(i, 1)
    else if (covers > 0) covers--
    else naked++
  }
  return naked
}

describe('naked shorts', () => {
  it('are found exactly when some subset of fills leaves one, and as many', () => {
    let found = 0
    fc.assert(
      fc.property(exposures({ days: DAYS, actions: ALL, together: false }), (exposure) => {
        const shorts = nakedShorts(exposure)
        for (const root of ROOTS) {
          for (const type of ['call', 'put'] as const) {
            let worst = 0
            for (const fills of subsets(exposure.orders)) {
              worst = Math.max(worst, uncovered(exposure, fills, root, type))
            }
            // European options of two expirations are covered apart from each other.
            const mine = shorts.filter(({ contract }) => contract.root === root && contract.type === type)
            const counts = mine.map((short) => short.uncovered)
            if (root === 'SPY') expect(Math.max(0, ...counts)).toBe(worst)
            else expect(counts.length > 0).toBe(worst > 0)
            found += counts.length
          }
        }
        expect(coveredUnderEverySubset(exposure).ok).toBe(shorts.length === 0)
      }),
      { numRuns: 1500 },
    )
    expect(found).toBeGreaterThan(300)
  })

  it('names orders whose fills do leave the contract short', () => {
    fc.assert(
      fc.property(exposures({ days: DAYS, actions: ALL, together: false }), (exposure) => {
        for (const { contract, orderIds } of nakedShorts(exposure)) {
          const fills = exposure.orders.map(({ id, quantity }) => (orderIds.includes(id) ? quantity : 0))
          const after = [...positionsAfter(exposure, fills).values()]
          const [, quantity] = after.find(([c]) => JSON.stringify(c) === JSON.stringify(contract)) ?? [
            null,
            0,
          ]
          expect(quantity).toBeLessThan(0)
          expect(uncovered(exposure, fills, contract.root, contract.type)).toBeGreaterThan(0)
        }
      }),
      { numRuns: 500 },
    )
  })
})

type Position = [OptionContract, number]

function payoffAt(positions: readonly Position[], s: number): number {
  let cents = 0
  for (const [contract, quantity] of positions) {
    const inside = contract.type === 'call' ? s - contract.strike : contract.strike - s
    cents += Math.max(0, inside) * quantity // times 100 shares, over 100 units a cent
  }
  return cents
}

/**
 * The worst P&L in cents, or -Infinity, by trying every subset and many prices. The shares settle with one
 * expiration of SPY; or everything on SPY settles at one and the same price.
 */
function bruteWorst(exposure: Exposure, sharesWith: string): number {
  const { options, orders, shares } = exposure
  const held = shares.reduce((sum, h) => sum + h.shares, 0)
  const prices = Array.from({ length: 25 }, (_, i) => i * 2_500)
  const least = (at: (s: number) => number): number =>
    at(2_000_000) < at(1_000_000) ? Number.NEGATIVE_INFINITY : Math.min(...prices.map(at))
  let worst = Number.POSITIVE_INFINITY
  for (const fills of subsets(orders)) {
    let pnl = [...options, ...shares].reduce((sum, h) => sum + (h.cashFlow ?? 0), 0)
    for (const [i, order] of orders.entries()) pnl += (fills[i] ?? 0) * (order.cashFlowPerSpread ?? 0)
    const settling = new Map<string, Position[]>()
    for (const one of positionsAfter(exposure, fills).values()) {
      const place = placeOf({ contract: one[0] })
      settling.set(place, [...(settling.get(place) ?? []), one])
    }
    for (const root of ROOTS) {
      const at = (day: string) => (s: number) =>
        payoffAt(settling.get(`${root} ${day}`) ?? [], s) +
        (root === 'SPY' && day === sharesWith ? (held * s) / 100 : 0)
      const apart = DAYS.reduce((sum, day) => sum + least(at(day)), 0)
      const together = (s: number): number => DAYS.reduce((sum, day) => sum + at(day)(s), (held * s) / 100)
      pnl += root === 'SPY' && sharesWith === 'one price' ? least(together) : apart
    }
    worst = Math.min(worst, pnl)
  }
  return worst
}

/** What brute force allows the answer to be: the best single plan for the shares, and what no plan escapes. */
function check(exposure: Exposure, worst: WorstLoss): void {
  const plans = DAYS.map((day) => Math.max(0, -bruteWorst(exposure, day)))
  const loss = worst.kind === 'bounded' ? worst.loss : Number.POSITIVE_INFINITY
  if (worst.kind === 'bounded' && worst.exact) expect(loss).toBe(Math.min(...plans))
  expect(loss).toBeGreaterThanOrEqual(Math.max(0, -bruteWorst(exposure, 'one price')))
  const apart = exposure.orders.every((o) => o.ocoGroup === null && new Set(o.legs.map(placeOf)).size === 1)
  if (apart) expect(loss).toBeLessThanOrEqual(Math.min(...plans))
}

const placeOf = ({ contract }: { contract: OptionContract }): string =>
  `${contract.root} ${contract.expiration}`

describe('worst loss', () => {
  const shapes: readonly [string, Shape, number][] = [
    ['of orders that each settle at one price', { days: DAYS, actions: ALL, together: true }, 500],
    ['of orders that span expirations and roots', { days: DAYS, actions: ALL, together: false }, 500],
    ['of longs and spreads', { days: DAYS.slice(0, 1), actions: ['buy_to_open'], together: true }, 300],
  ]
  for (const [name, shape, numRuns] of shapes) {
    it(`${name} is what brute force finds, or an honest bound`, () => {
      const kinds = new Map<string, number>()
      fc.assert(
        fc.property(exposures(shape), (exposure) => {
          const worst = worstLoss(exposure)
          check(exposure, worst)
          const kind = worst.kind === 'bounded' ? `bounded ${worst.exact}` : worst.kind
          kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
        }),
        { numRuns },
      )
      expect(kinds.get('bounded true') ?? 0).toBeGreaterThan(20)
    })
  }

  it('with an order more is at most the worst of the rest and its reserve', () => {
    fc.assert(
      fc.property(
        exposures({ days: DAYS, actions: ['buy_to_open', 'sell_to_open'], together: true }),
        (exposure) => {
          const [order, ...rest] = exposure.orders.map((o): RestingOrder => ({ ...o, ocoGroup: null }))
          if (order === undefined) return
          const before = worstLoss({ ...exposure, orders: rest })
          const after = worstLoss({ ...exposure, orders: [order, ...rest] })
          const reserve = entryReserve(order)
          if (before.kind !== 'bounded' || !reserve.ok) return
          expect(after.kind).toBe('bounded')
          if (after.kind !== 'bounded') return
          // What the rest cannot lose (a profit locked in) is 0 and cannot pay for the order.
          expect(after.loss).toBeLessThanOrEqual(before.loss + reserve.value)
          const increment = worstLossIncrement({ ...exposure, orders: rest }, order)
          expect(increment).toBe(after.loss - before.loss)
          expect(increment).toBeGreaterThanOrEqual(0)
        },
      ),
      { numRuns: 1000 },
    )
  })
})

describe('closing orders', () => {
  it('pass exactly when no subset of them closes more than is held', () => {
    let refused = 0
    fc.assert(
      fc.property(exposures({ days: DAYS.slice(0, 1), actions: ALL, together: false }), (exposure) => {
        // Only closing legs move here: what an opening order may still add is not there to be closed.
        const orders = exposure.orders.map((order) => ({
          ...order,
          legs: order.legs.filter((leg) => leg.action.endsWith('close')),
        }))
        let over = false
        for (const fills of subsets(orders)) {
          const held = positionsAfter({ ...exposure, orders: [] }, [])
          const totals = new Map<string, number>()
          for (const [i, { legs }] of orders.entries()) {
            for (const { contract: c, ratio, action } of legs) {
              const key = JSON.stringify([c.root, c.expiration, c.type, c.strike])
              const side = action === 'sell_to_close' ? 1 : -1
              const total = (totals.get(`${side} ${key}`) ?? 0) + (fills[i] ?? 0) * ratio
              totals.set(`${side} ${key}`, total)
              if (total > Math.max(0, side * (held.get(key)?.[1] ?? 0))) over = true
            }
          }
        }
        if (over) refused++
        expect(closesOnlyWhatIsHeld(exposure).ok).toBe(!over)
      }),
      { numRuns: 1000 },
    )
    expect(refused).toBeGreaterThan(100)
    expect(refused).toBeLessThan(950)
  })
})
