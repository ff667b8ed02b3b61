import type { Instant } from '../../domain/calendar/instant.ts'
import type { MarketCalendar } from '../../domain/calendar/market-calendar.ts'
import type { Result } from '../../domain/refusal.ts'
import type { Clock } from '../../ports/clock.ts'
import type { VolatilityHistory } from '../../ports/volatility-history.ts'

/** A market with its time, real or in this process: what all the accounts that trade there share. */
export interface MarketWorld {
  readonly clock: Clock
  readonly calendar: MarketCalendar
  readonly volatility: VolatilityHistory | null
  /** What the market is, for a person, and what they should know of it. */
  readonly description: string
  readonly notes: readonly string[]
  /** Market seconds in a second; null where the time is the wall's own. */
  readonly speed: number | null
  /** What a recording holds options of, which the rules then look at unless a setting says otherwise; else null. */
  readonly recorded: readonly string[] | null
  /** Does work of this process for which the market's time stands. */
  during<Value>(work: () => Promise<Value>): Promise<Value>
  /** Plays the market until `stop` or its end; of a real one only `stop` ends it. */
  play(): Promise<void>
  stop(): void
  /** Whether its time has stopped for good. */
  hasEnded(): boolean
  /** Saves what must outlive the process. */
  save(): Promise<Result<true>>
  /** Saves when orders, fills or accounts have come since the last time. */
  saveChanges(): Promise<Result<true>>
  /** When the market opens; null while it is open. */
  opensAt(): Instant | null
}
