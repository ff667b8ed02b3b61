import type { Price } from '../../domain/money/price.ts'
import type { LegQuote } from './leg-quote.ts'

/** What would fill now: whole units, and the price of each leg. */
export interface UnitMatch {
  readonly units: number
  readonly prices: readonly Price[]
  readonly quotes: readonly LegQuote[]
  /** Whether it takes what is displayed; otherwise somebody came to the resting order. */
  readonly takes: boolean
}
