import type { Price } from '../../domain/money/price.ts'

/**
 * Something that goes wrong at the venue, planned ahead. `reject_next`, `partial_then_cancel` and
 * `fill_on_cancel` are used up by the first order they strike; `reject_symbol` stays until it is taken back.
 */
export type VenueFault =
  /** The next accepted order of the account is rejected after its 200, by this reason. */
  | { readonly kind: 'reject_next'; readonly accountId: string; readonly reason: string }
  /** The next order of the account fills this many whole units (at least 1), then the rest is canceled. */
  | { readonly kind: 'partial_then_cancel'; readonly accountId: string; readonly units: number }
  /** The next cancel of the account is acknowledged, yet the order has filled in the meantime, at its limit. */
  | { readonly kind: 'fill_on_cancel'; readonly accountId: string }
  /** Every order with this symbol (ticker or OCC symbol) is rejected after its 200. */
  | { readonly kind: 'reject_symbol'; readonly symbol: string; readonly reason: string }

/** A trade that no order of the account made: somebody traded at the broker's own screen. */
export interface HandTrade {
  /** Ticker or compact OCC symbol. */
  readonly symbol: string
  /** Bought +, sold -. */
  readonly quantity: number
  /** Per share; absent: the natural price, ask to buy and bid to sell. */
  readonly price?: Price
}

/** What a trade by hand was done at. */
export interface HandFill {
  readonly symbol: string
  readonly quantity: number
  readonly price: Price
}
