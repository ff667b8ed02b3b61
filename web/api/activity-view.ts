import type { Instant } from '../../src/domain/calendar/instant.ts'

/** An order as the broker has it, with its last words. */
export interface OrderLine {
  readonly id: string
  readonly at: Instant
  readonly what: string
  readonly state: 'working' | 'filled' | 'cancelled' | 'rejected' | 'unknown'
  readonly words: string
}

/** Something that does not agree, until a person or evidence explains it. */
export interface BreakLine {
  readonly id: string
  readonly at: Instant
  readonly title: string
  readonly evidence: string
  /** What a person can do about it. */
  readonly actions: readonly string[]
}

/** Scheduled work, and how its last run went. */
export interface CycleLine {
  readonly name: string
  readonly schedule: string
  readonly lastAt: Instant | null
  readonly durationMs: number | null
  readonly outcome: 'ok' | 'failed' | 'late'
}

/** What the engine and the broker have been doing. */
export interface ActivityView {
  readonly orders: readonly OrderLine[]
  readonly breaks: readonly BreakLine[]
  readonly cycles: readonly CycleLine[]
  readonly budget: { readonly used: number; readonly limit: number }
}
