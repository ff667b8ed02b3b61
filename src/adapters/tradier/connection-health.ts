import { type Instant, instant } from '../../domain/calendar/instant.ts'
import type { Verdict } from './faults.ts'
import type { HttpOutcome } from './http-transport.ts'

/** So many refusals of the token within the span are no accident: single ones happen to valid tokens. */
const REAL_REFUSALS = 3
const SPAN_MS = 60_000

/** How the way to the broker is, by its answers. */
export class ConnectionHealth {
  private readonly refusedAt: number[] = []
  private readonly blockedEndpoints = new Set<string>()
  private downSince: Instant | null = null

  /** Takes in an outcome; the verdict of one that was answered. */
  note(endpoint: string, outcome: HttpOutcome, verdict: Verdict | null, now: number): void {
    if (outcome.kind !== 'answered' || verdict === null) return
    this.downSince = outcome.status === 503 ? (this.downSince ?? instant(now)) : null
    if (outcome.status === 403) this.blockedEndpoints.add(endpoint)
    if (verdict.kind === 'value') {
      this.blockedEndpoints.delete(endpoint)
      this.refusedAt.length = 0
    }
    if (outcome.status === 401 && verdict.kind === 'unauthorized' && verdict.gateway) this.refuse(now)
  }

  private refuse(now: number): void {
    this.refusedAt.push(now)
    while (this.refusedAt.length > REAL_REFUSALS) this.refusedAt.shift()
  }

  get unavailableSince(): Instant | null {
    return this.downSince
  }

  get blocked(): readonly string[] {
    return [...this.blockedEndpoints]
  }

  /** It stays until an answer with a value: silence proves nothing of the token. */
  get mustReauthenticate(): boolean {
    const [first, , last] = this.refusedAt
    return first !== undefined && last !== undefined && last - first <= SPAN_MS
  }
}
