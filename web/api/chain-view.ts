import type { TradingDay } from '../../src/domain/calendar/trading-day.ts'
import type { Cents } from '../../src/domain/money/cents.ts'
import type { Price } from '../../src/domain/money/price.ts'
import type { NetPrice } from '../../src/domain/spread/net-price.ts'
import type { PayoffView } from './trade-view.ts'

/** One option of a chain row; what is not quoted is null. */
export interface ChainCell {
  readonly bid: Price | null
  readonly ask: Price | null
  readonly delta: number | null
  readonly volatility: number | null
}

/** A strike with both of its options. */
export interface ChainRow {
  readonly strike: Price
  readonly call: ChainCell
  readonly put: ChainCell
}

/** The options of one underlying and expiration around the money. */
export interface ChainView {
  readonly underlying: string
  readonly spot: Price
  readonly expiration: TradingDay
  readonly dte: number
  readonly rows: readonly ChainRow[]
}

/** What is put together in the ticket, as the server's preview judges it. */
export interface TicketView {
  readonly name: string
  /** The strikes of the legs: bought and sold, by type. */
  readonly picked: readonly {
    readonly strike: Price
    readonly type: 'call' | 'put'
    readonly side: 'buy' | 'sell'
  }[]
  readonly quantity: number
  readonly limit: NetPrice
  readonly payoff: PayoffView
  readonly buyingPowerCents: Cents | null
  readonly checks: readonly { readonly text: string; readonly passed: boolean }[]
}
