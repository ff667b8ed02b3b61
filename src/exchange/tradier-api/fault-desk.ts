import type { Fault, FaultSource, PlannedRequest } from './fault.ts'
import { type FaultPlan, playFaultPlan } from './fault-plan.ts'

/** Where the plan of what goes wrong lies; it can be exchanged while the face runs. */
export class FaultDesk {
  private source: FaultSource | null = null
  private shown: FaultPlan | null = null
  private count = 0

  constructor(given: FaultSource | FaultPlan | undefined) {
    if (given !== undefined && 'rules' in given) this.set(given)
    else this.source = given ?? null
  }

  get hasPlan(): boolean {
    return this.source !== null
  }

  /** The plan that was set, as it was given; null when none was, or it was handed in as a function. */
  get plan(): FaultPlan | null {
    return this.shown
  }

  /** Plays another plan from its beginning, or none. */
  set(plan: FaultPlan | null): void {
    this.shown = plan
    this.source = plan === null ? null : playFaultPlan(plan)
  }

  /** What goes wrong with the next request. */
  faultOf({ method, path, now, tag }: Omit<PlannedRequest, 'count'>): Fault | null {
    const count = this.count
    this.count += 1
    return this.source?.faultOf({ method, path, now, count, tag }) ?? null
  }
}
