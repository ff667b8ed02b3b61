import { isFinal, isGroupTicket, type OrderTicket, type UnitTicket } from './order-ticket.ts'
import { signOfSide } from './order-side.ts'
import { greatestCommonDivisor, signedLimit, symbolOfLeg } from './unit-leg.ts'
import type { OrderFill, VenueEvent } from './venue-event.ts'
import type { VenueRoom } from './venue-state.ts'
import type { Execution, OrderLegRequest, SimpleOrder } from './venue-types.ts'
import type { InvariantName, Violation } from './violation.ts'

type FilledEvent = Extract<VenueEvent, { kind: 'order_filled' }>

/** A limit that a modification set, or that of the request. */
type AllowedLimit = number | null | 'as_requested'

interface ToldFill {
  readonly event: FilledEvent
  readonly allowed: AllowedLimit
}

/** What the log says of an order. */
interface OrderStory {
  readonly accountId: string
  readonly fills: ToldFill[]
  limit: AllowedLimit
  ended: boolean
}

function legsOf({ order }: UnitTicket): readonly OrderLegRequest[] {
  return 'legs' in order ? order.request.legs : [order.request]
}

function requestedLimit({ order: { request } }: UnitTicket): number | null {
  const { type, limit = null } = request
  return signedLimit({ type, limit, request } as SimpleOrder)
}

/** What fills cost beyond the limit, in units of price x shares; 0 or less when they keep to it. */
function beyondLimit(room: VenueRoom, fills: readonly OrderFill[], limit: number): number {
  const multiplierOf = (symbol: string): number => room.instruments.of(symbol).multiplier
  const value = fills.reduce(
    (sum, { symbol, quantity, price }) => sum + quantity * price * multiplierOf(symbol),
    0,
  )
  const units = fills.reduce((gcd, { quantity }) => greatestCommonDivisor(gcd, Math.abs(quantity)), 0)
  const weight = fills.length > 1 ? 100 : multiplierOf(fills[0]!.symbol)
  return value - limit * weight * units
}

/** A fill against the limit that the log gives with it, and that one against what was asked for. */
function checkLimit(room: VenueRoom, { event, allowed }: ToldFill, ticket: UnitTicket | null): Violation[] {
  const subject = `${event.orderId}`
  const rule = 'fill_is_within_its_limit'
  const asked = allowed === 'as_requested' && ticket !== null ? requestedLimit(ticket) : allowed
  const limit = asked === 'as_requested' ? event.limit : asked
  const found: Violation[] = []
  if (limit !== event.limit) {
    found.push({ rule, subject, evidence: `filled by a limit of ${event.limit} when it was ${limit}` })
  }
  const beyond = limit === null ? 0 : beyondLimit(room, event.fills, limit)
  if (beyond > 0) {
    const prices = event.fills.map(({ quantity, price }) => `${quantity} at ${price}`).join(', ')
    found.push({ rule, subject, evidence: `${prices} is worse than ${limit} by ${beyond}` })
  }
  return found
}

function checkRatio(event: FilledEvent, ticket: UnitTicket): Violation[] {
  const legs = legsOf(ticket)
  const [first] = event.fills
  const kept =
    legs.length === event.fills.length &&
    legs.every((leg, i) => {
      const fill = event.fills[i]!
      const signed = signOfSide(leg.side) * Math.abs(fill.quantity)
      const inRatio = Math.abs(fill.quantity) * legs[0]!.quantity === Math.abs(first!.quantity) * leg.quantity
      return symbolOfLeg(leg) === fill.symbol && fill.quantity === signed && fill.quantity !== 0 && inRatio
    })
  if (kept) return []
  const asked = legs.map(({ quantity }) => quantity).join(':')
  const evidence = `${event.fills.map(({ quantity }) => quantity).join(', ')} of legs ${asked}`
  return [{ rule: 'legs_keep_their_ratio', subject: `${event.orderId}`, evidence }]
}

/** The executions that an order shows, by leg. */
function executionsOf({ order }: UnitTicket): readonly Execution[] {
  return 'legs' in order ? order.legs.map(({ execution }) => execution) : [order.execution]
}

function checkPicture(ticket: UnitTicket, story: OrderStory): Violation[] {
  const subject = `${ticket.order.id}`
  const found: Violation[] = []
  const wrong = (evidence: string): void => {
    found.push({ rule: 'executions_are_its_fills', subject, evidence })
  }
  const legs = legsOf(ticket)
  let isFilled = true
  for (const [i, { executedQuantity, executedValue, remainingQuantity }] of executionsOf(ticket).entries()) {
    const fills = story.fills.flatMap(({ event }) => event.fills[i] ?? [])
    const quantity = fills.reduce((sum, fill) => sum + Math.abs(fill.quantity), 0)
    const value = fills.reduce((sum, fill) => sum + Math.abs(fill.quantity) * fill.price, 0)
    const asked = legs[i]!.quantity
    if (executedQuantity !== quantity || executedValue !== value) {
      wrong(`shows ${executedQuantity} worth ${executedValue}, filled ${quantity} worth ${value}`)
    }
    if (quantity > asked) wrong(`filled ${quantity} of ${asked}`)
    const left = isFinal(ticket.order) ? 0 : asked - quantity
    if (remainingQuantity !== left)
      wrong(`shows ${remainingQuantity} left of ${asked} with ${quantity} filled`)
    isFilled &&= quantity === asked
  }
  const { status } = ticket.order
  if ((status === 'filled') !== isFilled) wrong(`is ${status} with ${isFilled ? 'all' : 'not all'} filled`)
  return found
}

function checkGroup(room: VenueRoom, ticket: OrderTicket): Violation[] {
  if (!isGroupTicket(ticket)) return []
  const { order } = ticket
  const exclusive =
    order.class === 'oco' ? order.children : order.class === 'otoco' ? order.children.slice(1) : []
  const filled = exclusive
    .flatMap(({ id }) => room.state.orders.get(id) ?? [])
    .filter((child) => 'execution' in child.order && child.order.execution.executedQuantity > 0)
  if (filled.length < 2) return []
  const evidence = `orders ${filled.map((child) => child.order.id).join(' and ')} have both filled`
  return [{ rule: 'one_of_a_group_fills', subject: `${order.id}`, evidence }]
}

function again(rule: InvariantName, event: VenueEvent & { orderId: number }): Violation {
  return { rule, subject: `${event.orderId}`, evidence: `${event.kind} (event ${event.seq}) after its end` }
}

/** The stories of orders, as the log tells them one after the other. */
class OrderStories {
  readonly byId = new Map<number, OrderStory>()
  readonly found: Violation[] = []
  readonly #room: VenueRoom

  constructor(room: VenueRoom) {
    this.#room = room
  }

  begin(id: number, accountId: string): OrderStory {
    const story: OrderStory = { accountId, fills: [], limit: 'as_requested', ended: false }
    this.byId.set(id, story)
    return story
  }

  /** What was forgotten may come again under the same id, as another order. */
  #forget(isForgotten: (id: number, story: OrderStory) => boolean): void {
    for (const [id, story] of this.byId) {
      if (!isForgotten(id, story)) continue
      this.byId.delete(id)
      this.#judge(story, null)
    }
  }

  #judge(story: OrderStory, ticket: UnitTicket | null): void {
    for (const fill of story.fills) {
      this.found.push(...checkLimit(this.#room, fill, ticket))
      if (ticket !== null) this.found.push(...checkRatio(fill.event, ticket))
    }
  }

  read(event: VenueEvent): void {
    const { accountId } = event
    if (event.kind === 'order_ids_reset') {
      this.#forget((id) => event.forgotten.includes(id))
    } else if (event.kind === 'account_changed') {
      if (event.cause === 'wipe') this.#forget((_, story) => story.accountId === accountId)
    } else this.#tell(event)
  }

  #tell(event: Extract<VenueEvent, { orderId: number }>): void {
    const story = this.byId.get(event.orderId) ?? this.begin(event.orderId, event.accountId)
    if (story.ended) this.found.push(again('final_is_final', event))
    if (event.kind === 'order_ended') story.ended = true
    else if (event.kind === 'order_changed') story.limit = event.limit
    else if (event.kind === 'order_filled') story.fills.push({ event, allowed: story.limit })
  }

  /** Judges what is still remembered against the orders themselves. */
  end(): readonly Violation[] {
    for (const [id, ticket] of this.#room.state.orders) {
      this.found.push(...checkGroup(this.#room, ticket))
      if (isGroupTicket(ticket)) continue
      const story = this.byId.get(id) ?? this.begin(id, ticket.order.accountId)
      this.#judge(story, ticket)
      this.found.push(...checkPicture(ticket, story))
    }
    return this.found
  }
}

/** Checks what the log says of every order, and what each order says of itself. */
export function checkOrders(room: VenueRoom, events: readonly VenueEvent[]): readonly Violation[] {
  const stories = new OrderStories(room)
  for (const event of events) stories.read(event)
  return stories.end()
}
