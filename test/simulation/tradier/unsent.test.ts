import net, { type AddressInfo, type Socket } from 'node:net'
import { expect, test } from 'vitest'
import { brokerToken } from '../../../src/adapters/tradier/broker-token.ts'
import type { HttpOutcome } from '../../../src/adapters/tradier/http-transport.ts'
import { createSocketTransport } from '../../../src/adapters/tradier/socket-transport.ts'
import { exchangeEndpoint } from '../../../src/adapters/tradier/tradier-endpoint.ts'
import { nextRandom, seededRandom } from '../../../src/exchange/venue/seeded-random.ts'

const RUNS = Number(process.env['SOCKET_RUNS'] ?? 20_000)
/** Each remote port has ephemeral ports of its own; one server would run out of them. */
const SERVERS = 12
const AT_ONCE = 16
const BODY = '{"order":{"id":12345678,"status":"ok"}}'
const ANSWER = `HTTP/1.1 200 OK\r\nContent-Length: ${BODY.length}\r\n\r\n${BODY}`
const FORM = [['class', 'option'] as const]

/** What a server does to a connection: reset at once, after so many bytes, or answer that much of an answer. */
function misbehave(socket: Socket, draw: () => number, heard: (text: string) => void): void {
  const kind = Math.floor(draw() * 5)
  const resetAfter = Math.floor(draw() * 400)
  const answered = Math.floor(draw() * (ANSWER.length + 1))
  let received = ''
  socket.on('error', () => undefined)
  socket.on('data', (chunk) => {
    received += chunk.toString('latin1')
    heard(chunk.toString('latin1'))
    if (kind === 1 && received.length >= resetAfter) socket.resetAndDestroy()
    if (!received.includes('\r\n\r\n')) return
    if (kind === 2) socket.end(ANSWER.slice(0, answered))
    else if (kind === 3) socket.write(ANSWER.slice(0, answered), () => socket.resetAndDestroy())
    else socket.end(ANSWER)
  })
  if (kind === 0) socket.resetAndDestroy()
}

async function openServer(draw: () => number, heard: (text: string) => void) {
  const server = net.createServer((socket) => misbehave(socket, draw, heard))
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return { port: (server.address() as AddressInfo).port, close: () => server.close() }
}

function transportTo(port: number) {
  const endpoint = exchangeEndpoint(`http://127.0.0.1:${port}/v1`)
  const token = brokerToken('exchange', 'secret')
  if (!endpoint.ok || !token.ok) throw new Error('the endpoint or the token is refused')
  return createSocketTransport({ endpoint: endpoint.value, token: token.value })
}

test(`N1: of ${RUNS} orders none that a server heard of is called unsent, and every refused one is`, async () => {
  const random = seededRandom(1)
  const draw = (): number => nextRandom(random)
  const heardOf = new Set<string>()
  const heard = (text: string): void => {
    for (const [, id] of text.matchAll(/\/order-(\d+)-/g)) heardOf.add(id!)
  }
  const servers = await Promise.all(Array.from({ length: SERVERS }, () => openServer(draw, heard)))
  const closed = await openServer(draw, heard)
  closed.close()
  const transports = servers.map(({ port }) => transportTo(port))
  const refusing = transportTo(closed.port)
  const kinds = { answered: 0, unsent: 0, unknown: 0 }
  const wrong: string[] = []
  let next = 0
  async function work(): Promise<void> {
    for (let id = next++; id < RUNS; id = next++) {
      const isRefused = id % 20 === 0
      const transport = isRefused ? refusing : transports[id % SERVERS]!
      const call = {
        method: 'POST',
        path: `/order-${id}-`,
        form: FORM,
        deadlineMs: 5_000,
        fresh: true,
      } as const
      const outcome: HttpOutcome = await transport.send(call)
      kinds[outcome.kind] += 1
      const isHeard = heardOf.has(String(id))
      if (isHeard && outcome.kind === 'unsent') wrong.push(`${id} was heard: ${outcome.code}`)
      if (isRefused && outcome.kind !== 'unsent') wrong.push(`${id} was refused: ${outcome.kind}`)
      if (outcome.kind === 'answered' && outcome.text !== BODY) wrong.push(`${id} has half an answer`)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  for (const { close } of servers) close()
  expect(wrong).toEqual([])
  expect(kinds.answered + kinds.unsent + kinds.unknown).toBe(RUNS)
  expect(Math.min(...Object.values(kinds))).toBeGreaterThan(RUNS / 100)
}, 600_000)
