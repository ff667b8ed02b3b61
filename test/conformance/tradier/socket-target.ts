import { request as httpRequest } from 'node:http'
import { serveExchange } from '../../../src/app/exchange/exchange-server.ts'
import { type ConformanceTarget, controlOf, inProcessTarget } from './conformance-target.ts'
import { networkStream } from './stream-client.ts'

/** A planned timeout leaves a client waiting for so long. */
const HOLD_MS = 20

/** Asks our server under another host's name, as behind a proxy; fetch does not let the name be set. */
function underHost(request: Request, port: number): Promise<Response> {
  const { host, pathname, search } = new URL(request.url)
  const headers = { ...Object.fromEntries(request.headers), host }
  return new Promise((done, failed) => {
    const sent = httpRequest(
      { port, host: '127.0.0.1', path: pathname + search, method: request.method, headers },
      (answer) => {
        const parts: Buffer[] = []
        answer.on('data', (part: Buffer) => parts.push(part))
        answer.on('end', () => done(new Response(Buffer.concat(parts), { status: answer.statusCode ?? 0 })))
      },
    )
    sent.on('error', failed).end()
  })
}

/** The same face behind the exchange's own server. */
export async function socketTarget(): Promise<{ target: ConformanceTarget; close(): Promise<void> }> {
  const inner = inProcessTarget()
  const server = await serveExchange(controlOf(inner).face, { port: 0, holdMs: HOLD_MS })
  const target: ConformanceTarget = {
    ...inner,
    baseUrl: server.baseUrl,
    connect: (_, url) => networkStream(url.replace(/^http/, 'ws')),
    fetch(request) {
      return new URL(request.url).hostname === '127.0.0.1' ? fetch(request) : underHost(request, server.port)
    },
  }
  return { target, close: () => server.close() }
}
