import type { BrokerEnvironment } from '../../ports/broker-account.ts'

/** Names and values in the order in which they are sent. */
export type FormFields = readonly (readonly [name: string, value: string])[]

/** One request below the base URL. */
export interface HttpCall {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Begins with a slash. */
  readonly path: string
  readonly query?: FormFields
  /** Sent as `application/x-www-form-urlencoded`. */
  readonly form?: FormFields
  /** For everything together, from the first byte out to the last byte in. */
  readonly deadlineMs: number
  /** On a connection of its own: a kept one may have died unseen, and what was written to it is in doubt. */
  readonly fresh: boolean
}

/**
 * What became of a request. `unsent` is a proof: no byte of it left. Whatever is no such proof and no whole answer is
 * `unknown`: the broker may have acted on it.
 */
export type HttpOutcome =
  | {
      readonly kind: 'answered'
      readonly status: number
      /** Names in small letters. */
      readonly headers: ReadonlyMap<string, string>
      /** Null when the body is no UTF-8. */
      readonly text: string | null
    }
  | { readonly kind: 'unsent'; readonly code: string }
  | { readonly kind: 'unknown'; readonly code: string }

/** Carries requests to one host with one token. It never retries, never follows a redirect and never throws. */
export interface HttpTransport {
  readonly environment: BrokerEnvironment
  send(call: HttpCall): Promise<HttpOutcome>
}
