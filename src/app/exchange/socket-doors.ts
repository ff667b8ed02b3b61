import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import type { StreamKind } from '../../exchange/tradier-api/stream-session.ts'
import { streamOfPath } from '../../exchange/tradier-api/stream-socket.ts'
import type { TradierFace } from '../../exchange/tradier-api/tradier-face.ts'

/** A first frame names a few thousand symbols at most. */
const MOST_FRAME_BYTES = 1_048_576
/** What a client may leave unread before it is sent away rather than remembered for ever. */
const MOST_UNREAD_BYTES = 64 * 1_048_576
/** A socket that has not said what it wants by then is closed. */
const OPENING_MS = 60_000

const NOT_FOUND = 'HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n'

function pathOf(request: IncomingMessage): string {
  return (request.url ?? '').replace(/\?.*$/s, '')
}

function attach(face: TradierFace, kind: StreamKind, socket: WebSocket): void {
  const stream = face.connect(kind, {
    send(frame) {
      if (socket.bufferedAmount > MOST_UNREAD_BYTES) socket.terminate()
      else socket.send(frame)
    },
    close: () => socket.close(1000),
  })
  const impatience = setTimeout(() => socket.close(1008), OPENING_MS)
  socket.on('message', (data) => {
    clearTimeout(impatience)
    stream.receive(String(data))
  })
  // A client that breaks the protocol is closed by `ws` itself; the error must not end the process.
  socket.on('error', () => undefined)
  socket.on('close', () => {
    clearTimeout(impatience)
    stream.closed()
  })
}

/**
 * Opens the WebSocket doors of a face on a server: `/v1/accounts/events` and `/v1/markets/events`. Other paths are 404.
 *
 * @returns closes every socket at once
 */
export function openSocketDoors(server: Server, face: TradierFace): () => void {
  const doors = new WebSocketServer({ noServer: true, maxPayload: MOST_FRAME_BYTES })
  server.on('upgrade', (request: IncomingMessage, connection: Duplex, head: Buffer) => {
    connection.on('error', () => connection.destroy())
    const kind = streamOfPath(pathOf(request))
    if (kind === null) connection.end(NOT_FOUND)
    else doors.handleUpgrade(request, connection, head, (socket) => attach(face, kind, socket))
  })
  return () => {
    for (const socket of doors.clients) socket.terminate()
    doors.close()
  }
}
