import type { Instant } from '../domain/calendar/instant.ts'
import type { Cents } from '../domain/money/cents.ts'
import type { BrokerRead } from './broker-fault.ts'
import type { CallPriority } from './call-priority.ts'

/** Where orders go: `exchange` is the built-in one. Paper can never reach live: token, host and account carry it. */
export type BrokerEnvironment = 'exchange' | 'sandbox' | 'live'

/** Which account at which broker; part of every stored key. */
export interface BrokerAccountKey {
  readonly environment: BrokerEnvironment
  readonly accountId: string
}

/** What the broker says of an account besides its money. */
export interface BrokerProfile {
  readonly accountId: string
  readonly status: 'active' | 'closed' | 'other'
  readonly type: 'cash' | 'margin' | 'other'
  /** 0 to 6 at Tradier; what it allows is the broker's to say. */
  readonly optionLevel: number
  readonly dayTrader: boolean
}

/** An account's money, in cents. What the broker did not report is null, never 0. */
export interface BrokerBalances {
  readonly accountId: string
  readonly totalEquity: Cents
  readonly totalCash: Cents
  /** What new options may cost; null where the account's kind reports none. */
  readonly optionBuyingPower: Cents | null
  readonly stockBuyingPower: Cents | null
  readonly openPl: Cents | null
  /** Realized today, by the broker's account. */
  readonly closePl: Cents | null
  readonly optionRequirement: Cents | null
  /** Cash held by working orders. */
  readonly pendingCash: Cents | null
  readonly pendingOrders: number | null
}

/** The market's state as the broker tells it. */
export interface BrokerClock {
  /** The broker's own time. */
  readonly at: Instant
  readonly state: 'premarket' | 'open' | 'postmarket' | 'closed' | 'unrecognised'
}

/** The account, its money and the broker's clock. */
export interface AccountDesk {
  readProfile(priority: CallPriority): Promise<BrokerRead<BrokerProfile>>
  /** A body of another account is a `malformed` fault and an incident. */
  readBalances(priority: CallPriority): Promise<BrokerRead<BrokerBalances>>
  readClock(priority: CallPriority): Promise<BrokerRead<BrokerClock>>
}
