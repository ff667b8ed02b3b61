import { expect } from 'vitest'
import { WebSocket } from 'ws'
import type { StreamKind } from '../../../src/exchange/tradier-api/stream-session.ts'
import type { TradierFace } from '../../../src/exchange/tradier-api/tradier-face.ts'
import type { Json } from './json.ts'

/** The client's end of a WebSocket. */
export interface StreamClient {
  /** Frames that came so far, read. */
  readonly frames: Json[]
  isClosed(): boolean
  send(frame: unknown): void
  /** Waits until the other end has read what was sent, and what it said until then has come. */
  settled(): Promise<void>
  close(): void
}

const LONGEST_WAIT_MS = 5_000

/** Waits until something is so; at once when it already is. */
export async function until(isSo: () => boolean): Promise<void> {
  const giveUpAt = Date.now() + LONGEST_WAIT_MS
  while (!isSo()) {
    expect(Date.now(), 'waited in vain').toBeLessThan(giveUpAt)
    await new Promise((done) => setTimeout(done, 5))
  }
}

/** A WebSocket of a face in process. */
export function inProcessStream(face: TradierFace, kind: StreamKind): StreamClient {
  const frames: Json[] = []
  let closed = false
  const socket = face.connect(kind, {
    send: (text) => void frames.push(JSON.parse(text) as Json),
    close: () => {
      closed = true
    },
  })
  return {
    frames,
    isClosed: () => closed,
    send: (frame) => socket.receive(typeof frame === 'string' ? frame : JSON.stringify(frame)),
    settled: async () => undefined,
    close: () => socket.closed(),
  }
}

/** A WebSocket over the network. */
export async function networkStream(url: string): Promise<StreamClient> {
  const frames: Json[] = []
  const socket = new WebSocket(url)
  socket.on('message', (data) => frames.push(JSON.parse(String(data)) as Json))
  await new Promise((opened, failed) => socket.once('open', opened).once('error', failed))
  return {
    frames,
    isClosed: () => socket.readyState === WebSocket.CLOSED,
    send: (frame) => socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame)),
    // A socket answers a ping behind the frames that came before it.
    settled: () =>
      new Promise((done) => {
        socket.once('pong', () => done())
        socket.ping()
      }),
    close: () => socket.terminate(),
  }
}
