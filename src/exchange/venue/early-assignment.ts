import { instant } from '../../domain/calendar/instant.ts'
import type { Session } from '../../domain/calendar/market-day.ts'
import { newYorkDayOf } from '../../domain/calendar/new-york-time.ts'
import { nextSession, previousSession } from '../../domain/calendar/session-lookup.ts'
import type { TradingDay } from '../../domain/calendar/trading-day.ts'
import type { OptionContract } from '../../domain/option/contract.ts'
import { productOfRoot } from '../../domain/option/product.ts'
import { intrinsicValue } from '../../domain/spread/payoff.ts'
import { holdingsInOrder } from './account-books.ts'
import { markOf } from './buying-power.ts'
import type { Instrument } from './instrument.ts'
import { nextRandom } from './seeded-random.ts'
import type { VenueRoom } from './venue-state.ts'
import type { MarketView } from './venue-types.ts'

/** Whether contracts of a root may be exercised before they end, and then deliver shares. */
export function isAssignable(root: string): boolean {
  const { exercise, delivery } = productOfRoot(root)
  return exercise === 'american' && delivery === 'physical'
}

/** Whether a holder of the call would rather have the shares before tomorrow's dividend than keep its time value. */
function losesToDividend(instrument: Instrument, exDay: TradingDay, market: MarketView): boolean {
  const { contract } = instrument.option!
  const spot = markOf(market, instrument.underlying)
  if (contract.type !== 'call' || spot === null) return false
  const paid = market.dividends(instrument.underlying).find(({ day }) => day === exDay)
  if (paid === undefined) return false
  const inside = intrinsicValue(contract, spot)
  // Without a quote nobody offers the holder more than what exercise brings.
  const timeValue = Math.max(0, (markOf(market, instrument.symbol) ?? inside) - inside)
  return inside > 0 && paid.amount > timeValue
}

function isDeep(contract: OptionContract, underlying: string, share: number, market: MarketView): boolean {
  const spot = markOf(market, underlying)
  return spot !== null && intrinsicValue(contract, spot) >= share * contract.strike
}

/** How many of a short position are assigned in the evening of a session; draws only where there is a chance. */
function assignedOf(
  room: VenueRoom,
  instrument: Instrument,
  contracts: number,
  exDay: TradingDay,
  market: MarketView,
): number {
  const { nightlyChance, deepShare, beforeExDividend } = room.config.assignment
  if (beforeExDividend && losesToDividend(instrument, exDay, market)) return contracts
  const { contract } = instrument.option!
  if (nightlyChance <= 0 || !isDeep(contract, instrument.underlying, deepShare, market)) return 0
  if (nextRandom(room.state.random) >= nightlyChance) return 0
  return 1 + Math.floor(nextRandom(room.state.random) * contracts)
}

function assignIn(room: VenueRoom, session: Session, market: MarketView): void {
  const exDay = nextSession(room.config.calendar, session.day).day
  for (const [accountId, books] of room.state.accounts) {
    for (const { symbol, quantity } of holdingsInOrder(books)) {
      const instrument = room.instruments.of(symbol)
      if (quantity > 0 || instrument.option === null) continue
      const { root, expiration } = instrument.option.contract
      // What ends tonight is settled, not assigned early.
      if (expiration <= session.day || !isAssignable(root)) continue
      const contracts = assignedOf(room, instrument, -quantity, exDay, market)
      if (contracts > 0) room.parts.deliverContracts(room, accountId, instrument, -contracts, market.now)
    }
  }
}

/**
 * Assigns short American options on shares in the evening of each session: calls whose time value is less than the
 * dividend of the next day, all of them; and, by the seed, some that are deep in the money.
 */
export function assignEarly(room: VenueRoom, market: MarketView): void {
  const { state, config } = room
  const today = newYorkDayOf(instant(market.now))
  state.assignedThrough ??= previousSession(config.calendar, today).day
  for (;;) {
    const session = nextSession(config.calendar, state.assignedThrough)
    if (market.now < session.closes + config.settlement.afterMs) return
    assignIn(room, session, market)
    state.assignedThrough = session.day
  }
}
