import { expirationInstant, settlementSession } from '../../domain/calendar/contract-expiration.ts'
import { instant } from '../../domain/calendar/instant.ts'
import { newYorkDayOf } from '../../domain/calendar/new-york-time.ts'
import { nextSession } from '../../domain/calendar/session-lookup.ts'
import type { TradingDay } from '../../domain/calendar/trading-day.ts'
import { cents } from '../../domain/money/cents.ts'
import { premiumCentsHalfEven } from '../../domain/money/premium.ts'
import type { Price } from '../../domain/money/price.ts'
import type { OptionContract } from '../../domain/option/contract.ts'
import { productOfRoot } from '../../domain/option/product.ts'
import { intrinsicValue } from '../../domain/spread/payoff.ts'
import { type AccountBooks, type Holding, holdingsInOrder } from './account-books.ts'
import { settleInCash } from './deliver-contracts.ts'
import { endOrdersOf } from './end-orders.ts'
import type { VenueRoom } from './venue-state.ts'
import type { MarketTime, MarketView } from './venue-types.ts'

/**
 * When the books show how a contract ended: some time after the prices it is settled at, or, for one on shares,
 * before the next session.
 */
export function settlesAt({ config }: VenueRoom, contract: OptionContract): MarketTime {
  const { afterMs, deliversNextSession } = config.settlement
  if (deliversNextSession && productOfRoot(contract.root).delivery === 'physical') {
    return nextSession(config.calendar, settlementSession(config.calendar, contract).day).preMarketOpens
  }
  return expirationInstant(config.calendar, contract) + afterMs
}

function settle(
  room: VenueRoom,
  accountId: string,
  { symbol, quantity }: Holding,
  settlement: Price,
  at: MarketTime,
): void {
  const instrument = room.instruments.of(symbol)
  const { contract } = instrument.option!
  const inside = intrinsicValue(contract, settlement)
  if (productOfRoot(contract.root).delivery === 'cash') {
    const value = premiumCentsHalfEven(inside, quantity, instrument.multiplier)
    settleInCash(room, accountId, instrument, quantity, value, at)
  } else if (inside >= room.config.settlement.exerciseFrom) {
    room.parts.deliverContracts(room, accountId, instrument, quantity, at)
  } else settleInCash(room, accountId, instrument, quantity, cents(0), at)
}

/** Whether an account holds a contract that ends today or ended before. Asked at every step, so nothing is sorted. */
function holdsEnded({ instruments }: VenueRoom, books: AccountBooks, today: TradingDay): boolean {
  for (const symbol of books.holdings.keys()) {
    const option = instruments.of(symbol).option
    if (option !== null && option.contract.expiration <= today) return true
  }
  return false
}

/**
 * Ends every contract whose settlement is due: in cash at its intrinsic value, or, on shares, exercised or assigned
 * when it is in the money by the threshold of exercise by exception; worthless otherwise. Orders that still work on
 * it end. A contract whose settlement price is not known yet stays as it is: to guess one would invent money.
 */
export function settleExpirations(room: VenueRoom, market: MarketView): void {
  const today = newYorkDayOf(instant(market.now))
  for (const [accountId, books] of room.state.accounts) {
    if (!holdsEnded(room, books, today)) continue
    for (const holding of holdingsInOrder(books)) {
      const option = room.instruments.of(holding.symbol).option
      if (option === null || option.contract.expiration > today) continue
      if (market.now < settlesAt(room, option.contract)) continue
      const settlement = market.settlementOf(holding.symbol)
      if (settlement === null) continue
      endOrdersOf(room, accountId, holding.symbol, 'expired', market.now)
      settle(room, accountId, holding, settlement, market.now)
    }
  }
}
