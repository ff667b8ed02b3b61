import type { NetOrder, NetOrderLeg } from '../venue/venue-types.ts'

const BUYS: ReadonlySet<string> = new Set(['buy', 'buy_to_cover', 'buy_to_open', 'buy_to_close'])
/** A share counts a hundredth of what an option stands for. */
const SHARE_WEIGHT = 0.01

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b)
}

/** The sum of a figure over the legs of a net order. */
export function sumOfLegs(order: NetOrder, figure: (leg: NetOrderLeg) => number): number {
  return order.legs.reduce((sum, leg) => sum + figure(leg), 0)
}

/**
 * The net price at which a net order filled so far, in 1/10,000 dollar a share, unrounded: averages of bought
 * legs less those of sold ones, each times its ratio. Positive is paid, negative received, 0 nothing filled.
 * Shares count a hundredth of an option's, so that a covered call has the price of one share less the call's.
 */
export function netAverage(order: NetOrder): number {
  const units = order.legs.reduce((gcd, leg) => greatestCommonDivisor(gcd, leg.request.quantity), 0)
  return sumOfLegs(order, ({ request, execution }) => {
    if (execution.executedQuantity === 0) return 0
    const average = execution.executedValue / execution.executedQuantity
    const weight = (request.quantity / units) * (request.optionSymbol === undefined ? SHARE_WEIGHT : 1)
    return (BUYS.has(request.side) ? 1 : -1) * average * weight
  })
}
