import type { Clock } from '../../ports/clock.ts'
import type { BrokerToken } from './broker-token.ts'
import { bodyOf, headersOf, textOf, urlOf } from './http-message.ts'
import type { HttpCall, HttpOutcome, HttpTransport } from './http-transport.ts'
import type { TradierEndpoint } from './tradier-endpoint.ts'

/** Codes of a `fetch` that failed before there was a connection: the proof that nothing was sent. */
const BEFORE_CONNECTION: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])

/** As much of `fetch` as is used. */
export type FetchFunction = (request: Request) => Promise<Response>

/** Made once: an abort without a reason builds an error with its stack for every request. */
const CALLED_OFF = new Error('the answer came first')

function codeOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause as { readonly code?: unknown } | undefined) : undefined
  return typeof cause?.code === 'string' ? cause.code : 'connection_failed'
}

function failed(error: unknown): HttpOutcome {
  const code = codeOf(error)
  return { kind: BEFORE_CONNECTION.has(code) ? 'unsent' : 'unknown', code }
}

async function answered(response: Response, token: BrokerToken): Promise<HttpOutcome> {
  const text = textOf(new Uint8Array(await response.arrayBuffer()), token)
  const headers = new Map<string, string>()
  response.headers.forEach((value, name) => {
    headers.set(name.toLowerCase(), value)
  })
  return { kind: 'answered', status: response.status, headers, text }
}

/**
 * Sends through a `fetch`: the built-in exchange's own, so that nothing touches a socket. The deadline runs on the
 * handed-in clock.
 */
export function createFetchTransport<Environment extends TradierEndpoint['environment']>(parts: {
  readonly endpoint: TradierEndpoint<Environment>
  readonly token: BrokerToken<NoInfer<Environment>>
  readonly fetch: FetchFunction
  readonly clock: Clock
}): HttpTransport {
  const { endpoint, token, clock } = parts

  async function exchange(call: HttpCall, signal: AbortSignal): Promise<HttpOutcome> {
    try {
      const request = new Request(urlOf(endpoint, call), {
        method: call.method,
        headers: headersOf(endpoint, token, call),
        body: bodyOf(call),
        redirect: 'manual',
        signal,
      })
      return await answered(await parts.fetch(request), token)
    } catch (error) {
      return failed(error)
    }
  }

  return {
    environment: endpoint.environment,
    async send(call) {
      const sending = new AbortController()
      const waiting = new AbortController()
      const late = clock
        .sleep(call.deadlineMs, waiting.signal)
        .then((): HttpOutcome => ({ kind: 'unknown', code: 'deadline' }))
      // The loser of the race is called off; its rejection is expected and says nothing.
      late.catch(() => undefined)
      const outcome = await Promise.race([exchange(call, sending.signal), late])
      waiting.abort(CALLED_OFF)
      if (outcome.kind === 'unknown') sending.abort()
      return outcome
    },
  }
}
