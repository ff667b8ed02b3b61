import type { TradingDay } from '../../domain/calendar/trading-day.ts'
import type { Cents } from '../../domain/money/cents.ts'
import type { Leg } from '../../domain/option/contract.ts'
import type { RestingOrder } from '../../domain/risk/exposure.ts'
import { cashFlowOf, type NetPrice } from '../../domain/spread/net-price.ts'
import type { Strategy } from '../../domain/spread/strategy-table.ts'
import type { BookLine, ExposureBook } from './exposure-book.ts'

/** An entry that wants to be reserved. */
export interface EntryPlan {
  /** Of the intent or the trade it begins. */
  readonly id: string
  readonly strategy: Strategy
  readonly underlying: string
  readonly expiration: TradingDay
  readonly legs: readonly Leg[]
  readonly quantity: number
  /** The worst net price that its walk may come to: the reserve holds for all of it. */
  readonly worst: NetPrice
  readonly multiplier: number
}

/** What an admitted entry holds until its outcome is known; cents. */
export interface Reservation {
  readonly reserve: Cents
  readonly buyingPower: Cents
}

/** The order of a plan, as the domain's risk functions read it. */
export function orderOf({ id, legs, quantity, worst, multiplier }: EntryPlan): RestingOrder {
  return {
    id,
    ocoGroup: null,
    quantity,
    legs,
    multiplier,
    cashFlowPerSpread: cashFlowOf(worst, 1, multiplier),
  }
}

/** The line that a reserved entry is in the book. */
export function reservedLine(
  plan: EntryPlan,
  { reserve, buyingPower }: Reservation,
  day: TradingDay,
): BookLine {
  const { id, underlying, expiration, strategy, legs, quantity } = plan
  return {
    id,
    kind: 'reserved',
    underlying,
    expiration,
    strategy,
    legs,
    quantity,
    filledQuantity: 0,
    risk: reserve,
    unseenBuyingPower: buyingPower,
    enteredOn: day,
  }
}

/** The book once an entry is reserved in it: what the next entry is judged against. */
export function withReservation(book: ExposureBook, plan: EntryPlan, reservation: Reservation): ExposureBook {
  const exposure = { ...book.exposure, orders: [...book.exposure.orders, orderOf(plan)] }
  return { ...book, lines: [...book.lines, reservedLine(plan, reservation, book.day)], exposure }
}
