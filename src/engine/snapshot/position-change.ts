import { looksLikeOption, roundShares } from '../../domain/option/held-quantity.ts'
import { signOfAction } from '../../domain/option/action.ts'
import type { BrokerOrder, BrokerOrderLeg } from '../../ports/broker-order.ts'
import type { BrokerPosition } from '../../ports/broker-positions.ts'
import type { OrderRecord } from '../../ports/store/order-store.ts'
import type { PositionRow } from '../../ports/store/position-reader.ts'

/** A change of a position that the fills since the last snapshot do not explain. */
export interface UnexplainedChange {
  readonly symbol: string
  readonly before: number
  readonly after: number
  /** What the fills between the two snapshots add up to, signed. */
  readonly filled: number
  /** `after - before - filled`; of shares to the nearest millionth, which the error of doubles stays below. */
  readonly difference: number
}

/** What explains a change, and what it is measured between. */
export interface ConsistencyInput {
  readonly before: readonly PositionRow[]
  readonly after: readonly BrokerPosition[]
  /** The orders as they were known before, and as they are. */
  readonly ordersBefore: readonly OrderRecord[]
  readonly ordersAfter: readonly BrokerOrder[]
}

/**
 * The changes of positions between two snapshots that the fills of all orders (ours and others') do not explain, by
 * symbol. Nothing is concluded from them here: a trade by hand in another program, an assignment, an expiry or a
 * corporate action all look like this.
 */
export function unexplainedChanges(input: ConsistencyInput): readonly UnexplainedChange[] {
  const before = signedRows(input.before)
  const after = new Map<string, number>()
  for (const { symbol, quantity } of input.after) add(after, symbol, quantity)
  const filled = fillsBetween(input.ordersBefore, input.ordersAfter)
  const symbols = [...new Set([...before.keys(), ...after.keys(), ...filled.keys()])].sort()
  return symbols.flatMap((symbol) => {
    const had = before.get(symbol) ?? 0
    const has = after.get(symbol) ?? 0
    const traded = filled.get(symbol) ?? 0
    const change = has - had - traded
    const difference = looksLikeOption(symbol) ? change : roundShares(change)
    return difference === 0 ? [] : [{ symbol, before: had, after: has, filled: traded, difference }]
  })
}

function add(sums: Map<string, number>, symbol: string, quantity: number): void {
  sums.set(symbol, (sums.get(symbol) ?? 0) + quantity)
}

function signedRows(rows: readonly PositionRow[]): Map<string, number> {
  const sums = new Map<string, number>()
  for (const { symbol, side, quantity } of rows) add(sums, symbol, side === 'long' ? quantity : -quantity)
  return sums
}

function legsOf(order: BrokerOrder): readonly BrokerOrderLeg[] {
  return [...order.legs, ...order.children.flatMap(legsOf)]
}

function signOf({ action }: BrokerOrderLeg): 1 | -1 {
  switch (action) {
    case 'buy':
    case 'buy_to_cover':
      return 1
    case 'sell':
    case 'sell_short':
      return -1
    default:
      return signOfAction(action)
  }
}

/** Contracts (or shares) that filled between two sights of the orders, signed, by symbol. */
function fillsBetween(before: readonly OrderRecord[], after: readonly BrokerOrder[]): Map<string, number> {
  const known = new Map<string, number>()
  for (const { order } of before) for (const leg of legsOf(order)) known.set(leg.id, leg.filledQuantity)
  const sums = new Map<string, number>()
  for (const leg of after.flatMap(legsOf)) {
    const fresh = leg.filledQuantity - (known.get(leg.id) ?? 0)
    if (fresh !== 0) add(sums, leg.symbol, signOf(leg) * fresh)
  }
  return sums
}
