import { invariant } from '../../domain/invariant.ts'
import type { Price } from '../../domain/money/price.ts'
import type { InstrumentTable } from './instrument.ts'
import { signOfSide } from './order-side.ts'
import type {
  NetOrder,
  NetOrderRequest,
  OrderLegRequest,
  OrderSide,
  SimpleOrder,
  SimpleOrderRequest,
} from './venue-types.ts'

/** One instrument of an order that can be matched. An order on one instrument has one, of ratio 1. */
export interface UnitLeg {
  readonly symbol: string
  readonly underlying: string
  readonly isOption: boolean
  readonly side: OrderSide
  /** Bought +1, sold -1. */
  readonly sign: 1 | -1
  /** Shares or contracts a unit. */
  readonly ratio: number
  /** Shares that one of it stands for. */
  readonly multiplier: number
}

/** The legs of an order, and how often it wants them: leg quantities over their greatest common divisor. */
export interface UnitShape {
  readonly legs: readonly UnitLeg[]
  readonly units: number
  /** Shares that the order's price is for: 100 of a contract or a net price, 1 of shares. */
  readonly priceWeight: number
}

/** The greatest number of which both are multiples. */
export function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b)
}

/** The symbol that a leg trades. */
export function symbolOfLeg(leg: Pick<OrderLegRequest, 'symbol' | 'optionSymbol'>): string {
  return leg.optionSymbol ?? leg.symbol
}

/** The shape of an order on one or several instruments. */
export function unitShape(
  instruments: InstrumentTable,
  request: SimpleOrderRequest | NetOrderRequest,
): UnitShape {
  const asked: readonly OrderLegRequest[] = 'legs' in request ? request.legs : [request]
  const units = asked.reduce((gcd, { quantity }) => greatestCommonDivisor(gcd, quantity), 0)
  const legs = asked.map((leg): UnitLeg => {
    const { symbol, underlying, multiplier, option } = instruments.of(symbolOfLeg(leg))
    const { side } = leg
    const ratio = leg.quantity / units
    return { symbol, underlying, isOption: option !== null, side, sign: signOfSide(side), ratio, multiplier }
  })
  const priceWeight = 'legs' in request ? 100 : (legs[0]?.multiplier ?? 1)
  return { legs, units, priceWeight }
}

/** The worst price of an order as it stands: per share, signed, + paid, - received; null for a market order. */
export function signedLimit(
  order: Pick<SimpleOrder | NetOrder, 'limit' | 'type' | 'request'>,
): number | null {
  const { type, limit } = order
  if (type === 'even') return 0
  if (limit === null || type === 'market' || type === 'stop') return null
  if ('legs' in order.request) return type === 'credit' ? -limit : limit
  return signOfSide(order.request.side) * limit
}

/** What a unit costs at prices of its legs, in 1/10,000 dollar x shares: + paid, - received. */
export function unitValue(legs: readonly UnitLeg[], prices: readonly Price[]): number {
  const value = legs.reduce(
    (sum, { sign, ratio, multiplier }, i) => sum + sign * ratio * multiplier * prices[i]!,
    0,
  )
  invariant(Number.isSafeInteger(value), `the value of a unit is out of range: ${value}`)
  return value
}
