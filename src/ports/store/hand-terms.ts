import type { Price } from '../../domain/money/price.ts'

/** What whoever began a trade by hand knew and thought at that moment. Kept as it was said; null where nothing was. */
export interface CallerContext {
  /** The name that the caller gives to their idea; `spread.strategy` is what was traded. */
  readonly strategy: string | null
  /** Scores of 0 to 100. */
  readonly cardScore: number | null
  readonly aiScore: number | null
  readonly technicalScore: number | null
  readonly sentimentScore: number | null
  readonly aiVerdict: string | null
  readonly gateVerdict: string | null
  /** Per share. */
  readonly deltaAtEntry: number | null
  /** A fraction: 0.25 is 25 %. */
  readonly ivAtEntry: number | null
}

/** Nobody said anything. */
export const NO_CONTEXT: CallerContext = {
  strategy: null,
  cardScore: null,
  aiScore: null,
  technicalScore: null,
  sentimentScore: null,
  aiVerdict: null,
  gateVerdict: null,
  deltaAtEntry: null,
  ivAtEntry: null,
}

/**
 * What a person asked for with a trade. The protection that they want: for a single leg a bracket at the broker, for a
 * spread, and wherever the broker has no bracket, the engine's own watch. What the broker has accepted is `trade.bracket`.
 */
export interface HandTerms {
  /** Wanted stop price per share of the whole spread, + received to close; null without one. */
  readonly stopLoss: Price | null
  /** Wanted take-profit price per share, in the same sign. */
  readonly takeProfit: Price | null
  /** How often a person changed or overrode the protection since the entry. */
  readonly overrideCount: number
  readonly context: CallerContext
}
