import type { Instant } from '../domain/calendar/instant.ts'
import type { MarketPhase } from '../domain/calendar/market-phase.ts'
import type { TimeOfDay } from '../domain/calendar/time-of-day.ts'
import type { TradingDay } from '../domain/calendar/trading-day.ts'
import type { Cents } from '../domain/money/cents.ts'
import type { Price } from '../domain/money/price.ts'
import type { Result } from '../domain/refusal.ts'

/** Where the prices of an exchange come from. */
export type MarketChoice =
  | { readonly kind: 'synthetic' }
  | { readonly kind: 'recorded'; readonly path: string }
  | { readonly kind: 'snapshot'; readonly path: string }

/** An account to open; what is left out is the exchange's to choose. */
export interface AccountWish {
  readonly id: string | null
  readonly type: 'cash' | 'margin'
  readonly cash: Cents
  readonly optionLevel: number
}

/** What trading costs, to be paid. */
export interface FeeWish {
  readonly perContract: Cents
  readonly perIndexContract: Cents
  /** Of a filled order, once, whatever its size. */
  readonly perOptionOrder: Cents
  readonly perEquityOrder: Cents
}

/** Where faults come from. */
export type FaultChoice =
  | { readonly kind: 'seed'; readonly seed: number }
  | { readonly kind: 'file'; readonly path: string }

/** A switch of the API's quirks, set by hand. */
export interface SwitchSetting {
  readonly name: string
  readonly value: string
}

/** An exchange as a person wants it. */
export interface ExchangeRequest {
  readonly market: MarketChoice
  readonly seed: number
  /** The day on which the market begins; null for today, or the first recorded one. */
  readonly day: TradingDay | null
  /** New York; null for the open of a given day, or now. */
  readonly time: TimeOfDay | null
  /** Market seconds in a second; 0 for a market that only moves by steps. */
  readonly speed: number
  readonly alwaysOpen: boolean
  readonly personality: 'sandbox' | 'live'
  readonly accounts: readonly AccountWish[]
  /** Null for none. */
  readonly fees: FeeWish | null
  /** Null for one that is drawn. */
  readonly token: string | null
  /** The token of the door for tests and demonstrations; null keeps it shut. */
  readonly controlToken: string | null
  readonly faults: FaultChoice | null
  readonly switches: readonly SwitchSetting[]
  /** A file to go on from and to save to. */
  readonly stateFile: string | null
  readonly host: string
  readonly port: number
}

/** An account that is open. */
export interface OpenAccount {
  readonly id: string
  readonly type: 'cash' | 'margin'
  readonly cash: Cents
  readonly optionLevel: number
}

/** What an exchange is doing at a moment. */
export interface ExchangeStatus {
  readonly marketTime: Instant
  readonly phase: MarketPhase
  /** Whether the recording has been played to its end. */
  readonly isOver: boolean
  /** The book of the symbol that the exchange is shown by. */
  readonly quote: { readonly symbol: string; readonly bid: Price | null; readonly ask: Price | null }
  readonly requests: number
  readonly orders: number
  readonly workingOrders: number
  readonly fills: number
}

/** An exchange that runs. */
export interface OpenExchange {
  /** One line about its market: what it is, and from when to when. */
  readonly market: string
  readonly baseUrl: string
  readonly token: string
  readonly personality: 'sandbox' | 'live'
  readonly accounts: readonly OpenAccount[]
  /** Where the door for tests and demonstrations is; null when it is shut. */
  readonly control: { readonly url: string; readonly token: string } | null
  /** Whether it goes on from a saved state. */
  readonly isRestored: boolean
  /** What a person should know, a sentence each. */
  readonly notes: readonly string[]
  status(): ExchangeStatus
  /** Resolves never, and rejects when the exchange cannot go on. */
  readonly failed: Promise<never>
  /** Closes every connection, saves the state where one is wanted, and ends; refuses when it could not be saved. */
  close(): Promise<Result<true>>
}

/** Opens an exchange, or says in a sentence why it cannot be opened as wanted. */
export type ExchangeOpener = (request: ExchangeRequest) => Promise<Result<OpenExchange>>
