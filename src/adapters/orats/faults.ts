import type { BrokerFault, BrokerFaultKind } from '../../ports/broker-fault.ts'
import type { OratsBody } from './body.ts'

/** How long to wait after a 429 that does not say; the limit is by the minute. */
const USUAL_WAIT_MS = 60_000
const MOST_WAIT_MS = 3_600_000

/** A fault of the world. The message never holds an address, since the token is in it. */
export function oratsFault(
  kind: BrokerFaultKind,
  code: string,
  message: string,
  retryAt: number | null = null,
): BrokerFault {
  return { ok: false, kind, code, message, retryAt }
}

/** An answer that is no success. */
export interface FailedAnswer {
  readonly status: number
  readonly body: OratsBody
  /** The header of that name, in seconds; null without one. */
  readonly retryAfter: string | null
  readonly now: number
}

/**
 * What a status other than 2xx means: 401 and 403 `unauthorized` (the token, or what its plan may read), 429
 * `rate_limited`, 408 and 5xx `unavailable`, every other 4xx `rejected`.
 */
export function faultOfAnswer({ status, body, retryAfter, now }: FailedAnswer): BrokerFault {
  const code = `http_${status}`
  const said = body.kind === 'words' ? body.words : 'no reason given'
  const message = `ORATS answered ${status}: ${said}`
  if (status === 401 || status === 403) return oratsFault('unauthorized', code, message)
  if (status === 429) return oratsFault('rate_limited', code, message, now + waitOf(retryAfter))
  if (status >= 500 || status === 408) return oratsFault('unavailable', code, message)
  if (status >= 400) return oratsFault('rejected', code, message)
  return oratsFault('unavailable', code, `ORATS answered ${status}, which is no answer to a read.`)
}

/** The fault of a request that got no answer. Only the code of the error is told: its text may hold the address. */
export function faultOfSilence(error: unknown, timeoutMs: number): BrokerFault {
  const name = error instanceof Error ? error.name : ''
  if (name === 'TimeoutError' || name === 'AbortError') {
    return oratsFault('unavailable', 'timeout', `ORATS did not answer within ${timeoutMs / 1_000} s.`)
  }
  const code = codeOf(error) ?? codeOf((error as { cause?: unknown } | null)?.cause) ?? 'no_connection'
  return oratsFault('unavailable', code, 'ORATS cannot be reached.')
}

function codeOf(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null)?.code
  return typeof code === 'string' && /^[A-Z0-9_]{1,40}$/.test(code) ? code.toLowerCase() : undefined
}

function waitOf(retryAfter: string | null): number {
  const seconds = retryAfter === null ? Number.NaN : Number(retryAfter)
  return seconds > 0 ? Math.min(MOST_WAIT_MS, Math.ceil(seconds * 1_000)) : USUAL_WAIT_MS
}
