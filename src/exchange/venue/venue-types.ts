import type { TradingDay } from '../../domain/calendar/trading-day.ts'
import type { Cents } from '../../domain/money/cents.ts'
import type { Price } from '../../domain/money/price.ts'

/** Epoch milliseconds on the market's clock. */
export type MarketTime = number

/** The kinds of account that the venue keeps; an option level of 0 to 6 says what it may trade. */
export interface AccountTerms {
  readonly id: string
  readonly type: 'cash' | 'margin'
  readonly optionLevel: number
  readonly openingCash: Cents
}

/** What a side does: shares are bought and sold, options are opened and closed. */
export type OrderSide =
  | 'buy'
  | 'sell'
  | 'sell_short'
  | 'buy_to_cover'
  | 'buy_to_open'
  | 'buy_to_close'
  | 'sell_to_open'
  | 'sell_to_close'

export type OrderDuration = 'day' | 'gtc' | 'pre' | 'post'
export type SimpleOrderType = 'market' | 'limit' | 'stop' | 'stop_limit'
export type NetOrderType = 'market' | 'debit' | 'credit' | 'even'

/** One instrument in an order: a share symbol (`SPY`) or a compact OCC symbol (`SPY260918C00650000`). */
export interface OrderLegRequest {
  /** Ticker of the underlying, or of the shares themselves. */
  readonly symbol: string
  /** Compact OCC symbol, absent for shares. */
  readonly optionSymbol?: string
  readonly side: OrderSide
  /** Shares or contracts, a positive integer. */
  readonly quantity: number
}

/** An order on one instrument; prices are per share. */
export interface SimpleOrderRequest extends OrderLegRequest {
  readonly class: 'equity' | 'option'
  readonly type: SimpleOrderType
  readonly duration: OrderDuration
  readonly limit?: Price
  readonly stop?: Price
  readonly tag?: string
}

/** Two to four legs at one net price per unit, filled together or not at all. */
export interface NetOrderRequest {
  readonly class: 'multileg' | 'combo'
  readonly symbol: string
  readonly type: NetOrderType
  readonly duration: OrderDuration
  /** Net per unit, positive, for debit and credit. */
  readonly limit?: Price
  readonly legs: readonly OrderLegRequest[]
  readonly tag?: string
}

/** Orders that depend on each other: one cancels the other, one triggers another, or both. */
export interface GroupOrderRequest {
  readonly class: 'oco' | 'oto' | 'otoco'
  readonly children: readonly SimpleOrderRequest[]
  readonly tag?: string
}

export type OrderRequest = SimpleOrderRequest | NetOrderRequest | GroupOrderRequest

export type OrderStatus =
  | 'pending'
  | 'open'
  | 'partially_filled'
  | 'filled'
  | 'expired'
  | 'canceled'
  | 'rejected'
  | 'error'

/** What an instrument of an order has done so far. */
export interface Execution {
  readonly executedQuantity: number
  readonly remainingQuantity: number
  /** Sum of fill price times quantity, in `Price` units times quantity; the average is this over executedQuantity. */
  readonly executedValue: number
  readonly lastFillPrice: Price | null
  readonly lastFillQuantity: number
}

interface OrderRecord {
  readonly id: number
  readonly accountId: string
  readonly status: OrderStatus
  readonly createdAt: MarketTime
  readonly changedAt: MarketTime
  readonly tag: string | null
  /** Why it was rejected, in Tradier's words. */
  readonly reason: string | null
}

export interface SimpleOrder extends OrderRecord {
  readonly class: 'equity' | 'option'
  readonly request: SimpleOrderRequest
  /** The limit and stop at present; a modification changes them, not the request. */
  readonly limit: Price | null
  readonly stop: Price | null
  readonly type: SimpleOrderType
  readonly duration: OrderDuration
  readonly execution: Execution
  /** The group that it belongs to, or null. */
  readonly groupId: number | null
}

export interface NetOrderLeg {
  readonly id: number
  readonly request: OrderLegRequest
  readonly execution: Execution
}

export interface NetOrder extends OrderRecord {
  readonly class: 'multileg' | 'combo'
  readonly request: NetOrderRequest
  readonly type: NetOrderType
  readonly duration: OrderDuration
  readonly limit: Price | null
  readonly legs: readonly NetOrderLeg[]
  /** Units (leg quantities over their greatest common divisor) of the latest fill. */
  readonly lastFillUnits: number
}

export interface GroupOrder extends OrderRecord {
  readonly class: 'oco' | 'oto' | 'otoco'
  readonly request: GroupOrderRequest
  readonly children: readonly SimpleOrder[]
}

export type VenueOrder = SimpleOrder | NetOrder | GroupOrder

/** One row a symbol, as the broker reports it: short is negative, and so is its cost basis. */
export interface VenuePosition {
  readonly id: number
  readonly symbol: string
  readonly quantity: number
  readonly costBasis: Cents
  readonly acquiredAt: MarketTime
}

/** A position that was closed: bought for `cost`, sold for `proceeds`, whichever came first. */
export interface ClosedLot {
  readonly symbol: string
  readonly quantity: number
  readonly cost: Cents
  readonly proceeds: Cents
  readonly openedAt: MarketTime
  readonly closedAt: MarketTime
}

export interface VenueBalances {
  readonly totalEquity: Cents
  readonly totalCash: Cents
  readonly optionBuyingPower: Cents
  readonly stockBuyingPower: Cents
  readonly optionRequirement: Cents
  readonly currentRequirement: Cents
  readonly longMarketValue: Cents
  readonly shortMarketValue: Cents
  readonly stockLongValue: Cents
  readonly optionLongValue: Cents
  readonly optionShortValue: Cents
  readonly openPl: Cents
  readonly closePl: Cents
  /** Cash held by working orders. */
  readonly pendingCash: Cents
  readonly pendingOrders: number
  readonly unsettledFunds: Cents
}

/** A best bid and offer at an instant. A side that nobody quotes is null; sizes are contracts or shares. */
export interface TopOfBook {
  readonly bid: Price | null
  readonly ask: Price | null
  readonly bidSize: number
  readonly askSize: number
  readonly last: Price | null
  readonly quotedAt: MarketTime
}

/** From this day on a buyer of the shares does not get the dividend. */
export interface ExDividend {
  readonly day: TradingDay
  /** Per share. */
  readonly amount: Price
}

/** What the venue asks of the market at its present time; the market stands still while the venue works. */
export interface MarketView {
  readonly now: MarketTime
  /** The book of a share, index or compact OCC symbol; undefined when nothing of that name is listed. */
  book(symbol: string): TopOfBook | undefined
  /** The official settlement of an option's underlying for the contract's expiration, null until it is known. */
  settlementOf(optionSymbol: string): Price | null
  /** Past and announced ex-dividend days of shares, ascending; empty when there are none. */
  dividends(symbol: string): readonly ExDividend[]
}
