import { cents } from '../../domain/money/cents.ts'
import { ok, type Result } from '../../domain/refusal.ts'
import { applyFill } from './ledger.ts'
import type { HandFill, HandTrade } from './venue-fault.ts'
import { refusal, type VenueRefusalCode } from './venue-refusal.ts'
import { booksOf, tell, type VenueRoom } from './venue-state.ts'
import type { MarketView } from './venue-types.ts'

/**
 * Trades without an order and without asking anybody: somebody did it elsewhere. No fees, no limit, no size; the
 * orders that work stay, even when nothing is left that they could close.
 */
export function tradeByHand(
  room: VenueRoom,
  accountId: string,
  { symbol, quantity, price: asked }: HandTrade,
  market: MarketView,
): Result<HandFill, VenueRefusalCode> {
  if (!Number.isSafeInteger(quantity) || quantity === 0) return refusal('quantity_must_be_whole_and_positive')
  const book = market.book(symbol)
  const price = asked ?? (quantity > 0 ? book?.ask : book?.bid) ?? null
  if (price === null) {
    return book === undefined
      ? refusal('symbol_must_be_known', symbol)
      : refusal('instrument_must_have_a_price', symbol)
  }
  if (price < 0) return refusal('price_must_be_positive')
  const books = booksOf(room, accountId)
  const before = books.cash
  const instrument = room.instruments.of(symbol)
  applyFill(books, { instrument, quantity, price, fees: cents(0), at: market.now }, room.state)
  const fill = { symbol, quantity, price }
  const cash = cents(books.cash - before)
  tell(room, accountId, market.now, { kind: 'account_changed', cause: 'hand', fills: [fill], cash })
  return ok(fill)
}

/** Trades a position away, whole or a part of it. */
export function closeByHand(
  room: VenueRoom,
  accountId: string,
  symbol: string,
  market: MarketView,
  quantity?: number,
  price?: HandTrade['price'],
): Result<HandFill, VenueRefusalCode> {
  const held = booksOf(room, accountId).holdings.get(symbol)?.quantity ?? 0
  if (held === 0) return refusal('position_must_be_held', symbol)
  const closed = Math.min(quantity ?? Math.abs(held), Math.abs(held))
  const trade = { symbol, quantity: -Math.sign(held) * closed, ...(price === undefined ? {} : { price }) }
  return tradeByHand(room, accountId, trade, market)
}
