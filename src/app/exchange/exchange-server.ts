import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { connectionCodeOf } from '../../exchange/tradier-api/fault-answer.ts'
import type { TradierFace } from '../../exchange/tradier-api/tradier-face.ts'
import { openSocketDoors } from './socket-doors.ts'

/** How the exchange listens. */
export interface ExchangeServerOptions {
  /** 0 takes any port that is free. */
  readonly port: number
  /** The machine itself unless said: an exchange that others can reach is a decision. */
  readonly host?: string
  /** How often the streams are asked for news, in milliseconds of the wall; 100 unless said. */
  readonly pulseMs?: number
  /** How long a planned timeout leaves the client waiting; a minute and a half unless said. */
  readonly holdMs?: number
  /** Brings the market to its clock before the streams are asked. */
  readonly follow?: () => void
  /** Told of a bug in a request, which is answered with 500. */
  readonly onBug?: (error: unknown) => void
}

/** The exchange on a socket. */
export interface ExchangeServer {
  readonly port: number
  /** `http://127.0.0.1:PORT/v1` */
  readonly baseUrl: string
  /** `ws://127.0.0.1:PORT/v1/accounts/events` */
  readonly accountStreamUrl: string
  /** Ends every connection and stops listening. */
  close(): Promise<void>
}

const LOOPBACK = '127.0.0.1'
const PULSE_MS = 100
const HOLD_MS = 90_000

/** Leaves a client without an answer: a planned timeout until it gives up, a refused connection at once. */
function leaveUnanswered(outgoing: ServerResponse, holdMs: number): Response {
  const timer = setTimeout(() => outgoing.destroy(), holdMs)
  timer.unref()
  outgoing.once('close', () => clearTimeout(timer))
  return RESPONSE_ALREADY_SENT
}

function listenerOf(face: TradierFace, { holdMs = HOLD_MS, onBug }: ExchangeServerOptions) {
  const answer = async (request: Request, outgoing: ServerResponse): Promise<Response> => {
    try {
      return await face.fetch(request)
    } catch (error) {
      const code = connectionCodeOf(error)
      if (code !== null) return leaveUnanswered(outgoing, code === 'ECONNREFUSED' ? 0 : holdMs)
      // The client went away while an answer was held back: nobody is there to be told.
      if (request.signal.aborted) return RESPONSE_ALREADY_SENT
      onBug?.(error)
      return new Response('An error occurred while communicating with the backend.', { status: 500 })
    }
  }
  return getRequestListener(
    (request, { outgoing }) => answer(request, outgoing as ServerResponse<IncomingMessage>),
    { overrideGlobalObjects: false },
  )
}

async function listening(server: Server, port: number, host: string): Promise<AddressInfo> {
  await new Promise<void>((ready, failed) => {
    server.once('error', failed)
    server.listen(port, host, () => ready())
  })
  return server.address() as AddressInfo
}

/**
 * Serves a face on a socket: its HTTP, and its two WebSocket doors.
 *
 * @throws the error of `listen` when the port is taken
 */
export async function serveExchange(
  face: TradierFace,
  options: ExchangeServerOptions,
): Promise<ExchangeServer> {
  const { host = LOOPBACK, pulseMs = PULSE_MS } = options
  const server = createServer(listenerOf(face, options))
  const closeDoors = openSocketDoors(server, face)
  const { port } = await listening(server, options.port, host)
  const pulse = setInterval(() => {
    options.follow?.()
    face.pulse()
  }, pulseMs)
  const authority = `${host.includes(':') ? `[${host}]` : host}:${port}`
  return {
    port,
    baseUrl: `http://${authority}/v1`,
    accountStreamUrl: `ws://${authority}/v1/accounts/events`,
    close() {
      clearInterval(pulse)
      closeDoors()
      server.closeAllConnections()
      return new Promise((done) => server.close(() => done()))
    },
  }
}
