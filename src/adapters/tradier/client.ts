import type { BrokerRead } from '../../ports/broker-fault.ts'
import type { BrokerHealth } from '../../ports/broker-health.ts'
import type { CallPriority } from '../../ports/call-priority.ts'
import type { Clock } from '../../ports/clock.ts'
import type { CallCount } from './call-log.ts'
import { ConnectionHealth } from './connection-health.ts'
import { fault, faultOfSilence, faultOfVerdict, judgeAnswer, type Verdict } from './faults.ts'
import type { FormFields, HttpCall, HttpOutcome, HttpTransport } from './http-transport.ts'
import { rateClassOf } from './rate-class.ts'
import type { RequestBudget } from './request-budget.ts'

/** For a request as a whole; the sandbox has been seen to take half a minute, and a read is rather asked again. */
const DEADLINE_MS = 10_000
/** How long a read waits for its place in the budget: a whole window and what it takes to be next in it. */
const READ_PATIENCE_MS = 65_000
/** What gives way: nothing is lost when it comes a minute later. */
const NOT_URGENT: ReadonlySet<CallPriority> = new Set(['entry', 'scan'])
const RETRY_AFTER_MS = [250, 1_000] as const
/** Statuses that come and go on reads by all accounts. */
const PASSING = new Set([401, 404, 409, 500, 502, 503, 504, 520, 530])

/** One request as the broker and the market data ask for it. */
export interface ClientCall {
  /** Its name in the counts and in what is blocked: `orders`, `quotes`. */
  readonly endpoint: string
  readonly method: HttpCall['method']
  readonly path: string
  readonly query?: FormFields
  readonly form?: FormFields
  readonly priority: CallPriority
}

/** How a request that is sent once ended: as a transport says it, or without a place in the budget. */
export type SentOnce =
  | {
      readonly kind: 'verdict'
      readonly verdict: Verdict
      readonly outcome: Extract<HttpOutcome, { kind: 'answered' }>
    }
  | { readonly kind: 'unsent'; readonly code: string; readonly retryAt: number | null }
  | { readonly kind: 'unknown'; readonly code: string }

/** Speaks HTTP with Tradier for everyone who uses a token: budget, retries of reads, and what answers say of the way. */
export class TradierClient {
  readonly environment: HttpTransport['environment']
  private readonly transport: HttpTransport
  private readonly budget: RequestBudget
  private readonly clock: Clock
  private readonly health = new ConnectionHealth()
  private patience: () => number = () => Number.POSITIVE_INFINITY

  constructor(transport: HttpTransport, budget: RequestBudget, clock: Clock) {
    this.environment = transport.environment
    this.transport = transport
    this.budget = budget
    this.clock = clock
  }

  /**
   * Reads JSON. Server errors, silence and the 404s of gateways are tried twice more, a refusal of the token once more;
   * everything else is final.
   */
  async read(call: ClientCall): Promise<BrokerRead<unknown>> {
    for (let attempt = 0; ; attempt += 1) {
      const sent = await this.once(call, this.clock.now() + READ_PATIENCE_MS, false)
      const answer = this.readOf(sent)
      const pauseMs = answer.ok || !mayPass(sent, attempt) ? undefined : RETRY_AFTER_MS[attempt]
      if (pauseMs === undefined) return answer
      await this.clock.sleep(pauseMs)
    }
  }

  /** Sends a change once, on a connection of its own, unless `notAfter` passes before it may go. */
  sendOnce(call: ClientCall, notAfter: number): Promise<SentOnce> {
    return this.once(call, notAfter, true)
  }

  /**
   * Entries and scans wait for a place in the budget until then at most; asked at each call.
   *
   * @param patience epoch milliseconds; in the past: they go at once or not at all
   */
  waitUntil(patience: () => number): void {
    this.patience = patience
  }

  /** Ends the waits of entries and scans. */
  endWaits(): void {
    this.budget.endWaits(NOT_URGENT)
  }

  /** How the way to the broker is. */
  readHealth(): BrokerHealth {
    const { mustReauthenticate, blocked, unavailableSince } = this.health
    const callsInLastMinute = this.budget.callsInLastMinute().total
    return { mustReauthenticate, blocked, unavailableSince, callsInLastMinute }
  }

  /** The calls of the last minute by endpoint and priority. */
  callsInLastMinute(): CallCount {
    return this.budget.callsInLastMinute()
  }

  private async once(call: ClientCall, notAfter: number, fresh: boolean): Promise<SentOnce> {
    const { endpoint, method, path, query, form, priority } = call
    const rateClass = rateClassOf(method, path)
    const waitsUntil = NOT_URGENT.has(priority) ? Math.max(this.clock.now(), this.patience()) : notAfter
    const latest = Math.min(notAfter, waitsUntil)
    const grant = await this.budget.acquire({ priority, rateClass, endpoint, notAfter: latest })
    if (!grant.ok) return { kind: 'unsent', code: 'request_budget', retryAt: grant.retryAt }
    const outcome = await this.transport.send({
      method,
      path,
      ...(query === undefined ? {} : { query }),
      ...(form === undefined ? {} : { form }),
      deadlineMs: DEADLINE_MS,
      fresh,
    })
    const verdict = outcome.kind === 'answered' ? judgeAnswer(outcome) : null
    this.budget.settle(rateClass, outcome.kind === 'answered' ? outcome : null)
    this.health.note(endpoint, outcome, verdict, this.clock.now())
    if (outcome.kind === 'answered') return { kind: 'verdict', verdict: verdict!, outcome }
    return outcome.kind === 'unsent' ? { ...outcome, retryAt: null } : outcome
  }

  private readOf(sent: SentOnce): BrokerRead<unknown> {
    if (sent.kind === 'verdict') {
      const { verdict, outcome } = sent
      return verdict.kind === 'value'
        ? { ok: true, value: verdict.value }
        : faultOfVerdict(verdict, outcome, this.clock.now())
    }
    if (sent.kind === 'unsent' && sent.retryAt !== null) {
      return fault('rate_limited', sent.code, 'Our own budget of requests is used up.', sent.retryAt)
    }
    return faultOfSilence(sent)
  }
}

function mayPass(sent: SentOnce, attempt: number): boolean {
  if (sent.kind !== 'verdict') return sent.kind === 'unknown' || sent.retryAt === null
  const { verdict, outcome } = sent
  if (verdict.kind === 'unauthorized') return outcome.status === 401 && verdict.gateway && attempt === 0
  return verdict.kind === 'failed' && verdict.code !== 'body_too_big' && PASSING.has(outcome.status)
}
