import http from 'node:http'
import net, { type AddressInfo, type Socket } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { brokerToken } from './broker-token.ts'
import type { HttpCall, HttpOutcome } from './http-transport.ts'
import { sendOnSocket } from './socket-call.ts'
import { createSocketTransport } from './socket-transport.ts'
import { exchangeEndpoint } from './tradier-endpoint.ts'

const closing: (() => void)[] = []

afterEach(() => {
  for (const close of closing.splice(0)) close()
})

const TOKEN = brokerToken('exchange', 'secret-token')
const ORDER: HttpCall = {
  method: 'POST',
  path: '/accounts/VA1/orders',
  form: [
    ['class', 'option'],
    ['side[0]', 'buy to & open'],
  ],
  deadlineMs: 2_000,
  fresh: true,
}
const READ: HttpCall = { method: 'GET', path: '/x', query: [['a', '1 &2']], deadlineMs: 2_000, fresh: false }

function token() {
  if (!TOKEN.ok) throw new Error(TOKEN.message)
  return TOKEN.value
}

function transportTo(port: number) {
  const endpoint = exchangeEndpoint(`http://127.0.0.1:${port}/v1`)
  if (!endpoint.ok) throw new Error(endpoint.message)
  return createSocketTransport({ endpoint: endpoint.value, token: token() })
}

/** A server of raw sockets, and what each connection sent. */
async function rawServer(serve: (socket: Socket, text: () => string) => void) {
  const seen: string[] = []
  const sockets = new Set<Socket>()
  const server = net.createServer((socket) => {
    sockets.add(socket)
    const index = seen.push('') - 1
    socket.on('data', (chunk) => {
      seen[index] += chunk.toString('latin1')
    })
    socket.on('error', () => undefined)
    serve(socket, () => seen[index]!)
  })
  closing.push(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return { port: (server.address() as AddressInfo).port, seen }
}

/** Answers each whole request with raw text, then does what is asked with the socket. */
function answering(text: string, then: (socket: Socket) => void = () => undefined) {
  return rawServer((socket, received) => {
    socket.on('data', () => {
      if (!received().includes('\r\n\r\n')) return
      socket.write(text)
      then(socket)
    })
  })
}

async function httpServer(serve: http.RequestListener) {
  const server = http.createServer(serve)
  closing.push(() => {
    server.closeAllConnections()
    server.close()
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return (server.address() as AddressInfo).port
}

function send(port: number, call: HttpCall = ORDER): Promise<HttpOutcome> {
  return transportTo(port).send(call)
}

async function freePort(): Promise<number> {
  const { port } = await rawServer(() => undefined)
  for (const close of closing.splice(0)) close()
  return port
}

describe('N1: proven unsent', () => {
  test('a refused connection', async () => {
    expect(await send(await freePort())).toEqual({ kind: 'unsent', code: 'ECONNREFUSED' })
  })

  test('a name that does not resolve', async () => {
    const outcome = await sendOnSocket({
      url: new URL('http://nowhere.invalid/v1/x'),
      method: 'POST',
      headers: {},
      body: 'a=1',
      agent: false,
      deadlineMs: 5_000,
      token: token(),
    })
    expect(outcome.kind).toBe('unsent')
  })

  test('TLS that fails before it is secured, and TLS that never is', async () => {
    for (const then of [(socket: Socket) => socket.end('HTTP/1.1 400 Bad\r\n\r\n'), () => undefined]) {
      const { port, seen } = await rawServer((socket) => socket.on('data', () => then(socket)))
      const outcome = await sendOnSocket({
        url: new URL(`https://127.0.0.1:${port}/v1/x`),
        method: 'POST',
        headers: { Authorization: 'Bearer secret-token' },
        body: 'a=1',
        agent: false,
        deadlineMs: 300,
        token: token(),
      })
      expect(outcome.kind).toBe('unsent')
      expect(seen.join()).not.toContain('secret-token')
    }
  })
})

describe('N2, N8, N11: everything after the connection is unknown', () => {
  test('a reset at once is unsent only where the connection was gone before anything was written', async () => {
    const { port, seen } = await rawServer((socket) => socket.resetAndDestroy())
    const { kind } = await send(port)
    expect(['unsent', 'unknown']).toContain(kind)
    if (kind === 'unsent') expect(seen.join('')).toBe('')
  })

  test('a close and a reset after the request is read', async () => {
    for (const end of ['destroy', 'resetAndDestroy', 'end'] as const) {
      const { port, seen } = await rawServer((socket, received) => {
        socket.on('data', () => received().includes('\r\n\r\n') && socket[end]())
      })
      expect((await send(port)).kind).toBe('unknown')
      expect(seen[0]).toContain('POST /v1/accounts/VA1/orders')
    }
  })

  test('no answer before the deadline, and a body that trickles past it', async () => {
    const silent = await rawServer(() => undefined)
    expect(await send(silent.port, { ...ORDER, deadlineMs: 80 })).toEqual({
      kind: 'unknown',
      code: 'deadline',
    })
    const trickle = await answering('HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{', (socket) => {
      const timer = setInterval(() => socket.write(' '), 10)
      socket.on('close', () => clearInterval(timer))
    })
    expect(await send(trickle.port, { ...ORDER, deadlineMs: 120 })).toEqual({
      kind: 'unknown',
      code: 'deadline',
    })
  })

  test('an answer cut off at each byte is unknown or, with a body that ends by itself, cut text', async () => {
    const whole = 'HTTP/1.1 200 OK\r\nContent-Length: 34\r\n\r\n{"order":{"id":5,"status":"ok"}} \n'
    for (let bytes = 0; bytes < whole.length; bytes += 1) {
      const { port } = await answering(whole.slice(0, bytes), (socket) => socket.end())
      expect((await send(port)).kind, `after ${bytes} bytes`).toBe('unknown')
      for (const close of closing.splice(0)) close()
    }
  })

  test('a content length that is too long is unknown, one that is too short gives a cut text', async () => {
    const body = '{"order":{"id":12345}}'
    const long = await answering(`HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n${body}`, (socket) =>
      socket.end(),
    )
    expect((await send(long.port)).kind).toBe('unknown')
    const short = await answering(`HTTP/1.1 200 OK\r\nContent-Length: 14\r\n\r\n${body}`, (socket) =>
      socket.end(),
    )
    const outcome = await send(short.port)
    if (outcome.kind === 'answered') expect(outcome.text).toBe('{"order":{"id"')
    else expect(outcome.kind).toBe('unknown')
  })

  test('no HTTP at all', async () => {
    const { port } = await answering('hello\r\n\r\n')
    expect((await send(port)).kind).toBe('unknown')
  })
})

describe('answers', () => {
  test('the request is as Tradier wants it, on a connection of its own', async () => {
    const { port, seen } = await answering('HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-A: b\r\n\r\n{}')
    const transport = transportTo(port)
    const first = await transport.send(ORDER)
    expect(first).toMatchObject({ kind: 'answered', status: 200, text: '{}' })
    expect(first.kind === 'answered' && first.headers.get('x-a')).toBe('b')
    await transport.send(ORDER)
    expect(seen).toHaveLength(2)
    expect(seen[0]).toMatch(/^POST \/v1\/accounts\/VA1\/orders HTTP\/1.1\r\n/)
    expect(seen[0]).toMatch(/accept: application\/json\r\n/i)
    expect(seen[0]).toMatch(/authorization: Bearer secret-token\r\n/i)
    expect(seen[0]).toMatch(/content-type: application\/x-www-form-urlencoded\r\n/i)
    expect(seen[0]).toMatch(/connection: close\r\n/i)
    expect(seen[0]).toMatch(/\r\n\r\nclass=option&side%5B0%5D=buy\+to\+%26\+open$/)
  })

  test('reads share kept connections; an order never does', async () => {
    const seen = new Map<number, string[]>()
    const port = await httpServer((request, response) => {
      const from = request.socket.remotePort!
      seen.set(from, [...(seen.get(from) ?? []), `${request.method} ${request.url}`])
      response.end('{}')
    })
    const transport = transportTo(port)
    await transport.send(READ)
    await transport.send(READ)
    await transport.send(ORDER)
    expect([...seen.values()]).toEqual([
      ['GET /v1/x?a=1+%262', 'GET /v1/x?a=1+%262'],
      ['POST /v1/accounts/VA1/orders'],
    ])
  })

  test('a kept connection that died is unknown, never unsent', async () => {
    const { port } = await rawServer((socket, received) => {
      socket.on('data', () => {
        const requests = received().split('GET ').length - 1
        if (requests > 1) socket.resetAndDestroy()
        else socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}')
      })
    })
    const transport = transportTo(port)
    expect((await transport.send(READ)).kind).toBe('answered')
    expect((await transport.send(READ)).kind).toBe('unknown')
  })

  test('N15: a redirect is an answer like any other; nobody follows it', async () => {
    const paths: string[] = []
    const port = await httpServer((request, response) => {
      paths.push(request.url!)
      response.writeHead(307, { Location: '/v1/elsewhere' }).end()
    })
    expect(await send(port)).toMatchObject({ kind: 'answered', status: 307 })
    expect(paths).toEqual(['/v1/accounts/VA1/orders'])
  })

  test('a body that is no UTF-8 has no text, and a token in a body is taken out', async () => {
    const bodies = [Buffer.from([0x7b, 0xff, 0x7d]), Buffer.from('Invalid token secret-token')]
    const port = await httpServer((_, response) => response.end(bodies.shift()))
    expect(await send(port)).toMatchObject({ kind: 'answered', text: null })
    expect(await send(port)).toMatchObject({ kind: 'answered', text: 'Invalid token [token]' })
  })
})

test('no request of which a server received a byte is ever called unsent', async () => {
  let connections = 0
  const { port, seen } = await rawServer((socket, received) => {
    const turn = connections % 4
    connections += 1
    if (turn === 0) socket.resetAndDestroy()
    socket.on('data', () => {
      if (turn === 1) socket.resetAndDestroy()
      if (turn === 2) socket.end('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{')
      if (turn === 3 && received().includes('\r\n\r\n'))
        socket.end('HTTP/1.1 500 X\r\nContent-Length: 0\r\n\r\n')
    })
  })
  const transport = transportTo(port)
  const outcomes = new Map<string, HttpOutcome['kind']>()
  for (let i = 0; i < 400; i += 4) {
    const paths = [0, 1, 2, 3].map((k) => `/order-${i + k}-`)
    const batch = await Promise.all(paths.map((path) => transport.send({ ...ORDER, path })))
    for (const [k, path] of paths.entries()) outcomes.set(path, batch[k]!.kind)
  }
  expect(connections).toBe(400)
  const received = seen.join('')
  const called = (kind: HttpOutcome['kind']): string[] =>
    [...outcomes].filter((one) => one[1] === kind).map(([path]) => path)
  expect(called('unsent').filter((path) => received.includes(path))).toEqual([])
  expect(called('answered')).toHaveLength(100)
  expect(called('unknown').length).toBeGreaterThanOrEqual(200)
})
