import type { Cents } from '../../domain/money/cents.ts'
import type { UnitShape } from './unit-leg.ts'
import type { GroupOrder, MarketTime, NetOrder, SimpleOrder, VenueOrder } from './venue-types.ts'

/** When an order may trade: from an instant up to, but not at, another. */
export interface TradingWindow {
  readonly opens: MarketTime
  readonly closes: MarketTime
}

interface TicketBase {
  /** What the order holds of the buying power now. */
  hold: Cents
}

/** An order that can be matched: on one instrument, alone or in a group, or on several at a net price. */
export interface UnitTicket extends TicketBase {
  order: SimpleOrder | NetOrder
  readonly shape: UnitShape
  /** Units that have not filled. */
  unitsLeft: number
  window: TradingWindow
  /** A stop whose price was touched; it is a market or limit order from then on. */
  triggered: boolean
  /** Not matched any more: its rejection or cancel is on the way, or its sibling filled. */
  locked: boolean
  /** Placed by the broker's risk desk: nothing stands in its way. */
  readonly isForced: boolean
  /** Waits for the first order of its group to fill. */
  waiting: boolean
  /** Chances of a resting fill that it has left to live through, an exponential variate. */
  patience: number
  /** To when those chances were counted. */
  lookedAt: MarketTime
  /** Whole units that it may still fill before a planned fault cancels it; null without one. */
  unitsUntilCancel: number | null
}

/** A group: its figures are those of its children, which have tickets of their own. */
export interface GroupTicket extends TicketBase {
  order: GroupOrder
}

/** An order as the venue keeps it: the picture that is shown, and what nobody is shown. */
export type OrderTicket = UnitTicket | GroupTicket

/** Whether a ticket is a group's. */
export function isGroupTicket(ticket: OrderTicket): ticket is GroupTicket {
  return 'children' in ticket.order
}

const FINAL: ReadonlySet<VenueOrder['status']> = new Set([
  'filled',
  'canceled',
  'expired',
  'rejected',
  'error',
])

/** Whether an order is over: nothing more can happen to it. */
export function isFinal(order: Pick<VenueOrder, 'status'>): boolean {
  return FINAL.has(order.status)
}
