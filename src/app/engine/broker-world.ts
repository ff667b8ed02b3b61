import type { TradierConnection } from '../../adapters/tradier/connection.ts'
import type { Instant } from '../../domain/calendar/instant.ts'
import type { MarketCalendar } from '../../domain/calendar/market-calendar.ts'
import type { Result } from '../../domain/refusal.ts'
import type { Clock } from '../../ports/clock.ts'
import type { VolatilityHistory } from '../../ports/volatility-history.ts'

/** Where an engine trades: a broker with its market and its time, real or in this process. */
export interface BrokerWorld {
  readonly connection: TradierConnection
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
  /** What must never be written down. */
  readonly secrets: readonly string[]
  /** Does work of this process for which the market's time stands. */
  during<Value>(work: () => Promise<Value>): Promise<Value>
  /** Plays the market until `stop` or its end; of a real one only `stop` ends it. */
  play(): Promise<void>
  stop(): void
  /** Saves what must outlive the process. */
  save(): Promise<Result<true>>
  /** Rises with everything that is worth saving. */
  changes(): number
  /** When the market opens; null while it is open. */
  opensAt(): Instant | null
}
