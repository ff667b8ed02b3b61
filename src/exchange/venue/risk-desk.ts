import { contractCloses } from '../../domain/calendar/contract-expiration.ts'
import { instant } from '../../domain/calendar/instant.ts'
import type { Session } from '../../domain/calendar/market-day.ts'
import { marketDayOf } from '../../domain/calendar/session-lookup.ts'
import { premiumCentsHalfEven } from '../../domain/money/premium.ts'
import { type Price, price } from '../../domain/money/price.ts'
import { productOfRoot } from '../../domain/option/product.ts'
import { intrinsicValue } from '../../domain/spread/payoff.ts'
import type { AccountBooks } from './account-books.ts'
import { excessOf, holdingsOf, markOf, type Signed, supportOf } from './buying-power.ts'
import { endOrdersOf } from './end-orders.ts'
import { unitOf } from './order-life.ts'
import { placeForced } from './place-order.ts'
import type { VenueRoom } from './venue-state.ts'
import type { MarketView } from './venue-types.ts'

const MILLION = 1_000_000

/** Contracts of an account that end today and deliver shares. */
function endingToday(room: VenueRoom, books: AccountBooks, session: Session, now: number): Signed[] {
  const { calendar, riskDesk } = room.config
  const ending: Signed[] = []
  for (const { symbol, quantity } of books.holdings.values()) {
    const instrument = room.instruments.of(symbol)
    const contract = instrument.option?.contract
    if (contract?.expiration !== session.day) continue
    if (productOfRoot(contract.root).delivery !== 'physical') continue
    const closes = contractCloses(calendar, contract, session)
    if (closes !== null && now >= closes - riskDesk.beforeCloseMs && now < closes) {
      ending.push({ instrument, quantity })
    }
  }
  return ending
}

/** Whether an account could bear it if its contracts that end today were settled at a price. */
function bears(
  room: VenueRoom,
  books: AccountBooks,
  ending: readonly Signed[],
  settlement: Price,
  market: MarketView,
): boolean {
  const { underlying } = ending[0]!.instrument
  const stock = room.instruments.of(underlying)
  let paid = 0
  let shares = 0
  const changes = ending.map(({ instrument, quantity }) => ({ instrument, quantity: -quantity }))
  for (const { instrument, quantity } of ending) {
    const { contract } = instrument.option!
    if (intrinsicValue(contract, settlement) < room.config.settlement.exerciseFrom) continue
    const delivered = (contract.type === 'call' ? quantity : -quantity) * instrument.multiplier
    shares += delivered
    paid += premiumCentsHalfEven(contract.strike, delivered, 1)
  }
  const before = holdingsOf(books, room.instruments, underlying)
  const after = holdingsOf(books, room.instruments, underlying, [
    ...changes,
    { instrument: stock, quantity: shares },
  ])
  const held = after.find(({ instrument }) => instrument.symbol === underlying)?.quantity ?? 0
  if (held < 0 && shares < 0 && books.terms.type === 'cash') return false
  const others = excessOf(books, room.instruments, market) - supportOf(books, before, market).amount - paid
  return others + supportOf(books, after, market).amount >= 0
}

/** The shorts in the money at some price near the present one that the account could not bear. */
function dangerous(
  room: VenueRoom,
  books: AccountBooks,
  ending: readonly Signed[],
  market: MarketView,
): ReadonlySet<Signed> {
  const found = new Set<Signed>()
  const spot = markOf(market, ending[0]!.instrument.underlying)
  if (spot === null) return found
  const band = Math.round(room.config.riskDesk.band * MILLION)
  const away = Math.round((spot * band) / MILLION)
  for (const settlement of [spot - away, spot, spot + away].map(price)) {
    if (bears(room, books, ending, settlement, market)) continue
    for (const one of ending) {
      if (one.quantity < 0 && intrinsicValue(one.instrument.option!.contract, settlement) > 0) found.add(one)
    }
  }
  return found
}

function isBeingClosed(room: VenueRoom, books: AccountBooks, { instrument }: Signed): boolean {
  return [...(books.unitsOf.get(instrument.underlying) ?? [])].some((id) => {
    const { isForced, shape } = unitOf(room, id)
    return isForced && shape.legs[0]?.symbol === instrument.symbol
  })
}

function buyBack(room: VenueRoom, accountId: string, short: Signed, market: MarketView): void {
  const { symbol, underlying } = short.instrument
  // What the account itself has working on it would close it a second time.
  endOrdersOf(room, accountId, symbol, 'canceled', market.now)
  const request = {
    class: 'option',
    symbol: underlying,
    optionSymbol: symbol,
    side: 'buy_to_close',
    quantity: -short.quantity,
    type: 'market',
    duration: 'day',
  } as const
  placeForced(room, accountId, request, market)
}

/**
 * The broker's own care in the last hour before contracts on shares end: where an account could not bear the
 * assignment of a short, at the underlying's price or a little beyond, its orders on that contract are canceled and
 * the short is bought back at the market. One that nobody offers is looked at again at the next step.
 */
export function closeDangerous(room: VenueRoom, market: MarketView): void {
  if (!room.config.riskDesk.isActive) return
  const day = marketDayOf(room.config.calendar, instant(market.now))
  if (day.kind === 'closed' || market.now < day.closes - room.config.riskDesk.beforeCloseMs) return
  for (const [accountId, books] of room.state.accounts) {
    const ending = endingToday(room, books, day, market.now)
    const byUnderlying = Map.groupBy(ending, ({ instrument }) => instrument.underlying)
    for (const own of byUnderlying.values()) {
      if (!own.some(({ quantity }) => quantity < 0)) continue
      for (const short of dangerous(room, books, own, market)) {
        if (isBeingClosed(room, books, short)) continue
        if ((market.book(short.instrument.symbol)?.ask ?? null) === null) continue
        buyBack(room, accountId, short, market)
      }
    }
  }
}
