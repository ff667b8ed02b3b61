import { connect } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import type { TradierFace } from '../../exchange/tradier-api/tradier-face.ts'
import { type ExchangeServer, type ExchangeServerOptions, serveExchange } from './exchange-server.ts'

let server: ExchangeServer | null = null

afterEach(async () => {
  await server?.close()
  server = null
})

function faceThat(fetch: TradierFace['fetch']): TradierFace {
  return {
    fetch,
    pulse: () => undefined,
    admit: () => undefined,
    connect: () => {
      throw new Error('nobody connects here')
    },
  }
}

async function serving(
  fetch: TradierFace['fetch'],
  options: Partial<ExchangeServerOptions> = {},
): Promise<string> {
  server = await serveExchange(faceThat(fetch), { port: 0, ...options })
  return server.baseUrl
}

test('listens on the machine itself unless told otherwise', async () => {
  const url = await serving(async () => new Response('here'))
  expect(new URL(url).hostname).toBe('127.0.0.1')
  expect(await (await fetch(url)).text()).toBe('here')
})

test('a port that is taken is told to whoever starts it', async () => {
  await serving(async () => new Response(''))
  await expect(
    serveExchange(
      faceThat(async () => new Response('')),
      { port: server!.port },
    ),
  ).rejects.toThrow('EADDRINUSE')
})

test('a bug is told and answered as Tradier answers its own', async () => {
  const bugs: unknown[] = []
  const bug = new TypeError('x is not a function')
  const url = await serving(() => Promise.reject(bug), { onBug: (error) => bugs.push(error) })
  const answer = await fetch(url)
  expect([answer.status, await answer.text()]).toEqual([
    ...[500, 'An error occurred while communicating with the backend.'],
  ])
  expect(bugs).toEqual([bug])
})

test('a connection serves one request after another, as a client that keeps it alive expects', async () => {
  await serving(async (request) => new Response(new URL(request.url).pathname))
  const { port } = server!
  const said = await new Promise<string>((done) => {
    const socket = connect(port, '127.0.0.1')
    let text = ''
    const ask = (path: string): boolean => socket.write(`GET ${path} HTTP/1.1\r\nHost: exchange.test\r\n\r\n`)
    socket.on('data', (part) => {
      text += String(part)
      if (text.includes('/v1/second')) socket.destroy()
      else ask('/v1/second')
    })
    socket.on('close', () => done(text))
    ask('/v1/first')
  })
  expect(said).toContain('/v1/first')
  expect(said.match(/HTTP\/1\.1 200/g)).toHaveLength(2)
})

test('a WebSocket at another path is 404', async () => {
  const url = await serving(async () => new Response(''))
  const socket = new WebSocket(`${url.replace('http', 'ws')}/user/profile`)
  const error = await new Promise<Error>((failed) => socket.once('error', failed))
  expect(error.message).toContain('404')
})

test('a planned timeout leaves the client waiting, and lets go of it in the end', async () => {
  const cause = Object.assign(new Error('late'), { code: 'UND_ERR_HEADERS_TIMEOUT' })
  const url = await serving(() => Promise.reject(new TypeError('fetch failed', { cause })), { holdMs: 60 })
  const began = performance.now()
  await expect(fetch(url)).rejects.toThrow('fetch failed')
  expect(performance.now() - began).toBeGreaterThan(50)
})
