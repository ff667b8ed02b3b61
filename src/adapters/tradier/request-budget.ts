import { invariant } from '../../domain/invariant.ts'
import { CALL_PRIORITIES, type CallPriority } from '../../ports/call-priority.ts'
import type { Clock } from '../../ports/clock.ts'
import { type CallCount, CallLog } from './call-log.ts'
import { ClassGate } from './class-gate.ts'
import type { RateClass } from './rate-class.ts'
import { backOffUntil, toldWindow } from './rate-window.ts'

/** Half of what Tradier allows: other programs of the same person may use the token as well. */
export const DEFAULT_CEILING = 50
/**
 * The share of the budget that a priority leaves to those that the exits live by. An entry that walks its price may not
 * use up what an exit needs in the same minute, and a scan of many chains not what the mirror needs: without a fresh
 * mirror no exit is sized.
 */
const KEPT_SHARE: Readonly<Record<CallPriority, number>> = {
  exit: 0,
  cancel: 0,
  resolution: 0,
  sync: 0.1,
  entry: 0.2,
  scan: 0.4,
}

/** A call that asks for its place in the budget. */
export interface WantedCall {
  readonly priority: CallPriority
  readonly rateClass: RateClass
  /** Its name in the counts. */
  readonly endpoint: string
  /** Epoch milliseconds after which it is not wanted any more. */
  readonly notAfter: number
}

/** Whether a call may go now; if not, when one might. */
export type Grant = { readonly ok: true } | { readonly ok: false; readonly retryAt: number }

interface Waiter {
  readonly call: WantedCall
  readonly answer: (grant: Grant) => void
}

function rank(call: WantedCall): number {
  return CALL_PRIORITIES.indexOf(call.priority)
}

/**
 * The one budget of a token, shared by everything that uses it: at most `ceiling` calls in any 60 seconds, and never
 * more than the broker's own counter leaves. The most urgent goes first, and a part is kept from whoever is less urgent
 * than an exit (`KEPT_SHARE`), so that an exit is never starved by looking or by entries. Who must wait waits on the handed-in clock.
 */
export class RequestBudget {
  private readonly clock: Clock
  private readonly ceiling: number
  private readonly log = new CallLog()
  private readonly gates: Readonly<Record<RateClass, ClassGate>> = {
    standard: new ClassGate(),
    market_data: new ClassGate(),
    trading: new ClassGate(),
  }
  private readonly waiters: Waiter[] = []
  private wakesAt = Number.POSITIVE_INFINITY

  constructor(clock: Clock, ceiling = DEFAULT_CEILING) {
    invariant(Number.isSafeInteger(ceiling) && ceiling >= 2, `a ceiling is 2 calls or more, got ${ceiling}`)
    this.clock = clock
    this.ceiling = ceiling
  }

  /** Waits for a place. Refused at once when no place can come before the call's `notAfter`. */
  acquire(call: WantedCall): Promise<Grant> {
    return new Promise((answer) => {
      const behind = this.waiters.findIndex((waiter) => rank(waiter.call) > rank(call))
      this.waiters.splice(behind < 0 ? this.waiters.length : behind, 0, { call, answer })
      this.serve()
    })
  }

  /** Ends the waits of some priorities: somebody more urgent must not wait until they have had their turn. */
  endWaits(priorities: ReadonlySet<CallPriority>): void {
    const now = this.clock.now()
    for (const waiter of [...this.waiters]) {
      const { call } = waiter
      if (priorities.has(call.priority)) this.finish(waiter, { ok: false, retryAt: this.opensAt(call, now) })
    }
  }

  /** Takes in what the answer to a granted call says of the broker's counter; null when there was no answer. */
  settle(
    rateClass: RateClass,
    answer: {
      readonly status: number
      readonly headers: ReadonlyMap<string, string>
      readonly text: string | null
    } | null,
  ): void {
    const now = this.clock.now()
    const gate = this.gates[rateClass]
    gate.answered(answer === null ? null : toldWindow(answer.headers, now))
    if (answer?.status === 429) gate.close(backOffUntil(answer.headers, answer.text, now))
    this.serve()
  }

  /** The calls of the last 60 seconds. */
  callsInLastMinute(): CallCount {
    return this.log.count(this.clock.now())
  }

  private opensAt(call: WantedCall, now: number): number {
    const keptShare = KEPT_SHARE[call.priority]
    const limit = this.ceiling - Math.ceil(this.ceiling * keptShare)
    return Math.max(this.log.opensAt(limit, now), this.gates[call.rateClass].opensAt(keptShare, now))
  }

  /** Lets go whoever may, the most urgent first; one that its class holds up does not hold up the others. */
  private serve(): void {
    const now = this.clock.now()
    let next = Number.POSITIVE_INFINITY
    for (const waiter of [...this.waiters]) {
      const { call } = waiter
      const opensAt = this.opensAt(call, now)
      if (opensAt <= now && now <= call.notAfter) {
        this.gates[call.rateClass].sent()
        this.log.add(now, call.priority, call.endpoint)
        this.finish(waiter, { ok: true })
      } else if (opensAt > call.notAfter || now > call.notAfter) {
        this.finish(waiter, { ok: false, retryAt: opensAt })
      } else {
        next = Math.min(next, opensAt)
      }
    }
    this.wake(next, now)
  }

  private finish(waiter: Waiter, grant: Grant): void {
    this.waiters.splice(this.waiters.indexOf(waiter), 1)
    waiter.answer(grant)
  }

  private wake(at: number, now: number): void {
    if (at >= this.wakesAt || at === Number.POSITIVE_INFINITY) return
    this.wakesAt = at
    const served = (): void => {
      if (this.wakesAt === at) this.wakesAt = Number.POSITIVE_INFINITY
      this.serve()
    }
    void this.clock.sleep(at - now).then(served)
  }
}
