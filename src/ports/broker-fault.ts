/**
 * What the outside world did instead of what was asked.
 *
 * - `rejected`: the broker proved that it did not accept; `code` names its rule. Never retried.
 * - `unknown`: it may have happened. Only looking resolves it; a send is never repeated.
 * - `unavailable`: the service is down or unreachable (5xx, 503, refused connection); a read is tried again later.
 * - `rate_limited`: the budget is used up; `retryAt` says when it opens again, where known.
 * - `unauthorized`: the token is not accepted (401: a person must renew it) or not allowed to (403).
 * - `malformed`: the answer cannot be read; a read is discarded and the old snapshot kept.
 */
export type BrokerFaultKind =
  | 'rejected'
  | 'unknown'
  | 'unavailable'
  | 'rate_limited'
  | 'unauthorized'
  | 'malformed'

/** A fault of the world, with what is fit for a person to read: never a header, a token or a whole body. */
export interface BrokerFault {
  readonly ok: false
  readonly kind: BrokerFaultKind
  /** The broker's own code or status: `OptionLevelRestriction`, `http_503`, `body_is_html`. */
  readonly code: string
  readonly message: string
  /** Epoch milliseconds from which on another call may succeed; null when nobody said. */
  readonly retryAt: number | null
}

/** The answer to a read: the value, or why there is none. A failed read is never an empty one. */
export type BrokerRead<Value> = { readonly ok: true; readonly value: Value } | BrokerFault
