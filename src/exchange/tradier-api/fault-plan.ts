import { z } from 'zod'
import { nextRandom, seededRandom } from '../venue/seeded-random.ts'
import { FAULT, type Fault, type FaultSource, type PlannedRequest } from './fault.ts'

const time = z.number().int()

/** A fault that happens to some requests. */
export const FAULT_RULE = z.strictObject({
  fault: FAULT,
  /** Chance of each request that the rule is about, 0 to 1. */
  chance: z.number().min(0).max(1),
  /** Methods that it is about; absent for all. */
  methods: z.array(z.string()).optional(),
  /** A part of the path that it is about; absent for all. */
  path: z.string().optional(),
  /** Market time from and up to which it holds; absent for always. */
  from: time.optional(),
  until: time.optional(),
  /** How often it strikes at most; absent for no end. */
  times: z.number().int().min(1).optional(),
})

export type FaultRule = z.infer<typeof FAULT_RULE>

/** Everything that goes wrong, as plain JSON that can be printed, stored and played again. */
export const FAULT_PLAN = z.strictObject({ seed: z.number().int(), rules: z.array(FAULT_RULE).max(1_000) })

export type FaultPlan = z.infer<typeof FAULT_PLAN>

function isAbout(rule: FaultRule, { method, path, now }: PlannedRequest): boolean {
  if (rule.methods !== undefined && !rule.methods.includes(method)) return false
  if (rule.path !== undefined && !path.includes(rule.path)) return false
  return now >= (rule.from ?? Number.NEGATIVE_INFINITY) && now < (rule.until ?? Number.POSITIVE_INFINITY)
}

/**
 * Plays a plan from its beginning: the first rule that is about a request and that its draw hits. Every rule that is
 * asked draws one number, so the same plan and requests give the same faults.
 */
export function playFaultPlan({ seed, rules }: FaultPlan): FaultSource {
  const random = seededRandom(seed)
  const struck = rules.map(() => 0)
  return {
    faultOf(request): Fault | null {
      for (const [i, rule] of rules.entries()) {
        if (struck[i]! >= (rule.times ?? Number.POSITIVE_INFINITY)) continue
        if (!isAbout(rule, request) || nextRandom(random) >= rule.chance) continue
        struck[i] = struck[i]! + 1
        return rule.fault
      }
      return null
    },
  }
}
