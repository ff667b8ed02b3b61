import { z } from 'zod'
import { type AccountWish, OrderEvents } from './account-stream.ts'
import type { FaceRoom } from './face-call.ts'
import type { FrameSource } from './live-streams.ts'
import { MarketTicks, type MarketWish } from './market-stream.ts'
import type { StreamKind, StreamSession } from './stream-session.ts'

const ACCOUNT_FRAME = z.object({
  events: z.array(z.string()),
  sessionid: z.string(),
  excludeAccounts: z.array(z.string()).nullish(),
})
const MARKET_FRAME = z.object({
  symbols: z.array(z.string()),
  sessionid: z.string(),
  filter: z.array(z.string()).nullish(),
  validOnly: z.boolean().nullish(),
})

/** Why a stream does not begin, or ends: the text of its last frame. */
export interface StreamRefusal {
  readonly error: string
}

const MALFORMED: StreamRefusal = { error: 'Malformed request' }
const NO_SESSION: StreamRefusal = { error: 'Session not found' }

/** A stream with the session that let it in; `change` reads a later frame of the same client. */
export interface OpenedStream {
  readonly session: StreamSession
  readonly source: FrameSource
  change(text: string): StreamRefusal | null
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Symbols as the market has them; an empty one would ask for nothing. */
export function readSymbols(symbols: readonly string[]): string[] {
  return [...new Set(symbols.map((symbol) => symbol.trim().toUpperCase()).filter((symbol) => symbol !== ''))]
}

interface Asked<Wish> {
  readonly sessionid: string
  readonly wishOf: (session: StreamSession) => Wish
}

function askedOfMarket(text: string): Asked<MarketWish> | null {
  const frame = MARKET_FRAME.safeParse(parsed(text))
  if (!frame.success) return null
  const { sessionid, symbols, filter, validOnly } = frame.data
  const wish = { symbols: readSymbols(symbols), filter: filter ?? [], validOnly: validOnly ?? true }
  return { sessionid, wishOf: () => wish }
}

function askedOfAccount(text: string): Asked<AccountWish> | null {
  const frame = ACCOUNT_FRAME.safeParse(parsed(text))
  if (!frame.success) return null
  const { sessionid, events, excludeAccounts } = frame.data
  const excluded = new Set(excludeAccounts ?? [])
  const wishOf = ({ token }: StreamSession): AccountWish => ({
    orders: events.includes('order'),
    accounts: new Set(token.accounts.map(({ id }) => id).filter((id) => !excluded.has(id))),
  })
  return { sessionid, wishOf }
}

function open<Wish>(
  room: FaceRoom,
  kind: StreamKind,
  text: string,
  read: (text: string) => Asked<Wish> | null,
  sourceOf: (wish: Wish) => FrameSource & { change(wish: Wish): void },
): OpenedStream | StreamRefusal {
  const asked = read(text)
  if (asked === null) return MALFORMED
  const session = room.sessions.find(asked.sessionid, kind, room.market.now)
  if (session === undefined) return NO_SESSION
  const source = sourceOf(asked.wishOf(session))
  return {
    session,
    source,
    change(later) {
      const changed = read(later)
      if (changed === null) return MALFORMED
      // The five minutes are for the beginning: a stream that lives keeps its session.
      if (changed.sessionid !== session.id) return NO_SESSION
      source.change(changed.wishOf(session))
      return null
    },
  }
}

/**
 * Opens a stream by the first frame of a client: `{"events":["order"],"sessionid":"...","excludeAccounts":[]}` for
 * account events, `{"symbols":["SPY"],"sessionid":"...","filter":["quote"],"validOnly":true}` for prices. A frame that is
 * no good gets the text for the error frame, after which the socket is closed.
 */
export function openStream(
  room: FaceRoom,
  kind: StreamKind,
  firstFrame: string,
): OpenedStream | StreamRefusal {
  return kind === 'market'
    ? open(room, kind, firstFrame, askedOfMarket, (wish) => new MarketTicks(room, wish))
    : open(room, kind, firstFrame, askedOfAccount, (wish) => new OrderEvents(room, wish))
}
