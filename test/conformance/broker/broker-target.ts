import type { TradingDay } from '../../../src/domain/calendar/trading-day.ts'
import type { OptionContract } from '../../../src/domain/option/contract.ts'
import type { BrokerProvider } from '../../../src/ports/broker.ts'
import type { Clock } from '../../../src/ports/clock.ts'
import type { MarketData } from '../../../src/ports/market-data.ts'

/** What only a broker under the test's control has. */
export interface BrokerControl {
  /** Dollars; null is a side that nobody quotes. */
  quote(symbol: string, bid: number | null, ask: number | null): void
  /** Lets market time pass. */
  advance(ms: number): void
}

/** A put spread that is listed, and how it may be traded. */
export interface SampleSpread {
  readonly underlying: string
  readonly expiration: TradingDay
  readonly short: OptionContract
  readonly long: OptionContract
  /** Credit in 1/10,000 dollar at which it fills at once. */
  readonly marketable: number
  /** Credit at which it waits. */
  readonly far: number
}

/** A broker and its market as the cases see them. */
export interface BrokerTarget {
  readonly broker: BrokerProvider
  readonly marketData: MarketData
  readonly clock: Clock
  readonly sample: SampleSpread
  /** Whether the broker keeps a history of the account. */
  readonly keepsHistory: boolean
  /** Waits for an answer, and lets time pass when everyone waits for it. */
  settle<Value>(promise: Promise<Value>): Promise<Value>
  readonly control?: BrokerControl
}
