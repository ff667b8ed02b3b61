import { addCents, type Cents, cents, negateCents, subtractCents } from '../../domain/money/cents.ts'
import { closedShareHalfEven } from '../../domain/money/closed-share.ts'
import { PRICE_UNITS_PER_CENT } from '../../domain/money/premium.ts'
import type { Price } from '../../domain/money/price.ts'
import { divideHalfEven } from '../../domain/money/rounding.ts'
import type { AccountBooks, Holding, Lot } from './account-books.ts'
import { addToday } from './change-holding.ts'
import type { MarketTime } from './venue-types.ts'

/** So many new shares in the place of so many old ones. */
export interface SplitRatio {
  readonly newShares: number
  readonly oldShares: number
}

/** What became of the shares of an account. */
export interface SplitShares {
  /** Shares that came in (+) or left (-). */
  readonly change: number
  /** For the fraction of a share that nobody can hold: + received, - paid for a short one. */
  readonly cashInLieu: Cents
}

/** Lots in new shares, each from where the one before it ends; of a lot that vanishes the cost goes to the next. */
function newLots(
  lots: readonly Lot[],
  { newShares, oldShares }: SplitRatio,
): { lots: Lot[]; carried: Cents } {
  const after: Lot[] = []
  let carried = cents(0)
  let old = 0
  let given = 0
  for (const lot of lots) {
    old += Math.abs(lot.quantity)
    const quantity = Math.floor((old * newShares) / oldShares) - given
    given += quantity
    carried = addCents(carried, lot.cost)
    if (quantity === 0) continue
    after.push({ ...lot, quantity: Math.sign(lot.quantity) * quantity, cost: carried })
    carried = cents(0)
  }
  return { lots: after, carried }
}

/**
 * Turns old shares into new ones at the cost that they had. The fraction of a new share that is left over is paid in
 * cash at the market's price, and its part of the last lot's cost is realized; without a price at its cost.
 *
 * @param mark of an old share
 */
export function splitShares(
  books: AccountBooks,
  holding: Holding,
  ratio: SplitRatio,
  mark: Price | null,
  at: MarketTime,
): SplitShares {
  const { newShares, oldShares } = ratio
  const old = Math.abs(holding.quantity)
  const sign = Math.sign(holding.quantity)
  const rest = (old * newShares) % oldShares
  const { lots, carried } = newLots(holding.lots, ratio)
  const quantity = lots.reduce((sum, lot) => sum + lot.quantity, 0)
  const change = quantity - holding.quantity
  let cashInLieu = cents(0)
  if (rest > 0) {
    const last = lots.pop()
    // The fraction is of the last lot, or of all when no whole share is left.
    const pooled = addCents(last?.cost ?? cents(0), carried)
    const cost = closedShareHalfEven(pooled, rest, Math.abs(last?.quantity ?? 0) * oldShares + rest)
    if (last !== undefined) lots.push({ ...last, cost: subtractCents(pooled, cost) })
    cashInLieu =
      mark === null ? cost : cents(sign * divideHalfEven(mark * rest, newShares * PRICE_UNITS_PER_CENT))
    realizeFraction(books, holding, { cost, cashInLieu, quantity: rest / oldShares }, at)
  }
  if (quantity === 0) books.holdings.delete(holding.symbol)
  holding.quantity = quantity
  holding.lots = lots
  holding.changedAt = at
  return { change, cashInLieu }
}

function realizeFraction(
  books: AccountBooks,
  { symbol, lots, quantity: held }: Holding,
  fraction: { readonly cost: Cents; readonly cashInLieu: Cents; readonly quantity: number },
  at: MarketTime,
): void {
  const { cost, cashInLieu, quantity } = fraction
  const sides =
    held > 0 ? { cost, proceeds: cashInLieu } : { cost: negateCents(cashInLieu), proceeds: negateCents(cost) }
  books.closedLots.push({ symbol, quantity, ...sides, openedAt: lots.at(-1)!.openedAt, closedAt: at })
  addToday(books, subtractCents(cashInLieu, cost), at)
}
