import { instant } from '../../domain/calendar/instant.ts'
import { newYorkDayOf } from '../../domain/calendar/new-york-time.ts'
import { type Cents, cents } from '../../domain/money/cents.ts'
import { premiumCentsHalfEven } from '../../domain/money/premium.ts'
import { price } from '../../domain/money/price.ts'
import type { AccountBooks } from './account-books.ts'
import { holdingsOf, markOf, supportOf, underlyingsOf } from './buying-power.ts'
import { costBasis } from './ledger.ts'
import type { VenueRoom } from './venue-state.ts'
import type { MarketView, VenueBalances } from './venue-types.ts'

interface Values {
  stockLong: number
  stockShort: number
  optionLong: number
  optionShort: number
  basis: number
}

function valuesOf(room: VenueRoom, books: AccountBooks, market: MarketView): Values {
  const values = { stockLong: 0, stockShort: 0, optionLong: 0, optionShort: 0, basis: 0 }
  for (const { symbol, quantity } of books.holdings.values()) {
    const { multiplier, option } = room.instruments.of(symbol)
    const value = premiumCentsHalfEven(markOf(market, symbol) ?? price(0), quantity, multiplier)
    if (option === null) values[quantity > 0 ? 'stockLong' : 'stockShort'] += value
    else values[quantity > 0 ? 'optionLong' : 'optionShort'] += value
    values.basis += costBasis(books, symbol)
  }
  return values
}

/** Profit of what was closed on the New York day of now. */
function closedToday({ closedToday: latest }: AccountBooks, market: MarketView): Cents {
  return latest?.day === newYorkDayOf(instant(market.now)) ? latest.amount : cents(0)
}

/**
 * The balances of an account at the market's marks. Buying power for options is cash and the support of
 * positions, less what working orders hold; shares can be bought for twice of it on margin.
 */
export function venueBalances(room: VenueRoom, books: AccountBooks, market: MarketView): VenueBalances {
  const { stockLong, stockShort, optionLong, optionShort, basis } = valuesOf(room, books, market)
  let excess: number = books.cash
  let option = 0
  let total = 0
  for (const underlying of underlyingsOf(books, room.instruments)) {
    const held = holdingsOf(books, room.instruments, underlying)
    const { amount, requirement } = supportOf(books, held, market)
    excess += amount
    option += requirement.option
    total += requirement.total
  }
  const long = stockLong + optionLong
  const short = stockShort + optionShort
  const buyingPower = cents(excess - books.held)
  return {
    totalEquity: cents(books.cash + long + short),
    totalCash: books.cash,
    optionBuyingPower: buyingPower,
    stockBuyingPower: books.terms.type === 'margin' ? cents(2 * buyingPower) : buyingPower,
    optionRequirement: cents(option),
    currentRequirement: cents(total),
    longMarketValue: cents(long),
    shortMarketValue: cents(short),
    stockLongValue: cents(stockLong),
    optionLongValue: cents(optionLong),
    optionShortValue: cents(optionShort),
    openPl: cents(long + short - basis),
    closePl: closedToday(books, market),
    pendingCash: books.held,
    pendingOrders: books.working.size,
    unsettledFunds: cents(0),
  }
}
