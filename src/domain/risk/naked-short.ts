import type { TradingDay } from '../calendar/trading-day.ts'
import { invariant } from '../invariant.ts'
import { divideFloor } from '../money/rounding.ts'
import { signOfAction } from '../option/action.ts'
import type { OptionContract, OptionType } from '../option/contract.ts'
import { compareContracts, sameContract } from '../option/contract-order.ts'
import { isAdjustedRoot, productOfRoot } from '../option/product.ts'
import { ok, type Result, refuse } from '../refusal.ts'
import { type Exposure, orderGroups, type RestingOrder } from './exposure.ts'

// Cover. A short contract is covered when a long one of its own is set against it: same root and type, and
// alive as long. Where the longer one can be exercised at once and delivers shares (American, physical), a
// later expiration covers; elsewhere (European or cash-settled: the index options) only the same one, since
// a later European option may be worth less than the intrinsic value that the short costs. The strike does
// not matter: cover means that the loss is bounded, and `worstLoss` says by how much. A short call is also
// covered by the shares that it delivers.
//
// Every subset of fills. Assigning longs to shorts is a matching in which the longs that can cover a short
// of expiration e (those from e on) contain those that can cover a later one. For such nested sets, Hall's
// theorem says that all shorts can be covered exactly when, for every expiration e,
//
//     N(e) = sum of signed contracts that expire from e on  +  contracts' worth of shares  >=  0
//
// (European: sum of those that expire at e). N(e) is linear in the number of spreads that each order fills,
// 0 to its quantity, and the orders are independent of each other. So its least value over all subsets and
// partial fills takes every order whole that lowers it and none of the others; of an OCO group, whose fills
// together are at most one alternative's worth, the alternative that lowers it most. That is exact, and
// needs one pass over the orders for each expiration instead of 2^orders.

/** Short contracts that no long contract or share would cover in some subset of fills. */
export interface NakedShort {
  /** A contract that would be short then. */
  readonly contract: OptionContract
  /** How many contracts of its root and type, from its expiration class on, would be uncovered. */
  readonly uncovered: number
  /** The orders whose fills lead there; empty when it is so already. */
  readonly orderIds: readonly string[]
}

type InClass = (contract: OptionContract) => boolean

function netPerSpread(order: RestingOrder, inClass: InClass): number {
  return order.legs.reduce(
    (sum, leg) => sum + (inClass(leg.contract) ? signOfAction(leg.action) * leg.ratio : 0),
    0,
  )
}

/** Contracts' worth of long shares that calls of this root deliver. */
function sharesCover(exposure: Exposure, root: string, type: OptionType, multiplier: number): number {
  const product = productOfRoot(root)
  if (type !== 'call' || product.delivery !== 'physical' || isAdjustedRoot(root)) return 0
  const shares = exposure.shares
    .filter((holding) => holding.underlying === product.underlying && holding.shares > 0)
    .reduce((sum, holding) => sum + holding.shares, 0)
  return divideFloor(shares, multiplier)
}

/** The fills that lower the net of a class most: the whole of one order a group, or nothing of it. */
function worstFills(exposure: Exposure, inClass: InClass): readonly RestingOrder[] {
  const worst: RestingOrder[] = []
  for (const group of orderGroups(exposure.orders)) {
    let lowest = 0
    let taken: RestingOrder | undefined
    for (const order of group) {
      const net = netPerSpread(order, inClass) * order.quantity
      if (net >= lowest) continue
      lowest = net
      taken = order
    }
    if (taken !== undefined) worst.push(taken)
  }
  return worst
}

function netAfter(exposure: Exposure, fills: readonly RestingOrder[], inClass: InClass): number {
  const held = exposure.options.filter(({ contract }) => inClass(contract))
  const filled = fills.reduce((sum, order) => sum + netPerSpread(order, inClass) * order.quantity, 0)
  return held.reduce((sum, { quantity }) => sum + quantity, filled)
}

interface ListedContract {
  readonly contract: OptionContract
  readonly multiplier: number
}

/** Every contract that is held or may be traded, once, in chain order. */
function contractsOf(exposure: Exposure): readonly ListedContract[] {
  const legs = exposure.orders.flatMap(({ legs, multiplier }) =>
    legs.map(({ contract }) => ({ contract, multiplier })),
  )
  return [...exposure.options, ...legs]
    .map(({ contract, multiplier }) => ({ contract, multiplier }))
    .sort((a, b) => compareContracts(a.contract, b.contract))
    .filter(({ contract }, i, all) => {
      const previous = all[i - 1]
      return previous === undefined || !sameContract(previous.contract, contract)
    })
}

function classOf(root: string, type: OptionType, from: TradingDay): InClass {
  const { exercise, delivery } = productOfRoot(root)
  const laterCovers = exercise === 'american' && delivery === 'physical'
  return (contract) =>
    contract.root === root &&
    contract.type === type &&
    (laterCovers ? contract.expiration >= from : contract.expiration === from)
}

/**
 * The uncovered shorts that some subset of fills would leave, at most one for each root, type and
 * expiration, in chain order. Empty: whatever fills, every short contract stays covered. Cost: contracts x
 * orders.
 *
 * @example
 * import { NO_EXPOSURE } from './exposure.ts'
 * nakedShorts(NO_EXPOSURE) // => []
 */
export function nakedShorts(exposure: Exposure): readonly NakedShort[] {
  const contracts = contractsOf(exposure)
  const seen = new Set<string>()
  const found: NakedShort[] = []
  for (const { contract, multiplier } of contracts) {
    const { root, type, expiration } = contract
    const key = `${root} ${type} ${expiration}`
    if (seen.has(key)) continue
    seen.add(key)
    const inClass = classOf(root, type, expiration)
    const fills = worstFills(exposure, inClass)
    const net = netAfter(exposure, fills, inClass) + sharesCover(exposure, root, type, multiplier)
    if (net >= 0) continue
    const short = contracts.find(
      (other) =>
        inClass(other.contract) && netAfter(exposure, fills, (c) => sameContract(c, other.contract)) < 0,
    )
    invariant(short !== undefined, 'a class that is short has a contract that is short')
    found.push({ contract: short.contract, uncovered: -net, orderIds: fills.map((order) => order.id) })
  }
  return found
}

/**
 * Refuses with `naked_short_possible` when some subset of the orders' fills, partial ones included, would
 * leave a short contract uncovered; the message names the first and the orders that lead there. To be asked
 * with the order that is about to be sent among the others.
 *
 * @example
 * import { NO_EXPOSURE } from './exposure.ts'
 * coveredUnderEverySubset(NO_EXPOSURE).ok // => true
 */
export function coveredUnderEverySubset(exposure: Exposure): Result<'covered', 'naked_short_possible'> {
  const [first] = nakedShorts(exposure)
  if (first === undefined) return ok('covered')
  const { contract, uncovered, orderIds } = first
  const { root, expiration, type, strike } = contract
  const how =
    orderIds.length === 0 ? 'is held' : `could arise when ${orderIds.join(', ')} fills and the rest does not`
  return refuse(
    'naked_short_possible',
    `An uncovered short ${type} ${root} ${expiration} ${strike / 10_000} x ${uncovered} ${how}; every short needs a long of its own.`,
  )
}
