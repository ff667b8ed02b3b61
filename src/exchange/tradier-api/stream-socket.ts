import type { FaceRoom } from './face-call.ts'
import type { FrameSink, LiveStream } from './live-streams.ts'
import { type OpenedStream, openStream, type StreamRefusal } from './stream-opening.ts'
import type { StreamKind } from './stream-session.ts'
import { writeJson } from './wire-json.ts'

/** The stream that a WebSocket path leads to, or null when none is there. */
export function streamOfPath(path: string): StreamKind | null {
  const match = /^\/v1\/(accounts|markets)\/events\/?$/.exec(path)
  if (match === null) return null
  return match[1] === 'markets' ? 'market' : 'account'
}

/**
 * A WebSocket as the face sees it: whoever holds the socket hands in each text frame, and says when it was closed.
 * The first frame opens the stream, later ones change it; one that is no good is answered by an error frame and the end.
 */
export class StreamSocket {
  private readonly room: FaceRoom
  private readonly kind: StreamKind
  private readonly sink: FrameSink
  private opened: OpenedStream | null = null
  private live: LiveStream | null = null
  private over = false

  constructor(room: FaceRoom, kind: StreamKind, sink: FrameSink) {
    this.room = room
    this.kind = kind
    this.sink = sink
  }

  /** Reads one text frame of the client. */
  receive(text: string): void {
    if (this.over) return
    if (this.opened !== null) {
      const refused = this.opened.change(text)
      if (refused === null) this.room.streams.pulse()
      else this.refuse(refused)
      return
    }
    const opened = openStream(this.room, this.kind, text)
    if ('error' in opened) {
      this.refuse(opened)
      return
    }
    this.opened = opened
    this.live = { session: opened.session, source: opened.source, sink: this.sink }
    this.room.streams.open(this.live)
  }

  /** The client has gone, or was sent away. */
  closed(): void {
    this.over = true
    if (this.live !== null) this.room.streams.end(this.live)
  }

  private refuse({ error }: StreamRefusal): void {
    this.closed()
    this.sink.send(writeJson({ error }))
    this.sink.close()
  }
}
