import type { TradingDay } from '../calendar/trading-day.ts'
import { invariant } from '../invariant.ts'
import { type Cents, cents } from '../money/cents.ts'
import { PRICE_UNITS_PER_CENT } from '../money/premium.ts'
import { price } from '../money/price.ts'
import { divideFloor } from '../money/rounding.ts'
import { isAdjustedRoot, underlyingOfRoot } from '../option/product.ts'
import { type Payoff, type Settlement, settlementsOf, sharesAlone, withShares } from './expiration-payoff.ts'
import { type Exposure, orderGroups } from './exposure.ts'

// The worst loss over every subset of fills and every price at expiration, exactly and without enumeration.
//
// For one price S, the P&L is base(S) + sum over orders of fill x contribution(S) with 0 <= fill <= quantity:
// linear in each fill, and the orders are independent, so the worst subset takes an order whole where its
// contribution is negative and leaves it where it is not; of an OCO group, the most negative alternative.
// Partial fills are never worse than these. So the worst P&L at S is
//
//     w(S) = base(S) + sum over groups of min(0, contribution of each alternative at S)
//
// Between two neighbouring strikes every payoff is linear, so w is concave there (a minimum of linear
// functions) and takes its least value at an end: at 0, at a strike, or, beyond the last strike, by falling
// for ever when its slope there is negative. That slope is base's plus sum of min(0, slopes).

/** What the worst may be. */
export type WorstLoss =
  /**
   * At most `loss` cents (0 or more) can be lost. `exact`: some fills and prices do lose it; otherwise it is
   * a bound that may be too high, because an order, an OCO group or the shares of one underlying go with
   * several expirations or roots.
   */
  | { readonly kind: 'bounded'; readonly loss: Cents; readonly exact: boolean }
  /** The loss has no bound as the underlying rises; `expiration` is null for shares sold short. */
  | { readonly kind: 'unbounded'; readonly root: string; readonly expiration: TradingDay | null }
  /** Cannot be said: a cash flow is unknown, or an adjusted contract delivers something else. */
  | {
      readonly kind: 'unknown'
      readonly because: 'cash_flow_unknown' | 'adjusted_contract'
      /** The order's id, or the root or underlying. */
      readonly subject: string
    }

function whole(units: number): number {
  invariant(Number.isSafeInteger(units), `a payoff is beyond exact integers: ${units}`)
  return units
}

/** The worst fills' value of one settlement, by any linear measure of its payoffs. */
function lowest({ held, groups }: Settlement, of: (payoff: Payoff) => number): number {
  return groups.reduce((sum, group) => sum + Math.min(0, ...group.map(of)), of(held))
}

const endSlopeOf = (settlement: Settlement): number => lowest(settlement, (payoff) => payoff.endSlope)

/** Least P&L in units of price x shares; or the settlement whose P&L falls without end. */
type Least = { readonly units: number } | { readonly unbounded: Settlement }

function leastPayoff(settlement: Settlement): Least {
  if (endSlopeOf(settlement) < 0) return { unbounded: settlement }
  const { held, groups } = settlement
  const kinks = new Set([price(0), ...held.kinks, ...groups.flat().flatMap((payoff) => payoff.kinks)])
  let units = Number.POSITIVE_INFINITY
  for (const kink of kinks) units = Math.min(units, whole(lowest(settlement, (payoff) => payoff.at(kink))))
  return { units }
}

function leastSum(settlements: readonly Settlement[]): Least {
  let units = 0
  for (const settlement of settlements) {
    const least = leastPayoff(settlement)
    if ('unbounded' in least) return least
    units = whole(units + least.units)
  }
  return { units }
}

/**
 * The least P&L of one underlying. Shares first go to the calls that need them, the earliest expiration
 * first; the others settle with the expiration where that leaves the least loss. Any such split is a plan
 * that the holder could follow, so none understates what following it can lose.
 */
function leastOfUnderlying(underlying: string, settlements: readonly Settlement[], shares: number): Least {
  let rest = shares
  const covered = settlements.map((settlement) => {
    const needed = Math.min(Math.max(0, -endSlopeOf(settlement)), Math.max(0, rest))
    rest -= needed
    return withShares(settlement, needed)
  })
  if (covered.length === 0) return leastPayoff(sharesAlone(underlying, rest))
  let best = leastSum(covered.with(0, withShares(covered[0] as Settlement, rest)))
  for (const [i, settlement] of covered.entries()) {
    const least = leastSum(covered.with(i, withShares(settlement, rest)))
    if ('unbounded' in least) continue
    if ('unbounded' in best || least.units > best.units) best = least
  }
  return best
}

function whyUnknown({ options, shares, orders }: Exposure): WorstLoss | null {
  const roots = [
    ...options.map(({ contract }) => contract.root),
    ...orders.flatMap(({ legs }) => legs.map(({ contract }) => contract.root)),
  ]
  const adjusted = roots.find(isAdjustedRoot)
  if (adjusted !== undefined) return { kind: 'unknown', because: 'adjusted_contract', subject: adjusted }
  const subject =
    options.find(({ cashFlow }) => cashFlow === null)?.contract.root ??
    shares.find(({ cashFlow }) => cashFlow === null)?.underlying ??
    orders.find(({ cashFlowPerSpread }) => cashFlowPerSpread === null)?.id
  return subject === undefined ? null : { kind: 'unknown', because: 'cash_flow_unknown', subject }
}

/** Whether every group of alternatives, and all that goes with shares, settles at one price. */
function isExact({ orders, shares }: Exposure, settlements: readonly Settlement[]): boolean {
  const together = orderGroups(orders).every((group) => {
    const contracts = group.flatMap(({ legs }) => legs.map(({ contract }) => contract))
    return new Set(contracts.map(({ root, expiration }) => `${root} ${expiration}`)).size <= 1
  })
  const withOne = shares.every(
    ({ underlying }) => settlements.filter(({ root }) => underlyingOfRoot(root) === underlying).length <= 1,
  )
  return together && withOne
}

/**
 * The most that an account can lose at expiration, counted from the cash that its positions and fills have
 * moved, under every subset of the orders' fills (partial ones included) and every price of the underlying
 * from 0 up. Each expiration of each root settles at a price of its own and is held until then, so that a
 * calendar spread's far leg does not bound its near one: such a loss is `unbounded`, which is the cautious
 * answer. Shares go with the expirations whose calls need them. Rounded up to the cent. Cost: strikes x contracts.
 *
 * `unbounded` is found before `unknown`: it needs no cash flow.
 *
 * @throws {InvariantViolation} when a payoff is beyond 2^53 units of price x shares
 * @example
 * import { NO_EXPOSURE } from './exposure.ts'
 * worstLoss(NO_EXPOSURE) // => { kind: 'bounded', loss: 0, exact: true }
 */
export function worstLoss(exposure: Exposure): WorstLoss {
  const settlements = settlementsOf(exposure)
  const underlyings = new Set([
    ...settlements.map(({ root }) => underlyingOfRoot(root)),
    ...exposure.shares.map(({ underlying }) => underlying),
  ])
  let units = 0
  for (const underlying of underlyings) {
    const own = settlements.filter(({ root }) => underlyingOfRoot(root) === underlying)
    const shares = exposure.shares.filter((holding) => holding.underlying === underlying)
    const least = leastOfUnderlying(
      underlying,
      own,
      shares.reduce((sum, holding) => sum + holding.shares, 0),
    )
    if ('unbounded' in least) {
      const { root, expiration } = least.unbounded
      return { kind: 'unbounded', root, expiration }
    }
    units = whole(units + least.units)
  }
  const unknown = whyUnknown(exposure)
  if (unknown !== null) return unknown
  const held = [...exposure.options, ...exposure.shares]
  const paid = held.reduce((sum, { cashFlow }) => sum + (cashFlow ?? 0), 0)
  const worstPnl = paid + divideFloor(units, PRICE_UNITS_PER_CENT)
  return { kind: 'bounded', loss: cents(Math.max(0, -worstPnl)), exact: isExact(exposure, settlements) }
}
