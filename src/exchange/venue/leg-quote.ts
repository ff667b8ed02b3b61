import type { Price } from '../../domain/money/price.ts'
import type { TakenLiquidity } from './taken-liquidity.ts'
import type { UnitLeg } from './unit-leg.ts'
import type { MatchingRules } from './venue-config.ts'
import type { MarketView, TopOfBook } from './venue-types.ts'

/** What a leg finds in the market. */
export interface LegQuote {
  readonly book: TopOfBook
  /** The price at which it trades at once: the ask to buy, the bid to sell. */
  readonly near: Price
  /** The price of the own side, the best that can be hoped for. */
  readonly far: Price
  /** Contracts or shares that are displayed at the near price. */
  readonly size: number
}

/** Whether a quote says nothing to trade by: a side is missing where it is needed, or the sides are crossed. */
export function isCrossed({ bid, ask }: Pick<TopOfBook, 'bid' | 'ask'>): boolean {
  return bid !== null && ask !== null && bid > ask
}

/**
 * What a leg finds, or null when it cannot trade: nothing listed, no ask to buy at, no bid to sell to, a crossed
 * quote. A bid of 0 takes only a leg of a net order, which gives a worthless option away beside another.
 */
export function legQuote(
  leg: UnitLeg,
  market: MarketView,
  rules: MatchingRules,
  isOneOfSeveral: boolean,
): LegQuote | null {
  const book = market.book(leg.symbol)
  if (book === undefined || isCrossed(book)) return null
  const { bid, ask } = book
  if (leg.sign > 0) {
    if (ask === null || ask <= 0) return null
    return { book, near: ask, far: bid ?? (0 as Price), size: sizeOf(book.askSize, rules) }
  }
  if (bid === null || bid < 0 || (bid === 0 && !isOneOfSeveral)) return null
  // Whoever is given something for nothing takes all of it.
  const size = bid === 0 ? Number.POSITIVE_INFINITY : sizeOf(book.bidSize, rules)
  return { book, near: bid, far: ask ?? bid, size }
}

function sizeOf(displayed: number, rules: MatchingRules): number {
  if (!rules.displayedSizeOnly) return Number.POSITIVE_INFINITY
  return displayed > 0 ? displayed : rules.sizeWhenUnknown
}

function isSameQuote(a: TakenLiquidity['quote'], b: TopOfBook): boolean {
  return (
    a.quotedAt === b.quotedAt &&
    a.bid === b.bid &&
    a.ask === b.ask &&
    a.bidSize === b.bidSize &&
    a.askSize === b.askSize
  )
}

/** What was taken of the present quote on the side that a leg trades with; 0 once the quote was refreshed. */
export function takenOf(taken: ReadonlyMap<string, TakenLiquidity>, leg: UnitLeg, book: TopOfBook): number {
  const before = taken.get(leg.symbol)
  if (before === undefined || !isSameQuote(before.quote, book)) return 0
  return leg.sign > 0 ? before.ask : before.bid
}

/** Notes that a leg took so much of the present quote. */
export function takeLiquidity(
  taken: Map<string, TakenLiquidity>,
  leg: UnitLeg,
  book: TopOfBook,
  quantity: number,
): void {
  let now = taken.get(leg.symbol)
  if (now === undefined || !isSameQuote(now.quote, book)) {
    const { quotedAt, bid, ask, bidSize, askSize } = book
    now = { quote: { quotedAt, bid, ask, bidSize, askSize }, bid: 0, ask: 0 }
    taken.set(leg.symbol, now)
  }
  if (leg.sign > 0) now.ask += quantity
  else now.bid += quantity
}
