import { invariant } from '../../domain/invariant.ts'
import type { Market } from '../market/market.ts'
import type { Venue } from '../venue/venue.ts'
import type { VenueControl } from '../venue/venue-control.ts'
import { type AccessToken, authorize, INVALID_TOKEN } from './access-token.ts'
import { ControlDoor, DOOR_PREFIX, type DoorParts } from './control-door.ts'
import { DelayedMarket } from './delayed-market.ts'
import type { FaceCall, FaceRoom } from './face-call.ts'
import type { Fault, FaultSource } from './fault.ts'
import { answerBefore, spoilAnswer, strikesBefore } from './fault-answer.ts'
import { FaultDesk } from './fault-desk.ts'
import type { FaultPlan } from './fault-plan.ts'
import { marketEvents } from './http-stream.ts'
import { type FrameSink, LiveStreams } from './live-streams.ts'
import { quotaText, type RateVerdict, RateWindows, rateClassOf, rateHeaders } from './rate-window.ts'
import {
  faultReply,
  type Reply,
  responseOf,
  textReply,
  unauthorizedAccount,
  wantsJson,
  type WrittenReply,
  writeReply,
} from './reply.ts'
import { type RequestParams, readParams } from './request-params.ts'
import { findRoute, type RouteMatch } from './route-table.ts'
import { type StreamKind, StreamSessions } from './stream-session.ts'
import { StreamSocket } from './stream-socket.ts'
import { DEFAULT_SWITCHES, type FaceSwitches } from './switches.ts'
import { actOnVenue } from './venue-action.ts'

/** What a face is made of. Only venue, market and tokens must be given. */
export interface FaceParts {
  readonly venue: Venue
  readonly market: Market
  readonly tokens: readonly AccessToken[]
  readonly switches?: Partial<FaceSwitches>
  /** What goes wrong, and when; nothing unless it is given. A plan set through the door takes its place. */
  readonly faults?: FaultSource | FaultPlan
  /** The venue's levers, for faults that happen at the venue and for the door; without them neither can be used. */
  readonly control?: VenueControl
  /** Opens the door for tests and demos below `/_exchange/`; without it the prefix is not there. */
  readonly door?: DoorParts
  /** Brings the market to its clock before a request is looked at; without it the market stands where it was left. */
  readonly follow?: () => void
  /** Waits, for slow answers; without it they come at once. It rejects when the signal aborts. */
  readonly pause?: (ms: number, signal: AbortSignal) => Promise<void>
  /** Makes ids of stream sessions; needed when strangers can reach the sockets. */
  readonly sessionId?: () => string
}

/** Tradier's REST API in process: hand its `fetch` to a client in place of the global one. */
export interface TradierFace {
  fetch(request: Request): Promise<Response>
  /** A WebSocket that was opened at the path of a stream (`streamOfPath`). */
  connect(kind: StreamKind, sink: FrameSink): StreamSocket
  /** Lets the streams say what has happened; for whoever moved the market without a request. */
  pulse(): void
  /** From now on lets the bearer of one more token in, to the accounts that it names. */
  admit(token: AccessToken): void
}

/**
 * Makes the face of a venue. Every request first brings the venue to the market's present, then is carried out in
 * one go, so that requests never see each other half done. Paths are below `/v1`, of any host; the hosts of
 * Tradier's own environments accept only their own tokens.
 */
export function createTradierFace(parts: FaceParts): TradierFace {
  const gate = new Gate(parts)
  return {
    fetch: (request) => gate.answer(request),
    connect: (kind, sink) => new StreamSocket(gate.room, kind, sink),
    pulse: () => gate.room.streams.pulse(),
    admit: (token) => gate.admit(token),
  }
}

/** Answers to different reads that are kept for a plan. */
const REMEMBERED = 1_000

function plainResponse(status: number, text: string): Response {
  return responseOf(writeReply(textReply(status, text), false, {}))
}

function isStream(method: string, path: string): boolean {
  return (method === 'GET' || method === 'POST') && /^\/markets\/events\/?$/.test(path)
}

class Gate {
  readonly room: FaceRoom
  private readonly parts: FaceParts
  private readonly tokens: Map<string, AccessToken>
  private readonly windows = new RateWindows()
  private readonly faults: FaultDesk
  private readonly door: ControlDoor | null
  /** The latest answers to reads, kept while a plan may want to give one again. */
  private readonly answered = new Map<string, WrittenReply>()
  private steppedAt = Number.NEGATIVE_INFINITY

  constructor(parts: FaceParts) {
    this.parts = parts
    this.tokens = new Map(parts.tokens.map((token) => [token.token, token]))
    this.faults = new FaultDesk(parts.faults)
    const switches = { ...DEFAULT_SWITCHES, ...parts.switches }
    this.room = {
      venue: parts.venue,
      market: parts.market,
      delayed: new DelayedMarket(parts.market, switches.sandboxDelayMs),
      switches,
      sessions: new StreamSessions(parts.sessionId),
      streams: new LiveStreams(),
      hidden: new Map(),
    }
    this.door =
      parts.door === undefined
        ? null
        : new ControlDoor({
            token: parts.door.token,
            clock: parts.door.clock,
            room: this.room,
            faults: this.faults,
            control: parts.control,
          })
  }

  admit(token: AccessToken): void {
    invariant(!this.tokens.has(token.token), 'two bearers cannot have the same token')
    this.tokens.set(token.token, token)
  }

  async answer(request: Request): Promise<Response> {
    const url = new URL(request.url)
    if (url.pathname.startsWith(DOOR_PREFIX)) return this.useDoor(request, url)
    const params = await readParams(request, url)
    if (params === null) return plainResponse(413, 'Request Entity Too Large')
    request.signal.throwIfAborted()
    this.parts.follow?.()
    const path = url.pathname.startsWith('/v1/') ? url.pathname.slice(3) : ''
    const { now } = this.room.market
    const tag = params.text('tag') ?? null
    const fault = this.faults.faultOf({ method: request.method, path, now, tag })
    if (fault?.kind === 'slow') await this.pause(fault.ms, request.signal)
    if (fault !== null && strikesBefore(fault)) return answerBefore(fault, url)
    // The session is the key of a stream, so that no token is asked for.
    if (isStream(request.method, path)) return marketEvents(this.room, params)
    const answer = this.carryOut(request, url, params, path, fault)
    this.room.streams.pulse()
    const spoiled = spoilAnswer(this.remembered(request, answer, fault), fault)
    if (fault?.kind === 'late') await this.pause(fault.ms, request.signal)
    return request.method === 'HEAD' ? new Response(null, spoiled) : spoiled
  }

  private async useDoor(request: Request, url: URL): Promise<Response> {
    if (this.door === null) return plainResponse(404, 'Not Found')
    const answer = await this.door.answer(request, url, () => {
      this.parts.follow?.()
      this.bringToPresent()
    })
    this.steppedAt = Number.NEGATIVE_INFINITY
    this.bringToPresent()
    this.room.streams.pulse()
    return answer
  }

  private async pause(ms: number, signal: AbortSignal): Promise<void> {
    await this.parts.pause?.(ms, signal)
    this.parts.follow?.()
  }

  private carryOut(
    request: Request,
    url: URL,
    params: RequestParams,
    path: string,
    fault: Fault | null,
  ): WrittenReply {
    const { now } = this.room.market
    const { method } = request
    const json = wantsJson(request.headers.get('accept'))
    const found = findRoute(method, path)
    if (method === 'OPTIONS' && 'allow' in found && found.status === 405) {
      return { status: 204, headers: { Allow: found.allow }, body: '' }
    }
    const token = authorize(this.tokens, request.headers.get('authorization'), url.hostname, now)
    if ('faultstring' in token) return writeReply(faultReply(token, 401), json, {})
    if (fault?.kind === 'unauthorized') return writeReply(faultReply(INVALID_TOKEN, 401), json, {})
    const verdict = this.countRequest(token, method, path)
    // A client that reckons with our clock must find the market's, by which the windows run.
    const headers = { ...rateHeaders(verdict), Date: new Date(now).toUTCString() }
    if (verdict.over || fault?.kind === 'quota') {
      return writeReply(textReply(429, quotaText(verdict)), json, headers)
    }
    if (!('resource' in found)) return this.noRoute(found.status, found.allow, headers)
    this.bringToPresent()
    const call: FaceCall = { room: this.room, token, params, now, path: found.path, host: url.host, fault }
    if (fault?.kind === 'venue') this.act(call, fault)
    let reply = this.use(found, call)
    if (fault?.kind === 'duplicated') reply = this.use(found, call)
    // A change makes the same instant worth another step.
    if (method !== 'GET' && method !== 'HEAD') this.steppedAt = Number.NEGATIVE_INFINITY
    return writeReply(reply, json, headers)
  }

  private noRoute(status: 404 | 405, allow: string, headers: Record<string, string>): WrittenReply {
    if (status === 404) return writeReply(textReply(404, 'Not Found'), false, headers)
    return writeReply(textReply(405, 'Method Not Allowed'), false, { ...headers, Allow: allow })
  }

  private countRequest(token: AccessToken, method: string, path: string): RateVerdict {
    const { now } = this.room.market
    return this.windows.count(token.token, token.personality, rateClassOf(method, path), now)
  }

  private act({ token, path }: FaceCall, { action }: Extract<Fault, { kind: 'venue' }>): void {
    if (this.parts.control === undefined) return
    const account = path['account'] ?? token.accounts[0]?.id
    actOnVenue(this.parts.control, this.room.market, action, account)
  }

  /** An account that is not the token's is answered before anything else of the request is looked at. */
  private use({ resource, path }: RouteMatch, call: FaceCall): Reply {
    const account = path['account']
    if (account === undefined) return resource(call)
    const held = call.token.accounts.some(({ id }) => id === account)
    const kept = this.room.venue.accounts().some(({ id }) => id === account)
    if (!held || !kept) return unauthorizedAccount(account)
    const other =
      call.fault?.kind === 'foreign' ? this.room.venue.accounts().find(({ id }) => id !== account) : undefined
    return resource(other === undefined ? call : { ...call, path: { ...path, account: other.id } })
  }

  /** Lets the venue do what is due, also what a request of the same instant made possible. */
  private bringToPresent(): void {
    const { venue, market } = this.room
    if (market.now <= this.steppedAt) return
    venue.step(market)
    this.steppedAt = market.now
  }

  private remembered(request: Request, answer: WrittenReply, fault: Fault | null): WrittenReply {
    if (!this.faults.hasPlan || request.method !== 'GET') return answer
    const key = `${request.headers.get('authorization')} ${request.url}`
    const earlier = this.answered.get(key)
    if (earlier === undefined && this.answered.size >= REMEMBERED) this.answered.clear()
    this.answered.set(key, answer)
    return fault?.kind === 'stale' && earlier !== undefined ? earlier : answer
  }
}
