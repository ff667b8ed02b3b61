import { MINUTE_MS } from '../../domain/calendar/instant.ts'
import type { Session } from '../../domain/calendar/market-day.ts'
import type { MarketTime } from '../venue/venue-types.ts'

/** Where an underlying went in a session: a value at the open and after each step, the last one at the close. */
export interface UnderlyingTrack {
  /** Logarithm of the price in dollars. */
  readonly log: Float64Array
  /** Variance of its own, a year; empty for what only follows the market. */
  readonly own: Float64Array
}

/** One session of the synthetic market. */
export interface SessionPath {
  /** Its place since the first session of the history. */
  readonly index: number
  readonly session: Session
  /** Minutes of a step: 1, or 30 in the older history. */
  readonly stepMinutes: number
  /** Logarithm of the market's level, and its variance, at each point. */
  readonly market: Float64Array
  readonly variance: Float64Array
  /** A row an underlying, in the order of the market's specs. */
  readonly tracks: readonly UnderlyingTrack[]
}

/**
 * The point of a session that is in force at an instant: of the last step that has begun, 0 before the open
 * and the last one from the close on.
 */
export function pointAt(path: SessionPath, at: MarketTime): number {
  const steps = path.market.length - 1
  const begun = Math.floor((at - path.session.opens) / (path.stepMinutes * MINUTE_MS))
  return Math.max(0, Math.min(steps, begun))
}

/** The instant from which a point is in force, epoch milliseconds. */
export function pointTime(path: SessionPath, point: number): MarketTime {
  return path.session.opens + point * path.stepMinutes * MINUTE_MS
}
