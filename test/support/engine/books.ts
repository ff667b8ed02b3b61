import type { OrderIntent } from '../../../src/ports/store/intent-store.ts'
import type { TradeRecord } from '../../../src/ports/store/trade-store.ts'
import { isOurTag } from '../../../src/engine/submission/order-tag.ts'
import { isFinal } from '../../../src/exchange/venue/order-ticket.ts'
import type {
  NetOrder,
  SimpleOrder,
  VenueOrder,
  VenuePosition,
} from '../../../src/exchange/venue/venue-types.ts'
import { ACCOUNT, type TradingWorld, VENUE_ACCOUNT } from './trading-world.ts'

/** A leg of an order at the venue: contracts that filled, + bought, - sold, and what is left to fill. */
export interface BookedLeg {
  readonly symbol: string
  readonly opens: boolean
  readonly filled: number
  readonly remaining: number
  /** Cash of its fills in cents, + received. */
  readonly cash: number
}

/** An order of ours at the venue, with its tag. */
export interface BookedOrder {
  readonly id: string
  readonly tag: string
  readonly status: VenueOrder['status']
  readonly live: boolean
  readonly legs: readonly BookedLeg[]
}

/** Both sides of the account at one moment: the venue's truth, and what our store believes. */
export interface Books {
  readonly now: number
  /** What the venue has under our tags; read past the API. */
  readonly orders: readonly BookedOrder[]
  readonly positions: readonly VenuePosition[]
  /** Cash that came since the account was opened, cents; fees and the orders of others are in it. */
  readonly cash: number
  readonly trades: readonly TradeRecord[]
  readonly intents: readonly OrderIntent[]
  /** Tags of the orders that were sent, in the order in which they reached the exchange. */
  readonly posted: readonly string[]
}

/** Reads both sides. */
export async function readBooks(world: TradingWorld): Promise<Books> {
  const { trades, intents } = await world.read(async (tx) => {
    const recent = await tx.recentTrades(ACCOUNT, 10_000)
    return { trades: recent, intents: await tx.intentsOfTrades(recent.map(({ trade }) => trade.id)) }
  })
  const { venue, market, requests } = world
  return {
    now: market.now,
    orders: venue.orders(VENUE_ACCOUNT).flatMap((order) => booked(order)),
    positions: venue.positions(VENUE_ACCOUNT),
    cash: venue.balances(VENUE_ACCOUNT, market).totalCash,
    trades,
    intents,
    posted: requests.flatMap(({ tag }) => (isOurTag(tag) ? [tag] : [])),
  }
}

function booked(order: VenueOrder): BookedOrder[] {
  const { id, tag, status } = order
  if (!isOurTag(tag)) return []
  const legs = 'children' in order ? [groupLeg(order.children)] : legsOf(order)
  return [{ id: String(id), tag, status, live: !isFinal(order), legs }]
}

/** The children of an OCO as the one order that they are: what each has filled, and once what either may still fill. */
function groupLeg(children: readonly SimpleOrder[]): BookedLeg {
  const sides = children.map((child) => legsOf(child)[0]!)
  const sum = (of: (leg: BookedLeg) => number): number => sides.reduce((total, leg) => total + of(leg), 0)
  // The first execution excludes the other side at once, although that is seen a moment later only.
  const able = sides.some(({ filled }) => filled !== 0) ? sides.filter(({ filled }) => filled !== 0) : sides
  const left = able.map(({ remaining }) => remaining)
  const remaining = left.reduce((most, one) => (Math.abs(one) > Math.abs(most) ? one : most), 0)
  return { ...sides[0]!, filled: sum(({ filled }) => filled), remaining, cash: sum(({ cash }) => cash) }
}

function legsOf(order: SimpleOrder | NetOrder): BookedLeg[] {
  const parts = 'legs' in order ? order.legs : [order]
  return parts.map(({ request, execution }) => {
    const sign = request.side.startsWith('buy') ? 1 : -1
    const { executedQuantity, remainingQuantity, executedValue } = execution
    return {
      symbol: ('optionSymbol' in request ? request.optionSymbol : undefined) ?? request.symbol,
      opens: request.side.endsWith('_to_open'),
      filled: sign * executedQuantity,
      remaining: sign * remainingQuantity,
      // A price is 1/10,000 dollar a share and a contract is 100 shares, so the value is cents as it stands.
      cash: -sign * executedValue,
    }
  })
}

/** Signed contracts by symbol that the trades have open by their own fills. */
export function openContracts(
  trades: readonly TradeRecord[],
  symbolOf: (leg: TradeRecord['spread']['legs'][number]) => string,
  open: (record: TradeRecord) => number,
): ReadonlyMap<string, number> {
  const sums = new Map<string, number>()
  for (const record of trades) {
    for (const leg of record.spread.legs) {
      const sign = leg.action.startsWith('buy') ? 1 : -1
      const symbol = symbolOf(leg)
      sums.set(symbol, (sums.get(symbol) ?? 0) + sign * leg.ratio * open(record))
    }
  }
  return sums
}
