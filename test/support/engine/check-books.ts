import { cents, type Cents } from '../../../src/domain/money/cents.ts'
import { formatOccSymbol } from '../../../src/domain/option/occ-symbol.ts'
import { signOfAction } from '../../../src/domain/option/action.ts'
import { totalCashFlow } from '../../../src/domain/trade/execution.ts'
import { filledQuantity, openQuantity, realizedPnl } from '../../../src/domain/trade/trade-figures.ts'
import { checkInvariants } from '../../../src/exchange/venue/invariants.ts'
import { booksOf } from '../../../src/exchange/venue/venue-state.ts'
import type { NetOrder, VenueOrder } from '../../../src/exchange/venue/venue-types.ts'
import { isUnsettled, type OrderIntent } from '../../../src/ports/store/intent-store.ts'
import type { OrderRecord } from '../../../src/ports/store/order-store.ts'
import type { PositionRow } from '../../../src/ports/store/position-reader.ts'
import type { TradeRecord } from '../../../src/ports/store/trade-store.ts'
import { ACCOUNT, type TradingWorld, VENUE_ACCOUNT } from './trading-world.ts'

/** What the engine believes of an account beside what the exchange knows of it; money in cents, + received. */
export interface BooksReport {
  readonly trades: number
  readonly entered: number
  readonly closed: number
  readonly orders: number
  /** Profit of what has left, without fees, by the engine. */
  readonly realized: Cents
  /** Entry cash of what is still open, by the engine. */
  readonly openCash: Cents
  /** Fees, which only the exchange reports. */
  readonly fees: Cents
  /** What cash has moved by since the opening, by the exchange. */
  readonly cashMoved: Cents
  /** What does not tie, a sentence each; empty when everything does. */
  readonly differences: readonly string[]
}

interface OurBooks {
  readonly trades: readonly TradeRecord[]
  readonly intents: readonly OrderIntent[]
  readonly orders: readonly OrderRecord[]
  readonly positions: readonly PositionRow[]
}

const EVERYTHING = 1_000_000

/**
 * Holds the engine's books against the exchange's own truth, to the cent, the contract and the order: cash moved =
 * realized - fees + entry cash of what is open; positions of trades = mirror = exchange; every order of the exchange is
 * an order of ours with the same fills and cash, and every order that we believe in is the exchange's.
 */
export async function checkBooks(world: TradingWorld): Promise<BooksReport> {
  const ours = await world.read(async (tx): Promise<OurBooks> => {
    const trades = await tx.recentTrades(ACCOUNT, EVERYTHING)
    return {
      trades,
      intents: await tx.intentsOfTrades(trades.map(({ trade }) => trade.id)),
      orders: await tx.recentOrders(ACCOUNT, EVERYTHING),
      positions: await tx.positions(ACCOUNT),
    }
  })
  const cash = cashOf(world, ours.trades)
  const { market, venue } = world
  const violations = checkInvariants(venue.room, (symbol) => market.settlementOf(symbol))
  return {
    trades: ours.trades.length,
    entered: ours.trades.filter(({ trade }) => filledQuantity(trade) > 0).length,
    closed: ours.trades.filter(({ trade }) => trade.status === 'CLOSED').length,
    orders: venue.orders(VENUE_ACCOUNT).length,
    ...cash.figures,
    differences: [
      ...cash.differences,
      ...positionDifferences(world, ours),
      ...orderDifferences(world, ours),
      ...violations.map(
        ({ rule, subject, evidence }) => `the exchange breaks ${rule}: ${subject}, ${evidence}`,
      ),
    ],
  }
}

function cashOf({ venue, market }: TradingWorld, trades: readonly TradeRecord[]) {
  const differences: string[] = []
  let [realized, openCash] = [0, 0]
  for (const { trade } of trades) {
    const [entry, profit] = [totalCashFlow(trade.entries), realizedPnl(trade)]
    if (entry === null || profit === null) differences.push(`trade ${trade.id} has fills without a price`)
    realized += profit ?? 0
    // What the entry moved and the profit has not counted yet is the open part's.
    openCash += (entry ?? 0) + (totalCashFlow(trade.exits) ?? 0) - (profit ?? 0)
  }
  const { feesPaid: fees, terms } = booksOf(venue.room, VENUE_ACCOUNT)
  const cashMoved = cents(venue.balances(VENUE_ACCOUNT, market).totalCash - terms.openingCash)
  const expected = realized - fees + openCash
  if (cashMoved !== expected) {
    differences.push(`cash moved by ${cashMoved} cents, the trades and fees say ${expected}`)
  }
  return { figures: { realized: cents(realized), openCash: cents(openCash), fees, cashMoved }, differences }
}

function positionDifferences({ venue }: TradingWorld, { trades, positions }: OurBooks): string[] {
  const byTrades = new Map<string, number>()
  for (const { trade, spread } of trades) {
    for (const { contract, action, ratio } of spread.legs) {
      const symbol = formatOccSymbol(contract)
      const quantity = signOfAction(action) * ratio * openQuantity(trade)
      byTrades.set(symbol, (byTrades.get(symbol) ?? 0) + quantity)
    }
  }
  const held = new Map(venue.positions(VENUE_ACCOUNT).map(({ symbol, quantity }) => [symbol, quantity]))
  const mirrored = new Map(
    positions.map(({ symbol, side, quantity }) => [symbol, side === 'long' ? quantity : -quantity]),
  )
  const symbols = [...new Set([...byTrades.keys(), ...held.keys(), ...mirrored.keys()])]
  return symbols.flatMap((symbol) => {
    const [a, b, c] = [byTrades, mirrored, held].map((of) => of.get(symbol) ?? 0)
    return a === b && b === c ? [] : [`${symbol}: trades hold ${a}, the mirror ${b}, the exchange ${c}`]
  })
}

function orderDifferences({ venue }: TradingWorld, { trades, intents, orders }: OurBooks): string[] {
  const known = new Map(orders.map((record) => [record.order.id, record]))
  const sent = new Map(intents.map((intent) => [intent.brokerOrderId, intent]))
  const executions = new Map(
    trades.flatMap(({ trade }) => [...trade.entries, ...trade.exits].map((one) => [one.key, one] as const)),
  )
  const all = venue.orders(VENUE_ACCOUNT)
  const differences = all.flatMap((order): string[] => {
    const [record, intent] = [known.get(`${order.id}`), sent.get(`${order.id}`)]
    if (record === undefined || intent === undefined) return [`order ${order.id} is not in our books`]
    const { filled, cash } = fillsOf(order)
    const execution = executions.get(intent.id)
    const told = [record.order.filledQuantity, intent.filledQuantity, execution?.quantity ?? 0]
    const paid = [record.order.cashFlow, intent.cashFlow ?? 0, execution?.cashFlow ?? 0]
    return [
      ...(told.every((one) => one === filled) ? [] : [`order ${order.id} filled ${filled}, we say ${told}`]),
      ...(paid.every((one) => one === cash) ? [] : [`order ${order.id} moved ${cash} cents, we say ${paid}`]),
    ]
  })
  const ids = new Set(all.map(({ id }) => `${id}`))
  for (const { id, brokerOrderId, state } of intents) {
    if (brokerOrderId !== null && !ids.has(brokerOrderId))
      differences.push(`intent ${id} is behind order ${brokerOrderId}, which the exchange never had`)
    if (isUnsettled(state)) differences.push(`intent ${id} is still ${state}`)
  }
  return differences
}

/** Whole spreads that an order of the engine has filled, and their cash in cents, + received. */
function fillsOf(order: VenueOrder): { readonly filled: number; readonly cash: number } {
  const { legs } = order as NetOrder
  let cash = 0
  for (const { request, execution } of legs) {
    // 1/10,000 dollar a share, times the 100 shares of a contract, is a cent.
    cash += request.side.startsWith('sell') ? execution.executedValue : -execution.executedValue
  }
  return { filled: Math.min(...legs.map(({ execution }) => execution.executedQuantity)), cash }
}
