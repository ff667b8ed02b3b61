import type { Market } from '../market/market.ts'
import type { Venue } from '../venue/venue.ts'
import type { MarketTime } from '../venue/venue-types.ts'
import type { AccessToken } from './access-token.ts'
import type { DelayedMarket } from './delayed-market.ts'
import type { Fault } from './fault.ts'
import type { LiveStreams } from './live-streams.ts'
import type { Reply } from './reply.ts'
import type { RequestParams } from './request-params.ts'
import type { StreamSessions } from './stream-session.ts'
import type { FaceSwitches } from './switches.ts'

/** What a resource may use to answer. */
export interface FaceRoom {
  readonly venue: Venue
  readonly market: Market
  /** The market as the sandbox shows it. */
  readonly delayed: DelayedMarket
  readonly switches: FaceSwitches
  readonly sessions: StreamSessions
  /** The streams that are open. */
  readonly streams: LiveStreams
  /** Until when an order is kept from being seen, by order id. */
  readonly hidden: Map<number, MarketTime>
}

/** One request, read and let in. */
export interface FaceCall {
  readonly room: FaceRoom
  readonly token: AccessToken
  readonly params: RequestParams
  /** The market's time; the same for the whole request. */
  readonly now: MarketTime
  /** Parts of the path by name. */
  readonly path: Readonly<Record<string, string>>
  /** Name and port under which the client reached us. */
  readonly host: string
  /** The fault that was planned for this request, for those that change what is answered. */
  readonly fault: Fault | null
}

/** What serves one method of one path. */
export type Resource = (call: FaceCall) => Reply
