import type { Need } from './conformance-need.ts'
import type { ConformanceTarget } from './conformance-target.ts'

/** One thing that a service must do to pass for Tradier. Numbers are never used twice. */
export interface ConformanceCase {
  /** `T-014` */
  readonly id: string
  readonly title: string
  /** Method and path that it is about. */
  readonly endpoint: string
  /** The part of the fact sheet that it comes from. */
  readonly source: string
  /** Skip when the target has not all of these. */
  readonly needs?: readonly Need[]
  readonly run: (target: ConformanceTarget) => Promise<void>
}

/** A case; number 14 is `T-014`. */
export function conformanceCase(
  number: number,
  title: string,
  facts: Pick<ConformanceCase, 'endpoint' | 'source' | 'needs'>,
  run: ConformanceCase['run'],
): ConformanceCase {
  return { id: `T-${String(number).padStart(3, '0')}`, title, ...facts, run }
}

/** Why a case is skipped at a target, or null when it is run. */
export function skipReason(target: Pick<ConformanceTarget, 'has'>, of: ConformanceCase): string | null {
  const missing = (of.needs ?? []).filter((need) => !target.has.includes(need))
  return missing.length === 0 ? null : `the target has no ${missing.join(', ')}`
}
