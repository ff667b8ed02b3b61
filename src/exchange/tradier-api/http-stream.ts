import type { FaceRoom } from './face-call.ts'
import type { FrameSink, FrameSource, LiveStream } from './live-streams.ts'
import { MarketTicks } from './market-stream.ts'
import { responseOf, textReply, writeReply } from './reply.ts'
import type { RequestParams } from './request-params.ts'
import { readSymbols } from './stream-opening.ts'

/** A stream over HTTP on which nothing happens for so long is closed by the server. */
const IDLE_MS = 15 * 60_000
/** Frames that a client may leave unread; one that reads no more is sent away rather than remembered for ever. */
const UNREAD_FRAMES = 100_000

/** Tells whether a source has been silent for longer than the server waits. */
class Watched implements FrameSource {
  private readonly inner: FrameSource
  private readonly now: () => number
  private readonly onIdle: () => void
  private toldAt: number

  constructor(inner: FrameSource, now: () => number, onIdle: () => void) {
    this.inner = inner
    this.now = now
    this.onIdle = onIdle
    this.toldAt = now()
  }

  next(): string[] {
    const frames = this.inner.next()
    if (frames.length > 0) this.toldAt = this.now()
    else if (this.now() - this.toldAt >= IDLE_MS) this.onIdle()
    return frames
  }
}

/**
 * `GET` and `POST /markets/events`: quotes and trades without end, chunked; the session is the key, a token is not
 * looked at. One JSON object after another, each on a line of its own with `linebreak=true`.
 */
export function marketEvents(room: FaceRoom, params: RequestParams): Response {
  const session = room.sessions.find(params.text('sessionid') ?? '', 'market', room.market.now)
  if (session === undefined) return responseOf(writeReply(textReply(401, 'Session not found'), true, {}))
  const symbols = readSymbols(params.list('symbols'))
  if (symbols.length === 0)
    return responseOf(writeReply(textReply(400, 'Invalid parameter, symbols: is not valid.'), true, {}))
  const wish = {
    symbols,
    filter: params.list('filter'),
    validOnly: params.text('validOnly')?.toLowerCase() !== 'false',
  }
  const end = params.flag('linebreak') ? '\n' : ''
  const encoder = new TextEncoder()
  let live: LiveStream | undefined
  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        let over = false
        const close = (): void => {
          if (over) return
          over = true
          if (live !== undefined) room.streams.end(live)
          controller.close()
        }
        const sink: FrameSink = {
          send(frame) {
            if (over) return
            controller.enqueue(encoder.encode(frame + end))
            if ((controller.desiredSize ?? 0) < -UNREAD_FRAMES) close()
          },
          close,
        }
        const source = new Watched(new MarketTicks(room, wish), () => room.market.now, close)
        live = { session, source, sink }
        room.streams.open(live)
      },
      cancel() {
        if (live !== undefined) room.streams.end(live)
      },
    },
    { highWaterMark: 1_000 },
  )
  return new Response(body, { status: 200, headers: { 'Content-Type': 'application/json;charset=UTF-8' } })
}
