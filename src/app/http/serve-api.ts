import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import type { ApiDeps } from '../../http/api-deps.ts'
import { type ApiApp, createApi } from '../../http/app.ts'
import { type PlainAnswer, quickLane } from '../../http/quick-lane.ts'
import { sharedParts } from '../../http/shared-parts.ts'

/** Where the API listens unless it is told otherwise. */
export const API_PORT = 8730
const LOOPBACK = '127.0.0.1'

/** How the API listens. */
export interface ApiServerOptions {
  /** 0 takes any port that is free. */
  readonly port?: number
  /** This machine alone unless said: an API that others can reach is a decision. */
  readonly host?: string
  /** Under which browsers reach it from elsewhere, such as `https://trade.example.org`. */
  readonly publicOrigins?: readonly string[]
  /** More names of this machine, beside the loopback's: the address on which it listens. */
  readonly names?: readonly string[]
  /** Adds routes that the API itself does not have. */
  readonly extend?: (app: ApiApp) => void
  /** How long requests under way may take to their end when it closes; not at all unless said. */
  readonly graceMs?: number
}

/** The API on a socket. */
export interface ApiServer {
  readonly port: number
  /** `http://127.0.0.1:8730` */
  readonly url: string
  /** Ends every connection, streams of events too, and stops listening. */
  close(): Promise<void>
}

/**
 * Serves the API, under the names of this machine and those that are given.
 *
 * @throws the error of `listen` when the port is taken
 */
export async function serveApi(
  deps: Omit<ApiDeps, 'hosts' | 'origins'>,
  options: ApiServerOptions = {},
): Promise<ApiServer> {
  const { port = API_PORT, host = LOOPBACK, publicOrigins = [], graceMs = 0 } = options
  const server = createServer()
  const address = await listening(server, port, host)
  const own = [LOOPBACK, 'localhost', '[::1]', ...(options.names ?? [])]
  const names = [...new Set(own)].map((name) => `${name}:${address.port}`)
  const origins = [...names.map((name) => `http://${name}`), ...publicOrigins]
  const hosts = origins.map((origin) => new URL(origin).host)
  const all: ApiDeps = { ...deps, hosts, origins }
  const shared = sharedParts(all)
  const api = createApi(all, shared)
  options.extend?.(api)
  const app = getRequestListener(api.fetch, { overrideGlobalObjects: false })
  const lane = quickLane(all, shared)
  server.on('request', (incoming, outgoing) => {
    const quick = lane(incoming)
    if (quick === null) return void app(incoming, outgoing)
    quick.then(
      (answer) => (answer === null ? app(incoming, outgoing) : send(outgoing, answer)),
      // What went wrong goes wrong in the app as well, which says so.
      () => app(incoming, outgoing),
    )
  })
  return {
    port: address.port,
    url: `http://${LOOPBACK}:${address.port}`,
    close: () => closing(server, graceMs),
  }
}

function closing(server: Server, graceMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    // A stream of events has no end of its own.
    const cut = setTimeout(() => server.closeAllConnections(), graceMs)
    server.close((error) => {
      clearTimeout(cut)
      if (error) reject(error)
      else resolve()
    })
    server.closeIdleConnections()
  })
}

function send(outgoing: ServerResponse, { status, headers, bytes }: PlainAnswer): void {
  outgoing.writeHead(status, headers as string[])
  if (bytes === null) outgoing.end()
  else outgoing.end(bytes)
}

async function listening(server: Server, port: number, host: string): Promise<AddressInfo> {
  await new Promise<void>((ready, failed) => {
    server.once('error', failed)
    server.listen(port, host, () => ready())
  })
  return server.address() as AddressInfo
}
