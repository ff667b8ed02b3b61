import type { TradingDay } from '../calendar/trading-day.ts'
import { PRICE_UNITS_PER_CENT } from '../money/premium.ts'
import type { Price } from '../money/price.ts'
import { signOfAction } from '../option/action.ts'
import type { OptionContract } from '../option/contract.ts'
import { intrinsicValue } from '../spread/payoff.ts'
import { type Exposure, orderGroups, type RestingOrder } from './exposure.ts'

/**
 * A payoff at one expiration as a function of the underlying's price then: piecewise linear, with kinks at
 * the strikes. Values are in units of price x shares, 1/10,000 dollar.
 */
export interface Payoff {
  readonly at: (underlying: Price) => number
  /** Change of `at` per unit of price above the last kink. */
  readonly endSlope: number
  readonly kinks: readonly Price[]
}

/** All that settles at one price: options of one root and expiration, and the shares set against them. */
export interface Settlement {
  readonly root: string
  readonly expiration: TradingDay | null
  readonly held: Payoff
  /** Of each group at most one alternative fills. The payoffs include the cash of the fills. */
  readonly groups: readonly (readonly Payoff[])[]
}

interface Weighted {
  readonly contract: OptionContract
  /** Shares, + long, - short. */
  readonly shares: number
}

function payoffOf(options: readonly Weighted[], cash: number): Payoff {
  const at = (underlying: Price): number =>
    options.reduce((sum, { contract, shares }) => sum + shares * intrinsicValue(contract, underlying), cash)
  const calls = options.filter(({ contract }) => contract.type === 'call')
  const endSlope = calls.reduce((sum, { shares }) => sum + shares, 0)
  return { at, endSlope, kinks: options.map(({ contract }) => contract.strike) }
}

/** Options of one root and expiration settle at one price: AM and PM series of an index do not share one. */
const settlementKey = ({ root, expiration }: OptionContract): string => `${root} ${expiration}`

function legsOf(order: RestingOrder): readonly Weighted[] {
  return order.legs.map(({ contract, action, ratio }) => ({
    contract,
    shares: signOfAction(action) * ratio * order.quantity * order.multiplier,
  }))
}

/** Where an order's cash is counted: once, with its first leg. */
function homeOf(order: RestingOrder): string {
  const first = order.legs[0]
  return first === undefined ? '' : settlementKey(first.contract)
}

/** The same settlement with so many shares more. */
export function withShares(settlement: Settlement, shares: number): Settlement {
  const { at, endSlope, kinks } = settlement.held
  const held = {
    at: (underlying: Price) => at(underlying) + shares * underlying,
    endSlope: endSlope + shares,
    kinks,
  }
  return { ...settlement, held }
}

/** Nothing but shares, at a price of their own. */
export function sharesAlone(underlying: string, shares: number): Settlement {
  const nothing = { root: underlying, expiration: null, held: payoffOf([], 0), groups: [] }
  return withShares(nothing, shares)
}

/**
 * The options and orders of an exposure split into what settles together, the earliest expiration first;
 * without the cash of what is held, and without shares.
 *
 * @example
 * import { NO_EXPOSURE } from './exposure.ts'
 * settlementsOf(NO_EXPOSURE) // => []
 */
export function settlementsOf(exposure: Exposure): readonly Settlement[] {
  const contracts = [
    ...exposure.options.map(({ contract }) => contract),
    ...exposure.orders.flatMap(({ legs }) => legs.map(({ contract }) => contract)),
  ]
  const byKey = new Map(contracts.map((contract) => [settlementKey(contract), contract]))
  const groups = orderGroups(exposure.orders)
  const settlements = [...byKey].map(([key, { root, expiration }]) => {
    const inside = ({ contract }: Weighted): boolean => settlementKey(contract) === key
    const held = exposure.options
      .map(({ contract, quantity, multiplier }) => ({ contract, shares: quantity * multiplier }))
      .filter(inside)
    const alternatives = groups.map((group) =>
      group.map((order) => {
        const cashFlow = homeOf(order) === key ? (order.cashFlowPerSpread ?? 0) * order.quantity : 0
        const cash = cashFlow * PRICE_UNITS_PER_CENT
        return payoffOf(legsOf(order).filter(inside), cash)
      }),
    )
    return { root, expiration, held: payoffOf(held, 0), groups: alternatives }
  })
  return settlements.sort((a, b) => (a.expiration < b.expiration ? -1 : a.expiration > b.expiration ? 1 : 0))
}
