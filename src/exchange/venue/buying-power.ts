import { addCents, type Cents, cents } from '../../domain/money/cents.ts'
import { premiumCentsHalfEven } from '../../domain/money/premium.ts'
import { type Price, price } from '../../domain/money/price.ts'
import type { AccountBooks } from './account-books.ts'
import type { Instrument, InstrumentTable } from './instrument.ts'
import { type Requirement, requirementOf } from './requirement.ts'
import type { MarketView } from './venue-types.ts'

/** Shares or contracts with a sign, as they are or would be held. */
export interface Signed {
  readonly instrument: Instrument
  readonly quantity: number
}

/** Option level from which short puts may be on margin instead of secured by cash. */
export const NAKED_PUT_LEVEL = 4
/** Option level from which short calls need no cover. */
export const NAKED_CALL_LEVEL = 5

/** The mark of a symbol: the middle of its quote, or of a missing side or crossed sides the last trade. */
export function markOf(market: MarketView, symbol: string): Price | null {
  const book = market.book(symbol)
  if (book === undefined) return null
  const { bid, ask, last } = book
  if (bid !== null && ask !== null && bid <= ask && ask > 0) return price(Math.floor((bid + ask) / 2))
  return last ?? bid ?? ask
}

/** What an account holds of an underlying, with changes added. */
export function holdingsOf(
  books: AccountBooks,
  instruments: InstrumentTable,
  underlying: string,
  changes: readonly Signed[] = [],
): readonly Signed[] {
  const quantities = new Map<string, Signed>()
  for (const { symbol, quantity } of books.holdings.values()) {
    const instrument = instruments.of(symbol)
    if (instrument.underlying === underlying) quantities.set(symbol, { instrument, quantity })
  }
  for (const { instrument, quantity } of changes) {
    const before = quantities.get(instrument.symbol)?.quantity ?? 0
    quantities.set(instrument.symbol, { instrument, quantity: before + quantity })
  }
  return [...quantities.values()].filter(({ quantity }) => quantity !== 0)
}

/** The underlyings that an account holds something of. */
export function underlyingsOf(books: AccountBooks, instruments: InstrumentTable): ReadonlySet<string> {
  return new Set([...books.holdings.keys()].map((symbol) => instruments.of(symbol).underlying))
}

/**
 * What positions require of an account of this level. Short puts that only margin would cover must be secured
 * by the cash of their strike below level 4, and always in a cash account.
 */
function requirementFor(books: AccountBooks, held: readonly Signed[], market: MarketView): Requirement {
  const { type, optionLevel } = books.terms
  const puts = type === 'margin' && optionLevel >= NAKED_PUT_LEVEL ? 'margin' : 'secured'
  return requirementOf(held, (symbol) => markOf(market, symbol), puts)
}

function valueOfShares(held: readonly Signed[], market: MarketView): number {
  return held.reduce((sum, { instrument, quantity }) => {
    if (instrument.option !== null) return sum
    return sum + premiumCentsHalfEven(markOf(market, instrument.symbol) ?? price(0), quantity, 1)
  }, 0)
}

/** What positions leave beside cash: the loan value of shares on margin, less what everything requires. */
export interface Support {
  readonly amount: Cents
  readonly requirement: Requirement
}

/**
 * What positions of one underlying add to the buying power of options or take from it. On margin shares count
 * with their value less their requirement; in a cash account they count nothing, being paid for.
 */
export function supportOf(books: AccountBooks, held: readonly Signed[], market: MarketView): Support {
  const requirement = requirementFor(books, held, market)
  if (books.terms.type === 'cash') return { amount: cents(-requirement.option), requirement }
  return { amount: cents(valueOfShares(held, market) - requirement.total), requirement }
}

/** Cash and the support of all positions, before what working orders hold. */
export function excessOf(books: AccountBooks, instruments: InstrumentTable, market: MarketView): Cents {
  let excess = books.cash
  for (const underlying of underlyingsOf(books, instruments)) {
    const held = holdingsOf(books, instruments, underlying)
    excess = addCents(excess, supportOf(books, held, market).amount)
  }
  return excess
}
