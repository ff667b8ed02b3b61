import type { Cents } from '../../domain/money/cents.ts'
import type { Price } from '../../domain/money/price.ts'
import type { MarketTime, OrderStatus } from './venue-types.ts'

/** What happened to an order: it was taken in, began to work, filled (in part), or ended. */
export type EventFact =
  | { readonly kind: 'order_accepted'; readonly orderId: number; readonly status: OrderStatus }
  | { readonly kind: 'order_opened'; readonly orderId: number }
  | { readonly kind: 'order_filled'; readonly orderId: number; readonly groupId: number | null }
  | {
      readonly kind: 'order_ended'
      readonly orderId: number
      readonly status: OrderStatus
      readonly reason: string | null
    }

export type VenueEvent = EventFact & {
  readonly seq: number
  readonly at: MarketTime
  readonly accountId: string
}

/** A line of an account's history, as the clearing firm tells it. */
export interface HistoryEvent {
  readonly at: MarketTime
  readonly amount: Cents
  readonly type: 'trade' | 'option' | 'dividend' | 'adjustment' | 'journal'
  readonly symbol: string
  readonly description: string
  /** Signed: bought +, sold -; for an option that ended, what left the account. */
  readonly quantity: number
  /** Of a trade; null otherwise. */
  readonly price: Price | null
  readonly commission: Cents
  readonly optionType: 'exercise' | 'assignment' | 'expired' | null
  readonly tradeType: 'equity' | 'option'
}
