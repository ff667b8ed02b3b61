import { type Price, price } from '../../domain/money/price.ts'
import { ok, type Result } from '../../domain/refusal.ts'
import { planTask } from './due-task.ts'
import { executeMatch } from './execute-match.ts'
import { legPrices, naturalValue } from './leg-prices.ts'
import { legQuote } from './leg-quote.ts'
import { childrenOf, endOrder } from './order-life.ts'
import { isFinal, isGroupTicket, type OrderTicket, type UnitTicket } from './order-ticket.ts'
import { fillsOnCancel } from './planned-fault.ts'
import { signedLimit } from './unit-leg.ts'
import { refusal, type VenueRefusalCode } from './venue-refusal.ts'
import type { VenueRoom } from './venue-state.ts'
import type { MarketView } from './venue-types.ts'

/** Whether an order is one that could fill now: it works, in its hours, and is no stop that still sleeps. */
function couldFill({ state }: VenueRoom, ticket: UnitTicket, now: number): boolean {
  const { order, window, triggered, locked } = ticket
  const sleeps = (order.type === 'stop' || order.type === 'stop_limit') && !triggered
  return state.live.has(order.id) && !locked && !sleeps && now >= window.opens && now < window.closes
}

/** Fills what is left at the limit, or at the natural price without one, whatever is displayed. */
function fillNow(room: VenueRoom, ticket: UnitTicket, market: MarketView): void {
  const { shape } = ticket
  const quotes = shape.legs.map((leg) => legQuote(leg, market, room.config.matching, shape.legs.length > 1))
  if (quotes.some((quote) => quote === null)) return
  const found = quotes.flatMap((quote) => quote ?? [])
  const natural = naturalValue(shape.legs, found)
  const limit = signedLimit(ticket.order)
  const target = limit === null ? natural : Math.min(natural, limit * shape.priceWeight)
  // Beyond the quotes the limit itself is the price: somebody came to it.
  const wide = found.map((quote, i) => ({ ...quote, far: widened(quote.far, shape.legs[i]!.sign) }))
  const prices = legPrices(shape.legs, wide, target)
  if (prices === null) return
  executeMatch(room, ticket, { units: ticket.unitsLeft, prices, quotes: found, takes: false }, market)
}

const FARTHEST = 1_000_000_000

function widened(far: Price, sign: 1 | -1): Price {
  return price(sign > 0 ? 0 : Math.max(far, FARTHEST))
}

/**
 * Cancels an order. The answer only acknowledges: with a cancel latency, or by a planned fault, it may still
 * fill. A child of a group stands for its group, which works and ends as one.
 */
export function cancelOrder(
  room: VenueRoom,
  ticket: OrderTicket,
  market: MarketView,
): Result<{ id: number }, VenueRefusalCode> {
  const { order } = ticket
  const { id, accountId } = order
  if (isFinal(order)) return refusal('order_already_final', order.status)
  if (fillsOnCancel(room, accountId)) {
    const units = isGroupTicket(ticket) ? childrenOf(room, ticket) : [ticket]
    const first = units.find((unit) => couldFill(room, unit, market.now))
    if (first !== undefined) fillNow(room, first, market)
    if (isFinal(ticket.order)) return ok({ id })
  }
  const { cancelMs } = room.config.latency
  if (cancelMs > 0) {
    planTask(room.state.tasks, { at: market.now + cancelMs, kind: 'cancel', orderId: id, reason: null })
  } else endOrder(room, ticket, 'canceled', market.now, null)
  return ok({ id })
}
