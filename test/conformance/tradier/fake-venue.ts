import { instant } from '../../../src/domain/calendar/instant.ts'
import { buildMarketCalendar } from '../../../src/domain/calendar/market-calendar.ts'
import { phaseAt } from '../../../src/domain/calendar/market-phase.ts'
import { cents } from '../../../src/domain/money/cents.ts'
import { type Price, price } from '../../../src/domain/money/price.ts'
import { ok } from '../../../src/domain/refusal.ts'
import type { OrderChange } from '../../../src/exchange/venue/change-order.ts'
import type { Venue } from '../../../src/exchange/venue/venue.ts'
import type { EventFact, HistoryEvent, VenueEvent } from '../../../src/exchange/venue/venue-event.ts'
import { refusal } from '../../../src/exchange/venue/venue-refusal.ts'
import type {
  AccountTerms,
  ClosedLot,
  Execution,
  MarketView,
  OrderLegRequest,
  OrderRequest,
  OrderStatus,
  SimpleOrderRequest,
  VenueBalances,
  VenueOrder,
  VenuePosition,
} from '../../../src/exchange/venue/venue-types.ts'
import { fakeRefusal, isBuy, isFinal } from './fake-refusal.ts'

interface Working {
  view: VenueOrder
  readonly accountId: string
}

interface Books {
  readonly terms: AccountTerms
  cash: number
  readonly positions: Map<string, VenuePosition>
  readonly lots: ClosedLot[]
  readonly history: HistoryEvent[]
}

const CALENDAR = buildMarketCalendar(2025, 2027)

function fresh(quantity: number): Execution {
  return {
    executedQuantity: 0,
    remainingQuantity: quantity,
    executedValue: 0,
    lastFillPrice: null,
    lastFillQuantity: 0,
  }
}

function filled(quantity: number, at: Price): Execution {
  const executedValue = at * quantity
  return {
    executedQuantity: quantity,
    remainingQuantity: 0,
    executedValue,
    lastFillPrice: at,
    lastFillQuantity: quantity,
  }
}

/**
 * A small stand-in for the venue, for tests of the face alone: whole fills at the natural price, no margin, no
 * settlement. The real venue replaces it in the conformance target.
 */
export class FakeVenue implements Venue {
  private readonly books = new Map<string, Books>()
  private readonly working = new Map<number, Working>()
  private readonly log: VenueEvent[] = []
  private nextId = 10_000_001
  private nextPosition = 1

  openAccount(terms: AccountTerms): void {
    this.books.set(terms.id, { terms, cash: terms.openingCash, positions: new Map(), lots: [], history: [] })
  }

  accounts(): readonly AccountTerms[] {
    return [...this.books.values()].map(({ terms }) => terms)
  }

  private open(market: MarketView): boolean {
    return phaseAt(CALENDAR, instant(market.now), 'regular') === 'open'
  }

  private simple(
    request: SimpleOrderRequest,
    id: number,
    accountId: string,
    now: number,
    status: OrderStatus,
    groupId: number | null,
    tag: string | null,
  ): VenueOrder {
    const limit = request.limit ?? null
    const stop = request.stop ?? null
    const { type, duration } = request
    const row = { id, accountId, status, createdAt: now, changedAt: now, tag, reason: null }
    return {
      ...row,
      class: request.class,
      request,
      limit,
      stop,
      type,
      duration,
      execution: fresh(request.quantity),
      groupId,
    }
  }

  private drafted(accountId: string, request: OrderRequest, market: MarketView): VenueOrder {
    const id = this.nextId
    const { now } = market
    const status = this.open(market) ? 'open' : 'pending'
    const tag = request.tag ?? null
    const row = { id, accountId, status, createdAt: now, changedAt: now, tag, reason: null } as const
    if ('children' in request) {
      this.nextId += 1 + request.children.length
      const children = request.children.map((child, i) => {
        const waits = request.class !== 'oco' && i > 0
        return this.simple(child, id + 1 + i, accountId, now, waits ? 'pending' : status, id, tag)
      })
      return { ...row, class: request.class, request, children: children as never }
    }
    if ('legs' in request) {
      this.nextId += 1 + request.legs.length
      const legs = request.legs.map((leg, i) => ({
        id: id + 1 + i,
        request: leg,
        execution: fresh(leg.quantity),
      }))
      const limit = request.limit ?? null
      const { type, duration } = request
      return { ...row, class: request.class, request, type, duration, limit, legs, lastFillUnits: 0 }
    }
    this.nextId += 1
    return this.simple(request, id, accountId, now, status, null, tag)
  }

  private tell(event: EventFact & Pick<VenueEvent, 'at' | 'accountId'>): void {
    this.log.push({ ...event, seq: this.log.length + 1 })
  }

  submit(accountId: string, request: OrderRequest, market: MarketView) {
    const books = this.books.get(accountId)!
    const refused = fakeRefusal(request, { cash: books.cash, positions: books.positions, market })
    if (refused !== null) return refused
    const view = this.drafted(accountId, request, market)
    this.working.set(view.id, { view, accountId })
    this.tell({ kind: 'order_accepted', orderId: view.id, status: view.status, at: market.now, accountId })
    return ok({ id: view.id })
  }

  preview(accountId: string, request: OrderRequest, market: MarketView) {
    const books = this.books.get(accountId)!
    const refused = fakeRefusal(request, { cash: books.cash, positions: books.positions, market })
    if (refused !== null) return refused
    const cost = 'limit' in request && request.limit !== undefined ? cents(request.limit) : cents(0)
    const none = cents(0)
    const strategy = 'legs' in request ? 'spread' : request.class
    return ok({
      commission: none,
      fees: none,
      cost,
      orderCost: cost,
      marginChange: none,
      optionRequirement: none,
      hold: cost,
      strategy,
    })
  }

  private find(accountId: string, orderId: number): Working | undefined {
    const found = [...this.working.values()].find(({ view }) => {
      const parts = 'legs' in view ? view.legs : 'children' in view ? view.children : []
      return view.id === orderId || parts.some((part) => part.id === orderId)
    })
    return found?.accountId === accountId ? found : undefined
  }

  modify(accountId: string, orderId: number, change: OrderChange, market: MarketView) {
    const found = this.find(accountId, orderId)
    if (found === undefined) return refusal('order_must_exist', accountId)
    if (isFinal(found.view.status)) return refusal('order_already_final', found.view.status)
    if ('children' in found.view) return refusal('group_order_must_not_change')
    if (Object.keys(change).length === 0) return refusal('order_must_change')
    found.view = { ...found.view, ...change, changedAt: market.now } as VenueOrder
    return ok({ id: orderId })
  }

  private end(found: Working, status: OrderStatus, now: number): void {
    const { view } = found
    const over = (execution: Execution): Execution => ({ ...execution, remainingQuantity: 0 })
    const ended = { ...view, status, changedAt: now }
    if ('legs' in ended)
      found.view = { ...ended, legs: ended.legs.map((leg) => ({ ...leg, execution: over(leg.execution) })) }
    else if ('children' in ended) {
      const children = ended.children.map((child) =>
        isFinal(child.status)
          ? child
          : { ...child, status, changedAt: now, execution: over(child.execution) },
      )
      found.view = { ...ended, children }
    } else found.view = { ...ended, execution: over(ended.execution) }
    this.tell({
      kind: 'order_ended',
      orderId: view.id,
      status,
      reason: null,
      at: now,
      accountId: found.accountId,
    })
  }

  cancel(accountId: string, orderId: number, market: MarketView) {
    const found = this.find(accountId, orderId)
    if (found === undefined) return refusal('order_must_exist', accountId)
    if (isFinal(found.view.status)) return refusal('order_already_final', found.view.status)
    this.end(found, 'canceled', market.now)
    return ok({ id: found.view.id })
  }

  private natural(leg: OrderLegRequest, market: MarketView): Price | null {
    const book = market.book(leg.optionSymbol ?? leg.symbol)
    return (isBuy(leg.side) ? book?.ask : book?.bid) ?? null
  }

  private book(books: Books, leg: OrderLegRequest, at: Price, now: number): void {
    const symbol = leg.optionSymbol ?? leg.symbol
    const option = leg.optionSymbol !== undefined
    const signed = (isBuy(leg.side) ? 1 : -1) * leg.quantity
    const money = Math.round((at * signed * (option ? 100 : 1)) / 100)
    books.cash -= money
    const held = books.positions.get(symbol)
    const quantity = (held?.quantity ?? 0) + signed
    const closes = held !== undefined && held.quantity > 0 !== signed > 0
    if (closes) {
      const long = held.quantity > 0
      const basis = Math.round((held.costBasis * Math.abs(signed)) / Math.abs(held.quantity))
      const [cost, proceeds] = long ? [basis, -money] : [money, -basis]
      const openedAt = held.acquiredAt
      books.lots.push({
        symbol,
        quantity: leg.quantity,
        cost: cents(cost),
        proceeds: cents(proceeds),
        openedAt,
        closedAt: now,
      })
    }
    const costBasis = closes
      ? Math.round((held.costBasis * quantity) / held.quantity)
      : (held?.costBasis ?? 0) + money
    if (quantity === 0) books.positions.delete(symbol)
    else {
      const id = held?.id ?? this.nextPosition++
      books.positions.set(symbol, { id, symbol, quantity, costBasis: cents(costBasis), acquiredAt: now })
    }
    books.history.push({
      at: now,
      amount: cents(-money),
      type: 'trade',
      symbol,
      description: leg.symbol,
      quantity: signed,
      price: at,
      commission: cents(0),
      optionType: null,
      tradeType: option ? 'option' : 'equity',
    })
  }

  private fillSimple(found: Working, order: VenueOrder, market: MarketView): VenueOrder {
    if ('legs' in order || 'children' in order || order.status !== 'open' || order.stop !== null) return order
    const at = this.natural(order.request, market)
    if (at === null) return order
    const buys = isBuy(order.request.side)
    if (order.limit !== null && (buys ? at > order.limit : at < order.limit)) return order
    this.book(this.books.get(found.accountId)!, order.request, at, market.now)
    const { groupId } = order
    this.tell({
      kind: 'order_filled',
      orderId: order.id,
      groupId,
      fills: [],
      at: market.now,
      accountId: found.accountId,
    })
    return {
      ...order,
      status: 'filled',
      changedAt: market.now,
      execution: filled(order.request.quantity, at),
    }
  }

  private fillNet(found: Working, market: MarketView): void {
    const order = found.view
    if (!('legs' in order)) return
    const prices = order.legs.map((leg) => this.natural(leg.request, market))
    if (prices.some((at) => at === null)) return
    const units = Math.min(...order.legs.map((leg) => leg.request.quantity))
    const net = order.legs.reduce((sum, { request }, i) => {
      const weight = (request.quantity / units) * (request.optionSymbol === undefined ? 0.01 : 1)
      return sum + (isBuy(request.side) ? 1 : -1) * prices[i]! * weight
    }, 0)
    const most =
      order.type === 'credit'
        ? -(order.limit ?? 0)
        : order.type === 'even'
          ? 0
          : (order.limit ?? Number.POSITIVE_INFINITY)
    if (net > most) return
    const legs = order.legs.map((leg, i) => ({
      ...leg,
      execution: filled(leg.request.quantity, price(prices[i]!)),
    }))
    const books = this.books.get(found.accountId)!
    for (const [i, { request }] of order.legs.entries()) this.book(books, request, prices[i]!, market.now)
    found.view = { ...order, status: 'filled', changedAt: market.now, legs, lastFillUnits: units }
    this.tell({
      kind: 'order_filled',
      orderId: order.id,
      groupId: null,
      fills: [],
      at: market.now,
      accountId: found.accountId,
    })
  }

  private fillGroup(found: Working, market: MarketView): void {
    const group = found.view
    if (!('children' in group)) return
    const children = group.children.map((child) => this.fillSimple(found, child, market) as typeof child)
    const first = group.class === 'oco' ? undefined : children[0]
    const exits = group.class === 'oto' || group.class === 'otoco' ? children.slice(1) : children
    const woken =
      first?.status === 'filled'
        ? exits.map((one) => (one.status === 'pending' ? { ...one, status: 'open' as const } : one))
        : exits
    const done = woken.some((one) => one.status === 'filled')
    const settled = woken.map((one) =>
      done && !isFinal(one.status)
        ? {
            ...one,
            status: 'canceled' as const,
            changedAt: market.now + 132,
            execution: { ...one.execution, remainingQuantity: 0 },
          }
        : one,
    )
    found.view = {
      ...group,
      status: done ? 'filled' : group.status,
      changedAt: done ? market.now : group.changedAt,
      children: first === undefined ? settled : [first, ...settled],
    }
  }

  step(market: MarketView): void {
    if (!this.open(market)) return
    for (const found of this.working.values()) {
      if (isFinal(found.view.status)) continue
      if (found.view.status === 'pending') {
        found.view = { ...found.view, status: 'open' } as VenueOrder
        this.tell({
          kind: 'order_opened',
          orderId: found.view.id,
          at: market.now,
          accountId: found.accountId,
        })
      }
      if ('legs' in found.view) this.fillNet(found, market)
      else if ('children' in found.view) this.fillGroup(found, market)
      else found.view = this.fillSimple(found, found.view, market)
    }
  }

  order(accountId: string, orderId: number): VenueOrder | undefined {
    return this.find(accountId, orderId)?.view
  }

  orders(accountId: string): readonly VenueOrder[] {
    return [...this.working.values()].filter((one) => one.accountId === accountId).map(({ view }) => view)
  }

  positions(accountId: string): readonly VenuePosition[] {
    return [...this.books.get(accountId)!.positions.values()].sort((a, b) => (a.symbol < b.symbol ? -1 : 1))
  }

  balances(accountId: string, market: MarketView): VenueBalances {
    const { cash, positions } = this.books.get(accountId)!
    const sums = { stockLong: 0, optionLong: 0, optionShort: 0, openPl: 0 }
    for (const { symbol, quantity, costBasis } of positions.values()) {
      const book = market.book(symbol)
      const option = symbol.length > 10
      const middle = ((book?.bid ?? 0) + (book?.ask ?? 0)) / 2
      const value = Math.round((middle * quantity * (option ? 100 : 1)) / 100)
      sums[option ? (quantity > 0 ? 'optionLong' : 'optionShort') : 'stockLong'] += value
      sums.openPl += value - costBasis
    }
    const long = sums.stockLong + sums.optionLong
    const working = this.orders(accountId).filter(({ status }) => !isFinal(status)).length
    const none = cents(0)
    return {
      totalEquity: cents(cash + long + sums.optionShort),
      totalCash: cents(cash),
      optionBuyingPower: cents(cash),
      stockBuyingPower: cents(cash * 2),
      optionRequirement: none,
      currentRequirement: none,
      longMarketValue: cents(long),
      shortMarketValue: cents(sums.optionShort),
      stockLongValue: cents(sums.stockLong),
      optionLongValue: cents(sums.optionLong),
      optionShortValue: cents(sums.optionShort),
      openPl: cents(sums.openPl),
      closePl: none,
      pendingCash: none,
      pendingOrders: working,
      unsettledFunds: none,
    }
  }

  closedLots(accountId: string): readonly ClosedLot[] {
    return this.books.get(accountId)!.lots
  }

  history(accountId: string): readonly HistoryEvent[] {
    return this.books.get(accountId)!.history
  }

  events(): readonly VenueEvent[] {
    return this.log
  }
}
