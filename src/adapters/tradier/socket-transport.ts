import http from 'node:http'
import https from 'node:https'
import type { BrokerToken } from './broker-token.ts'
import { bodyOf, headersOf, urlOf } from './http-message.ts'
import type { HttpTransport } from './http-transport.ts'
import { sendOnSocket } from './socket-call.ts'
import type { TradierEndpoint } from './tradier-endpoint.ts'

/** Connections that are kept open for reads; more at once wait for one. */
const MOST_CONNECTIONS = 8
/** Kept shorter than servers keep them, so that few are found dead. */
const KEEP_MS = 4_000

/**
 * Sends over real sockets. Reads share kept connections; a call that asks for a fresh one gets a connection of its own,
 * which is closed after it.
 */
export function createSocketTransport<Environment extends TradierEndpoint['environment']>(parts: {
  readonly endpoint: TradierEndpoint<Environment>
  readonly token: BrokerToken<NoInfer<Environment>>
}): HttpTransport {
  const { endpoint, token } = parts
  const options = { keepAlive: true, maxSockets: MOST_CONNECTIONS, timeout: KEEP_MS }
  const agent = endpoint.baseUrl.startsWith('https:') ? new https.Agent(options) : new http.Agent(options)
  return {
    environment: endpoint.environment,
    send: (call) =>
      sendOnSocket({
        url: new URL(urlOf(endpoint, call)),
        method: call.method,
        headers: headersOf(endpoint, token, call),
        body: bodyOf(call),
        deadlineMs: call.deadlineMs,
        agent: call.fresh ? false : agent,
        token,
      }),
  }
}
