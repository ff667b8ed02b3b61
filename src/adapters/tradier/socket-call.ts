import http from 'node:http'
import https from 'node:https'
import type { BrokerToken } from './broker-token.ts'
import { MOST_BODY_BYTES, textOf } from './http-message.ts'
import type { HttpOutcome } from './http-transport.ts'

/** A request on a socket, ready to be written. */
export interface SocketCall {
  readonly url: URL
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | null
  readonly deadlineMs: number
  /** The pool of kept connections, or false for one of its own. */
  readonly agent: http.Agent | false
  readonly token: BrokerToken
}

function codeOf(error: Error): string {
  const { code } = error as { readonly code?: unknown }
  return typeof code === 'string' ? code : 'connection_failed'
}

function headersOf(answer: http.IncomingMessage): ReadonlyMap<string, string> {
  const entries = Object.entries(answer.headers)
  return new Map(
    entries.map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
  )
}

/** Gathers a body; only a whole one is an answer. */
function collect(
  answer: http.IncomingMessage,
  token: BrokerToken,
  settle: (outcome: HttpOutcome) => void,
): void {
  const chunks: Buffer[] = []
  let bytes = 0
  answer.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    chunks.push(chunk)
    if (bytes > MOST_BODY_BYTES) settle({ kind: 'unknown', code: 'body_too_long' })
  })
  answer.on('end', () => {
    if (!answer.complete) return settle({ kind: 'unknown', code: 'body_cut_off' })
    const text = textOf(Buffer.concat(chunks), token)
    settle({ kind: 'answered', status: answer.statusCode ?? 0, headers: headersOf(answer), text })
  })
  answer.on('error', () => settle({ kind: 'unknown', code: 'body_cut_off' }))
  answer.on('close', () => settle({ kind: 'unknown', code: 'body_cut_off' }))
}

/**
 * Sends one request on a socket. It is `unsent` only if it failed before there was a connection (over TLS: a secured
 * one), since Node writes the first byte after that, also when the other side hangs up at once; a kept connection is connected from the beginning, so nothing on it
 * is ever `unsent`. A deadline that passes before destroys the socket, which then can write nothing.
 */
export function sendOnSocket(call: SocketCall): Promise<HttpOutcome> {
  const { url, method, headers, body, agent, deadlineMs, token } = call
  return new Promise((resolve) => {
    const secure = url.protocol === 'https:'
    const length = body === null ? {} : { 'Content-Length': String(Buffer.byteLength(body)) }
    let connected = false
    const failure = (code: string): HttpOutcome => ({ kind: connected ? 'unknown' : 'unsent', code })
    const request = (secure ? https : http).request(url, {
      method,
      headers: { ...headers, ...length },
      agent,
    })
    const timer = setTimeout(() => settle(failure('deadline')), deadlineMs)
    function settle(outcome: HttpOutcome): void {
      clearTimeout(timer)
      resolve(outcome)
      if (outcome.kind !== 'answered') request.destroy()
    }
    request.on('socket', (socket) => {
      if (request.reusedSocket || !socket.connecting) connected = true
      socket.once(secure ? 'secureConnect' : 'connect', () => {
        connected = true
      })
    })
    request.on('response', (answer) => collect(answer, token, settle))
    request.on('error', (error) => settle(failure(codeOf(error))))
    request.end(body ?? undefined)
  })
}
