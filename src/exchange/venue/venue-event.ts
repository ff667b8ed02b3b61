import type { Cents } from '../../domain/money/cents.ts'
import type { Price } from '../../domain/money/price.ts'
import type { MarketTime, OrderSide, OrderStatus } from './venue-types.ts'

/** What happened: an order was taken in, began to work, filled (in part) or ended; or an account changed without one. */
export type EventFact =
  | { readonly kind: 'order_accepted'; readonly orderId: number; readonly status: OrderStatus }
  | { readonly kind: 'order_opened'; readonly orderId: number }
  | {
      readonly kind: 'order_filled'
      readonly orderId: number
      readonly groupId: number | null
      readonly fills: readonly OrderFill[]
      /** Of these fills, never negative. */
      readonly fees: Cents
      /** The worst net price a share that the order allowed then, + paid, - received; null without a limit. */
      readonly limit: number | null
    }
  | {
      readonly kind: 'order_changed'
      readonly orderId: number
      /** Its limit from now on, as that of a fill. */
      readonly limit: number | null
    }
  | {
      readonly kind: 'order_ended'
      readonly orderId: number
      readonly status: OrderStatus
      readonly reason: string | null
    }
  /** Ids from `next` on are given again; these orders are forgotten, children of groups among them. */
  | { readonly kind: 'order_ids_reset'; readonly next: number; readonly forgotten: readonly number[] }
  | {
      readonly kind: 'account_changed'
      readonly cause: ChangeCause
      readonly fills: readonly EventFill[]
      /** What cash changed by, + received. */
      readonly cash: Cents
    }

/** Why an account changed without an order of its own. */
export type ChangeCause =
  | 'hand'
  | 'expiration'
  | 'exercise'
  | 'assignment'
  | 'risk_desk'
  | 'split'
  | 'dividend'
  | 'wipe'

/** What came in (+) or left (-), and at what price; null when it was no trade. */
export interface EventFill {
  readonly symbol: string
  readonly quantity: number
  readonly price: Price | null
}

/** A fill of an order, leg by leg. */
export interface OrderFill extends EventFill {
  readonly side: OrderSide
  readonly price: Price
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
