import type { Price } from '../domain/money/price.ts'
import type { Leg, OptionAction, OptionContract } from '../domain/option/contract.ts'
import type { NetPrice } from '../domain/spread/net-price.ts'

/** How long an order works: until the session ends, or until it is cancelled. */
export type TimeInForce = 'day' | 'gtc'

/** Several legs at one net price, filled together in their ratio or not at all. */
export interface SpreadTicket {
  readonly kind: 'spread'
  readonly underlying: string
  readonly legs: readonly Leg[]
  /** Spreads, at least 1; contracts of a leg are `quantity x ratio`. */
  readonly quantity: number
  /** The worst net price, per share; null for a market order, which only an explicit setting allows. */
  readonly limit: NetPrice | null
  readonly timeInForce: TimeInForce
}

/** One option contract. */
export interface OptionTicket {
  readonly kind: 'option'
  readonly underlying: string
  readonly contract: OptionContract
  readonly action: OptionAction
  readonly quantity: number
  /** Per share; null for a market (or plain stop) order. */
  readonly limit: Price | null
  /** Per share; null without a stop. With a limit it is a stop-limit. */
  readonly stop: Price | null
  readonly timeInForce: TimeInForce
}

/** Two closing orders of one contract of which at most one fills. */
export interface OcoTicket {
  readonly kind: 'oco'
  readonly takeProfit: OptionTicket
  readonly stopLoss: OptionTicket
}

/** An opening order whose fill brings an OCO to life. */
export interface OtocoTicket {
  readonly kind: 'otoco'
  readonly entry: OptionTicket
  readonly takeProfit: OptionTicket
  readonly stopLoss: OptionTicket
}

/** What we ask the broker to do. */
export type OrderTicket = SpreadTicket | OptionTicket | OcoTicket | OtocoTicket
