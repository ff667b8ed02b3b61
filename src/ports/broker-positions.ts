import type { Instant } from '../domain/calendar/instant.ts'
import type { Cents } from '../domain/money/cents.ts'
import type { OptionContract } from '../domain/option/contract.ts'
import type { BrokerRead } from './broker-fault.ts'
import type { CallPriority } from './call-priority.ts'

/** One row of the broker's positions. */
export interface BrokerPosition {
  /** OCC symbol of an option, ticker of shares. */
  readonly symbol: string
  /** Null for shares, and for an adjusted or unreadable symbol, which no order of ours may touch. */
  readonly contract: OptionContract | null
  /** Contracts, whole, or shares, in parts as well (reinvested dividends); + long, - short. */
  readonly quantity: number
  /** Cash paid for all of it, + paid, - received (the broker's sign). */
  readonly costBasis: Cents
  readonly acquiredAt: Instant
}

/** What the broker says we hold. */
export interface PositionsDesk {
  readPositions(priority: CallPriority): Promise<BrokerRead<readonly BrokerPosition[]>>
}
