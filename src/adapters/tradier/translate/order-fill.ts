import { looksLikeOption } from '../../../domain/option/held-quantity.ts'
import { addCents, type Cents, cents, negateCents } from '../../../domain/money/cents.ts'
import { premiumCentsOfAverage } from '../../../domain/money/json-number.ts'
import { cashFlowOfPaidAverage } from '../../../domain/spread/cash-flow-of-average.ts'
import type { BrokerOrderLeg } from '../../../ports/broker-order.ts'
import { isBuy } from './order-price.ts'

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b)
}

/** Shares or shares per contract that a unit of the leg stands for; null for an adjusted contract, whose are unknown. */
function multiplierOf({ contract, symbol }: BrokerOrderLeg): number | null {
  if (contract !== null) return 100
  return looksLikeOption(symbol) ? null : 1
}

/** What a leg's fills have moved; null while its average is not told, which 0 also means. */
function legCash(leg: BrokerOrderLeg): Cents | null {
  if (leg.filledQuantity === 0) return cents(0)
  const multiplier = multiplierOf(leg)
  if (leg.averageFillPrice === null || multiplier === null) return null
  const premium = premiumCentsOfAverage(leg.averageFillPrice, leg.filledQuantity, multiplier)
  if (!premium.ok) return null
  return isBuy(leg.action) ? negateCents(premium.value) : premium.value
}

/** The sum of amounts of which each must be known. */
export function sumKnown(amounts: readonly (Cents | null)[]): Cents | null {
  return amounts.reduce((sum, one) => (sum === null || one === null ? null : addCents(sum, one)), cents(0))
}

/** How many spreads legs are, ordered and filled, and whether their fills are in the ratio of the order. */
export interface SpreadCount {
  readonly quantity: number
  readonly filledQuantity: number
  readonly unbalanced: boolean
}

/**
 * Counts spreads: the greatest common divisor of what the legs order, and as many whole ones as every leg has filled. A
 * filled contract beyond those is an imbalance.
 */
export function countSpreads(legs: readonly BrokerOrderLeg[]): SpreadCount {
  const quantity = legs.reduce((divisor, leg) => greatestCommonDivisor(divisor, leg.quantity), 0)
  const filled = legs.map((leg) => (leg.filledQuantity * quantity) / leg.quantity)
  const filledQuantity = Math.floor(Math.min(...filled))
  return { quantity, filledQuantity, unbalanced: filled.some((units) => units !== filledQuantity) }
}

/**
 * What the fills of a net order have moved: the sum of its legs where each has a price; else the parent's signed
 * average times the spreads, unless fills are out of ratio or not all options, for which it says nothing.
 */
export function netCash(
  legs: readonly BrokerOrderLeg[],
  count: SpreadCount,
  parentAverage: number | null,
): Cents | null {
  const ofLegs = sumKnown(legs.map(legCash))
  if (ofLegs !== null || parentAverage === null || parentAverage === 0) return ofLegs
  if (count.unbalanced || count.filledQuantity === 0 || legs.some(({ contract }) => contract === null))
    return null
  const flow = cashFlowOfPaidAverage(parentAverage, count.filledQuantity)
  return flow.ok ? flow.value : null
}
