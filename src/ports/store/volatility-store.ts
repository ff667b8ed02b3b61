import type { Instant } from '../../domain/calendar/instant.ts'
import type { TradingDay } from '../../domain/calendar/trading-day.ts'
import type { VolatilityQuality } from '../../domain/volatility/volatility-quality.ts'

/** The implied volatility of an underlying at the end of a New York day, at the money and thirty days. */
export interface VolatilityRecord {
  readonly underlying: string
  readonly day: TradingDay
  /** A fraction above 0: 0.2 is 20 %. */
  readonly volatility: number
  /** `own` when it was solved here from quotes, else the vendor whose volatilities it was made of. */
  readonly source: string
  readonly quality: VolatilityQuality
  readonly recordedAt: Instant
}

/** The past of implied volatility, as it was written down day by day: one value an underlying and day. */
export interface VolatilityStore {
  /** A value of the same underlying and day takes the place of the one before. */
  putVolatility(record: VolatilityRecord): Promise<void>
  /** From a day to a day, both included, ascending. */
  volatilities(underlying: string, from: TradingDay, to: TradingDay): Promise<readonly VolatilityRecord[]>
}
