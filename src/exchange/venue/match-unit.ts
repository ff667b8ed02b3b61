import { PRICE_UNITS_PER_CENT } from '../../domain/money/premium.ts'
import { bestValue, legPrices, naturalValue } from './leg-prices.ts'
import { isCrossed, type LegQuote, legQuote, takenOf } from './leg-quote.ts'
import type { UnitTicket } from './order-ticket.ts'
import { nextRandom, type SeededRandom } from './seeded-random.ts'
import { signedLimit } from './unit-leg.ts'
import type { UnitMatch } from './unit-match.ts'
import type { VenueRoom } from './venue-state.ts'
import type { MarketView } from './venue-types.ts'

const MINUTE_MS = 60_000

/** How many chances of a fill an order lives through: an exponential variate with mean 1. */
export function drawPatience(random: SeededRandom): number {
  return -Math.log(1 - nextRandom(random))
}

/**
 * Whether a stop was touched: the bid at or below a sell stop, the ask at or above a buy stop. A crossed quote
 * or a side of 0 touches nothing, lest bad data sell a position away.
 */
export function touchesStop(ticket: UnitTicket, market: MarketView): boolean {
  const { order, shape } = ticket
  if ('legs' in order || order.stop === null) return false
  const book = market.book(shape.legs[0]!.symbol)
  if (book === undefined || isCrossed(book)) return false
  if (shape.legs[0]!.sign > 0) return book.ask !== null && book.ask > 0 && book.ask >= order.stop
  return book.bid !== null && book.bid > 0 && book.bid <= order.stop
}

function quotesOf({ shape }: UnitTicket, { config }: VenueRoom, market: MarketView): LegQuote[] | null {
  const quotes: LegQuote[] = []
  for (const leg of shape.legs) {
    const quote = legQuote(leg, market, config.matching, shape.legs.length > 1)
    if (quote === null) return null
    quotes.push(quote)
  }
  return quotes
}

/** Whole units that the displayed sizes allow, less what was taken of them when the order takes. */
function unitsDisplayed(ticket: UnitTicket, quotes: readonly LegQuote[], room: VenueRoom, takes: boolean) {
  return ticket.shape.legs.reduce((least, leg, i) => {
    const { book, size } = quotes[i]!
    const taken = takes ? takenOf(room.state.taken, leg, book) : 0
    return Math.min(least, Math.floor((size - taken) / leg.ratio))
  }, ticket.unitsLeft)
}

/** Whether a resting order's patience ends now; time since it was looked at last counts by its depth. */
function restsUntilNow(ticket: UnitTicket, depth: number, room: VenueRoom, now: number): boolean {
  const since = Math.max(ticket.lookedAt, ticket.window.opens)
  const rate = room.config.matching.restingFillsPerMinute * depth * depth
  ticket.patience -= (rate * Math.max(0, now - since)) / MINUTE_MS
  if (ticket.patience > 0) return false
  ticket.patience = drawPatience(room.state.random)
  return true
}

/** The natural value, bettered by luck, in whole cents of the order's price. */
function improved(natural: number, best: number, ticket: UnitTicket, { config, state }: VenueRoom): number {
  const { improvementChance, improvementShare } = config.matching
  if (improvementChance <= 0 || best >= natural) return natural
  if (nextRandom(state.random) >= improvementChance) return natural
  const gain = Math.floor(nextRandom(state.random) * improvementShare * (natural - best))
  return natural - (gain - (gain % (PRICE_UNITS_PER_CENT * ticket.shape.priceWeight)))
}

/**
 * What of an order fills at the market's present, or null. A marketable order trades at the natural price (or
 * better by luck) as far as displayed sizes go; one that rests inside the spread trades at its limit when its
 * patience is over. Legs trade together, in whole units, at prices within their quotes.
 */
export function matchUnit(ticket: UnitTicket, room: VenueRoom, market: MarketView): UnitMatch | null {
  const quotes = quotesOf(ticket, room, market)
  if (quotes === null) {
    ticket.lookedAt = market.now
    return null
  }
  const { shape } = ticket
  const natural = naturalValue(shape.legs, quotes)
  const best = bestValue(shape.legs, quotes)
  const limit = signedLimit(ticket.order)
  const worst = limit === null ? Number.POSITIVE_INFINITY : limit * shape.priceWeight
  const takes = natural <= worst
  const depth = (worst - best) / (natural - best)
  const rested = !takes && depth > 0 && restsUntilNow(ticket, depth, room, market.now)
  ticket.lookedAt = market.now
  if (!takes && !rested) return null
  const units = Math.min(
    unitsDisplayed(ticket, quotes, room, takes),
    ticket.unitsUntilCancel ?? Number.POSITIVE_INFINITY,
  )
  if (units < 1) return null
  const prices = legPrices(shape.legs, quotes, takes ? improved(natural, best, ticket, room) : worst)
  return prices === null ? null : { units, prices, quotes, takes }
}
