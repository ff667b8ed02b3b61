import type { MarketTime } from '../venue/venue-types.ts'
import type { AccessToken } from './access-token.ts'

const SESSION_MS = 300_000

/** What a stream tells of: orders of accounts, or prices. */
export type StreamKind = 'market' | 'account'

/** A permission to open one stream, good for five minutes. */
export interface StreamSession {
  readonly id: string
  readonly kind: StreamKind
  readonly token: AccessToken
  readonly expiresAt: MarketTime
}

/** The sessions that were given out. A user has one of a kind: a new one ends the older. */
export class StreamSessions {
  private readonly sessions = new Map<string, StreamSession>()
  private readonly nextId: () => string

  /** @param nextId makes ids; hand in one that cannot be guessed when strangers can reach the socket */
  constructor(nextId: () => string = countingIds()) {
    this.nextId = nextId
  }

  /** A new session; the user's older one of the kind ends. */
  create(kind: StreamKind, token: AccessToken, now: MarketTime): StreamSession {
    for (const [id, old] of this.sessions) {
      const replaced = old.kind === kind && old.token.profileId === token.profileId
      if (replaced || old.expiresAt <= now) this.sessions.delete(id)
    }
    const session = { id: this.nextId(), kind, token, expiresAt: now + SESSION_MS }
    this.sessions.set(session.id, session)
    return session
  }

  /** The session of an id while it is good, or undefined. */
  find(id: string, kind: StreamKind, now: MarketTime): StreamSession | undefined {
    const found = this.sessions.get(id)
    return found !== undefined && found.kind === kind && now < found.expiresAt ? found : undefined
  }
}

function countingIds(): () => string {
  let count = 0
  return () => {
    count += 1
    return `b2b2f1a0-0000-4000-8000-${count.toString(16).padStart(12, '0')}`
  }
}
