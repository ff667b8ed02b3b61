import type { HttpCall, HttpOutcome, HttpTransport } from '../../../src/adapters/tradier/http-transport.ts'
import type { Clock } from '../../../src/ports/clock.ts'
import type { Fates } from './fault-mix.ts'

/** The process ended at this point: nothing after it has happened. */
export class Crash extends Error {}

interface Delayed {
  readonly at: number
  readonly call: HttpCall
}

/**
 * The way to the exchange on a bad day: an order may arrive long after its sender has given it up, or the sender may die
 * as soon as it has been sent.
 */
export class FaultyWire {
  private readonly fates: Fates
  private delayed: readonly Delayed[] = []
  private inner: HttpTransport | null = null
  crashes = 0
  /** Orders that arrived after their sender had given them up. */
  late = 0

  constructor(fates: Fates) {
    this.fates = fates
  }

  /** Puts itself between the adapter and the exchange. */
  around(inner: HttpTransport, clock: () => Clock): HttpTransport {
    this.inner = inner
    return { environment: inner.environment, send: (call) => this.send(inner, clock(), call) }
  }

  private async send(inner: HttpTransport, clock: Clock, call: HttpCall): Promise<HttpOutcome> {
    const tag = call.form?.find(([name]) => name === 'tag')?.[1]
    const fate = tag === undefined ? null : this.fates.ofOrder(tag)
    if (fate?.kind === 'accepted_late') {
      this.delayed = [...this.delayed, { at: clock.now() + fate.ms, call }]
      await clock.sleep(call.deadlineMs)
      return { kind: 'unknown', code: 'deadline' }
    }
    const outcome = await inner.send(call)
    if (fate?.kind !== 'crash') return outcome
    this.crashes += 1
    throw new Crash('the process ended after the send')
  }

  /** Lets arrive what is due. */
  async deliver(now: number): Promise<void> {
    const due = this.delayed.filter(({ at }) => at <= now)
    if (due.length === 0) return
    this.delayed = this.delayed.filter(({ at }) => at > now)
    this.late += due.length
    for (const { call } of due) await this.inner!.send(call)
  }

  /** When the last one arrives; null when none is on its way. */
  get lastArrival(): number | null {
    return this.delayed.length === 0 ? null : Math.max(...this.delayed.map(({ at }) => at))
  }
}
