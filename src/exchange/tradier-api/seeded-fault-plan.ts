import { nextRandom, seededRandom } from '../venue/seeded-random.ts'
import type { Fault, FaultPlan, PlannedRequest } from './fault.ts'

/** A fault that happens to some requests. */
export interface FaultRule {
  readonly fault: Fault
  /** Chance of each request that the rule is about, 0 to 1. */
  readonly chance: number
  /** Methods that it is about; absent for all. */
  readonly methods?: readonly string[]
  /** A part of the path that it is about; absent for all. */
  readonly path?: string
  /** Market time from and up to which it holds; absent for always. */
  readonly from?: number
  readonly until?: number
}

function isAbout(rule: FaultRule, { method, path, now }: PlannedRequest): boolean {
  if (rule.methods !== undefined && !rule.methods.includes(method)) return false
  if (rule.path !== undefined && !path.includes(rule.path)) return false
  return now >= (rule.from ?? Number.NEGATIVE_INFINITY) && now < (rule.until ?? Number.POSITIVE_INFINITY)
}

/**
 * A plan by rules: the first rule that is about a request and that its draw hits. Every rule that is asked draws
 * one number, so the same seed and requests give the same faults.
 */
export function seededFaultPlan(seed: number, rules: readonly FaultRule[]): FaultPlan {
  const random = seededRandom(seed)
  return {
    faultOf(request) {
      for (const rule of rules) {
        if (isAbout(rule, request) && nextRandom(random) < rule.chance) return rule.fault
      }
      return null
    },
  }
}
