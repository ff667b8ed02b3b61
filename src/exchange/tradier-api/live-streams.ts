import type { StreamSession } from './stream-session.ts'

/** Where the frames of a stream go: a WebSocket, or the body of an answer. */
export interface FrameSink {
  send(frame: string): void
  /** Ends the stream from our side. */
  close(): void
}

/** What a stream has to say; it is asked now and then. */
export interface FrameSource {
  /** The frames since it was asked last. */
  next(): string[]
}

/** A stream that is open. */
export interface LiveStream {
  readonly session: StreamSession
  source: FrameSource
  readonly sink: FrameSink
}

/** The streams that are open, in the order in which they were opened. A user has one of a kind. */
export class LiveStreams {
  private readonly live = new Set<LiveStream>()

  get size(): number {
    return this.live.size
  }

  /** Opens a stream, and closes the older one of the same user and kind. */
  open(stream: LiveStream): void {
    const { kind, token } = stream.session
    for (const old of this.live) {
      if (old.session.kind !== kind || old.session.token.profileId !== token.profileId) continue
      this.live.delete(old)
      old.sink.close()
    }
    this.live.add(stream)
    this.tell(stream)
  }

  /** Forgets a stream that has ended. */
  end(stream: LiveStream): void {
    this.live.delete(stream)
  }

  /** Lets every stream say what has happened since it was asked last. */
  pulse(): void {
    for (const stream of this.live) this.tell(stream)
  }

  private tell(stream: LiveStream): void {
    for (const frame of stream.source.next()) stream.sink.send(frame)
  }
}
