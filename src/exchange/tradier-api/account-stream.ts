import { z } from 'zod'
import type { FaceRoom } from './face-call.ts'
import { orderEvent, orderIdOf } from './order-event.ts'
import { writeJson } from './wire-json.ts'
import { utcText } from './wire-time.ts'

const HEARTBEAT_MS = 60_000
const OPENING = z.object({
  events: z.array(z.string()),
  sessionid: z.string(),
  excludeAccounts: z.array(z.string()).default([]),
})

/** A stream of account events, to be asked now and then by whoever holds the socket. */
export interface AccountStream {
  /** The frames since it was asked last: order events, and a heartbeat a minute of market time. */
  next(): string[]
}

/** The frame that tells why a stream ends. */
export interface StreamRefusal {
  readonly error: string
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/**
 * Opens a stream by the client's first frame, `{"events":["order"],"sessionid":"...","excludeAccounts":[]}`. It
 * tells what happens from now on to orders of the session's accounts. An opening that is no good gets an error,
 * to be sent before the socket is closed.
 */
export function openAccountStream(room: FaceRoom, firstFrame: string): AccountStream | StreamRefusal {
  const opening = OPENING.safeParse(parsed(firstFrame))
  if (!opening.success) return { error: 'Malformed request' }
  const { events, sessionid, excludeAccounts } = opening.data
  const session = room.sessions.find(sessionid, 'account', room.market.now)
  if (session === undefined) return { error: 'Session not found' }
  const excluded = new Set(excludeAccounts)
  const accounts = session.token.accounts.map(({ id }) => id).filter((id) => !excluded.has(id))
  return new OrderEvents(room, events.includes('order') ? new Set(accounts) : new Set())
}

class OrderEvents implements AccountStream {
  private readonly room: FaceRoom
  private readonly accounts: ReadonlySet<string>
  private read: number
  private beatAt: number

  constructor(room: FaceRoom, accounts: ReadonlySet<string>) {
    this.room = room
    this.accounts = accounts
    this.read = room.venue.events().length
    this.beatAt = room.market.now + HEARTBEAT_MS
  }

  next(): string[] {
    const { venue, market, switches } = this.room
    const frames: string[] = []
    const events = venue.events()
    for (; this.read < events.length; this.read += 1) {
      const event = events[this.read]!
      const id = orderIdOf(event)
      if (id === null || !this.accounts.has(event.accountId)) continue
      const order = venue.order(event.accountId, id)
      if (order !== undefined) frames.push(writeJson(orderEvent(event, order, switches)))
    }
    if (market.now >= this.beatAt) {
      this.beatAt = market.now + HEARTBEAT_MS
      frames.push(writeJson({ event: 'heartbeat', status: 'active', timestamp: utcText(market.now) }))
    }
    return frames
  }
}
