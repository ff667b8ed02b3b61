import type { Instant } from '../domain/calendar/instant.ts'
import type { Cents } from '../domain/money/cents.ts'
import type { Price } from '../domain/money/price.ts'
import type { OptionAction, OptionContract } from '../domain/option/contract.ts'
import type { NetPrice } from '../domain/spread/net-price.ts'

/**
 * Where an order stands at the broker. `unrecognised` is a status that we do not know: entries stop, and it
 * counts as working, since to take it for dead could send a second order.
 */
export type BrokerOrderStatus =
  | 'pending'
  | 'open'
  | 'partially_filled'
  | 'filled'
  | 'cancelled'
  | 'expired'
  | 'rejected'
  | 'error'
  | 'unrecognised'

/**
 * What kind of order it is. `other` is a kind that we do not know (a fund, a bond): it is listed, without legs, so that
 * one such order in an account does not make all of its orders unreadable; no order of ours is ever one.
 */
export type BrokerOrderClass = 'equity' | 'option' | 'multileg' | 'combo' | 'oco' | 'oto' | 'otoco' | 'other'

/** One instrument of an order. */
export interface BrokerOrderLeg {
  readonly id: string
  /** OCC symbol of an option, ticker of shares; as the broker wrote it. */
  readonly symbol: string
  /** Null for shares, and for an adjusted or unreadable symbol. */
  readonly contract: OptionContract | null
  readonly action: OptionAction | 'buy' | 'sell' | 'sell_short' | 'buy_to_cover'
  /** Contracts or shares. */
  readonly quantity: number
  readonly filledQuantity: number
  /** Dollars per share, unrounded: fills of several prices average to any number of decimals. Null while unknown. */
  readonly averageFillPrice: number | null
}

/** An order as the broker reports it. All quantities are cumulative. */
export interface BrokerOrder {
  readonly id: string
  /** What we sent as the tag; null when the broker did not give one back. */
  readonly tag: string | null
  readonly class: BrokerOrderClass
  readonly status: BrokerOrderStatus
  /** The broker's words for a rejection. */
  readonly reason: string | null
  readonly underlying: string | null
  /** Spreads of a multileg order, contracts or shares of a single one; of a group 0. */
  readonly quantity: number
  /** Whole spreads (or contracts) filled. */
  readonly filledQuantity: number
  /** The limit in our sign; null for market orders and groups. */
  readonly limit: NetPrice | null
  readonly stop: Price | null
  /**
   * Cash that all fills have moved, + received, - paid, without fees; 0 with no fill, null while a fill has no
   * price, and of class `other`. Made from the legs where they are priced, else from the parent's average; of a group
   * the sum of its children.
   */
  readonly cashFlow: Cents | null
  /** The legs' fills are not in the ratio of the order: a price of the spread would be invented. */
  readonly unbalanced: boolean
  readonly legs: readonly BrokerOrderLeg[]
  /** The orders of a group, each with its own status and fills. */
  readonly children: readonly BrokerOrder[]
  readonly createdAt: Instant
  readonly changedAt: Instant
}

/**
 * Whether nothing can fill any more. Only these statuses prove it.
 *
 * @example
 * [isOver('cancelled'), isOver('pending'), isOver('unrecognised')] // => [true, false, false]
 */
export function isOver(status: BrokerOrderStatus): boolean {
  return ['filled', 'cancelled', 'expired', 'rejected', 'error'].includes(status)
}
