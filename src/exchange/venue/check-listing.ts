import { instant } from '../../domain/calendar/instant.ts'
import { coversDay } from '../../domain/calendar/market-calendar.ts'
import { newYorkDayOf } from '../../domain/calendar/new-york-time.ts'
import { isAdjustedRoot } from '../../domain/option/product.ts'
import { isIndex } from './fees.ts'
import { isClosing } from './order-side.ts'
import { regularWindow } from './trading-window.ts'
import { windowOf } from './unit-window.ts'
import { symbolOfLeg, type UnitShape } from './unit-leg.ts'
import { refusal, type VenueRefusal } from './venue-refusal.ts'
import type { VenueRoom } from './venue-state.ts'
import type { MarketView, OrderDuration, OrderLegRequest } from './venue-types.ts'

const FIVE_DOLLARS = 50_000

function checkOption(
  room: VenueRoom,
  leg: OrderLegRequest,
  of: string,
  market: MarketView,
): VenueRefusal | null {
  const symbol = symbolOfLeg(leg)
  const instrument = room.instruments.option(symbol)
  if (instrument === null) return refusal('symbol_must_be_known', symbol)
  const { contract } = instrument.option!
  const { calendar, alwaysOpen } = room.config
  // A contract that ended is refused by name even when the market has forgotten it.
  if (contract.expiration < newYorkDayOf(instant(market.now))) return refusal('contract_must_not_be_expired')
  if (market.book(symbol) === undefined || !coversDay(calendar, contract.expiration))
    return refusal('symbol_must_be_known', symbol)
  const isAlive = alwaysOpen || regularWindow(calendar, [instrument], market.now) !== null
  if (!isAlive) return refusal('contract_must_not_be_expired')
  if (instrument.underlying !== of && contract.root !== of)
    return refusal('option_symbol_must_be_of_the_symbol')
  if (isAdjustedRoot(contract.root) && !isClosing(leg.side)) return refusal('contract_must_be_standard')
  return null
}

function checkShares(
  room: VenueRoom,
  leg: OrderLegRequest,
  of: string,
  market: MarketView,
): VenueRefusal | null {
  const book = market.book(leg.symbol)
  const isOption = room.instruments.option(leg.symbol) !== null
  if (book === undefined || isOption) return refusal('symbol_must_be_known', leg.symbol)
  // What an order requires is reckoned for one underlying.
  if (leg.symbol !== of) return refusal('option_symbol_must_be_of_the_symbol')
  if (isIndex(leg.symbol)) return refusal('index_has_no_shares')
  const price = book.last ?? book.bid
  if (leg.side === 'sell_short' && price !== null && price < FIVE_DOLLARS)
    return refusal('short_sale_must_be_from_5_dollars')
  return null
}

/** Whether every instrument of an order is listed, alive, of the order's symbol, and may be traded so. */
export function checkListing(
  room: VenueRoom,
  legs: readonly OrderLegRequest[],
  symbol: string,
  market: MarketView,
): VenueRefusal | null {
  for (const leg of legs) {
    const found =
      leg.optionSymbol === undefined
        ? checkShares(room, leg, symbol, market)
        : checkOption(room, leg, symbol, market)
    if (found !== null) return found
  }
  return null
}

/** Whether an order can be sent at this time: `pre` and `post` only in their sessions. */
export function checkHours(
  room: VenueRoom,
  shape: UnitShape,
  duration: OrderDuration,
  market: MarketView,
): VenueRefusal | null {
  if (windowOf(room, shape, duration, market.now) !== null) return null
  if (duration === 'pre') return refusal('pre_market_unavailable')
  if (duration === 'post') return refusal('post_market_unavailable')
  return refusal('contract_must_not_be_expired')
}
