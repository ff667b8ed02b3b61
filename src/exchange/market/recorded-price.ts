import { type Price, price } from '../../domain/money/price.ts'

/** A recorded number of dollars as a price; null where it was not recorded. */
export function recordedPrice(dollars: number | undefined): Price | null {
  return dollars === undefined || !Number.isFinite(dollars) ? null : price(Math.round(dollars * 10_000))
}

/** The price of a recorded last trade; vendors write 0 where nothing ever traded, which is null here. */
export function tradePrice(dollars: number): Price | null {
  return dollars > 0 ? recordedPrice(dollars) : null
}
