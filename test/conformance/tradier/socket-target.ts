import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type ConformanceTarget, inProcessTarget } from './conformance-target.ts'

async function bodyOf(message: IncomingMessage): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Buffer[] = []
  for await (const part of message) parts.push(part as Buffer)
  return new Uint8Array(Buffer.concat(parts))
}

async function serve(
  target: ConformanceTarget,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await bodyOf(message)
  const method = message.method ?? 'GET'
  const headers = new Headers()
  for (const [name, value] of Object.entries(message.headers)) headers.set(name, String(value))
  const host = headers.get('x-original-host') ?? 'exchange.test'
  const request = new Request(`http://${host}${message.url}`, {
    method,
    headers,
    ...(method === 'GET' ? {} : { body }),
  })
  try {
    const answer = await target.fetch(request)
    response.writeHead(answer.status, Object.fromEntries(answer.headers))
    response.end(Buffer.from(await answer.arrayBuffer()))
  } catch {
    // A connection fault has no answer: the socket ends.
    message.socket.destroy()
  }
}

/** The same face behind a real socket. What a socket cannot show, a refused connection, stays in process. */
export async function socketTarget(): Promise<{ target: ConformanceTarget; close(): Promise<void> }> {
  const inner = inProcessTarget()
  const server = createServer((message, response) => void serve(inner, message, response))
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const { port } = server.address() as AddressInfo
  const baseUrl = `http://127.0.0.1:${port}/v1`
  const target: ConformanceTarget = {
    ...inner,
    baseUrl,
    has: inner.has.filter((need) => need !== 'faults'),
    fetch(request) {
      // Cases about Tradier's own hosts name them; over the socket the name travels in a header.
      const url = new URL(request.url)
      if (url.hostname === '127.0.0.1') return fetch(request)
      const headers = new Headers(request.headers)
      headers.set('x-original-host', url.hostname)
      return fetch(`http://127.0.0.1:${port}${url.pathname}${url.search}`, {
        method: request.method,
        headers,
      })
    },
  }
  return {
    target,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections()
        server.close(() => done())
      }),
  }
}
