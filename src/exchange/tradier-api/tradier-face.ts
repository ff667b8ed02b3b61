import type { Market } from '../market/market.ts'
import type { Venue } from '../venue/venue.ts'
import { type AccessToken, authorize, INVALID_TOKEN } from './access-token.ts'
import { EquityDiary } from './equity-diary.ts'
import type { FaceCall, FaceRoom } from './face-call.ts'
import type { Fault, FaultPlan } from './fault.ts'
import { answerBefore, spoilAnswer, strikesBefore } from './fault-answer.ts'
import { quotaText, type RateVerdict, RateWindows, rateClassOf, rateHeaders } from './rate-window.ts'
import { faultReply, type Reply, textReply, unauthorizedAccount, wantsJson, writeReply } from './reply.ts'
import { type RequestParams, readParams } from './request-params.ts'
import { findRoute, type RouteMatch } from './route-table.ts'
import { StreamSessions } from './stream-session.ts'
import { DEFAULT_SWITCHES, type FaceSwitches } from './switches.ts'

/** What a face is made of. Only venue, market and tokens must be given. */
export interface FaceParts {
  readonly venue: Venue
  readonly market: Market
  readonly tokens: readonly AccessToken[]
  readonly switches?: Partial<FaceSwitches>
  /** What goes wrong, and when; nothing unless a plan is given. */
  readonly faults?: FaultPlan
  /** Waits, for slow answers; without it they come at once. It rejects when the signal aborts. */
  readonly pause?: (ms: number, signal: AbortSignal) => Promise<void>
  /** Makes ids of stream sessions; needed when strangers can reach the sockets. */
  readonly sessionId?: () => string
  /** Where the streams can be reached, for the answers to session requests. */
  readonly streamUrls?: { readonly market?: string; readonly account?: string }
}

/** Tradier's REST API in process: hand its `fetch` to a client in place of the global one. */
export interface TradierFace {
  fetch(request: Request): Promise<Response>
  /** What stands behind it, for the streams. */
  readonly room: FaceRoom
}

/**
 * Makes the face of a venue. Every request first brings the venue to the market's present, then is carried out in
 * one go, so that requests never see each other half done. Paths are below `/v1`, of any host; the hosts of
 * Tradier's own environments accept only their own tokens.
 */
export function createTradierFace(parts: FaceParts): TradierFace {
  const door = new Door(parts)
  return { fetch: (request) => door.answer(request), room: door.room }
}

class Door {
  readonly room: FaceRoom
  private readonly parts: FaceParts
  private readonly tokens: ReadonlyMap<string, AccessToken>
  private readonly windows = new RateWindows()
  /** The latest answers to reads, kept while a plan may want to give one again. */
  private readonly answered = new Map<string, Response>()
  private steppedAt = Number.NEGATIVE_INFINITY
  private count = 0

  constructor(parts: FaceParts) {
    this.parts = parts
    this.tokens = new Map(parts.tokens.map((token) => [token.token, token]))
    this.room = {
      venue: parts.venue,
      market: parts.market,
      switches: { ...DEFAULT_SWITCHES, ...parts.switches },
      diary: new EquityDiary(),
      sessions: new StreamSessions(parts.sessionId),
      streamUrls: parts.streamUrls ?? {},
      hidden: new Map(),
    }
  }

  async answer(request: Request): Promise<Response> {
    const url = new URL(request.url)
    const params = await readParams(request, url)
    request.signal.throwIfAborted()
    const fault = this.plan(request.method, url.pathname)
    if (fault?.kind === 'slow') await this.parts.pause?.(fault.ms, request.signal)
    if (fault !== null && strikesBefore(fault)) return answerBefore(fault)
    const answer = this.carryOut(request, url, params, fault)
    return spoilAnswer(this.remembered(request, answer, fault), fault)
  }

  private plan(method: string, pathname: string): Fault | null {
    const path = pathname.replace(/^\/v1(?=\/)/, '')
    const count = this.count
    this.count += 1
    return this.parts.faults?.faultOf({ method, path, now: this.room.market.now, count }) ?? null
  }

  private carryOut(request: Request, url: URL, params: RequestParams, fault: Fault | null): Response {
    const json = wantsJson(request.headers.get('accept'))
    const { now } = this.room.market
    const token = authorize(this.tokens, request.headers.get('authorization'), url.hostname, now)
    if ('faultstring' in token) return writeReply(faultReply(token, 401), json, {})
    if (fault?.kind === 'unauthorized') return writeReply(faultReply(INVALID_TOKEN, 401), json, {})
    const path = url.pathname.startsWith('/v1/') ? url.pathname.slice(3) : ''
    const verdict = this.countRequest(token, request.method, path)
    const headers = rateHeaders(verdict)
    if (verdict.over || fault?.kind === 'quota') {
      return writeReply(textReply(429, quotaText(verdict)), json, headers)
    }
    const found = findRoute(request.method, path)
    if (found === 404) return writeReply(textReply(404, 'Not Found'), json, headers)
    if (found === 405) return writeReply(textReply(405, 'Method Not Allowed'), json, headers)
    this.bringToPresent()
    const call: FaceCall = { room: this.room, token, params, now, path: found.path, fault }
    let reply = this.use(found, call)
    if (fault?.kind === 'duplicated') reply = this.use(found, call)
    if (!path.startsWith('/markets/')) this.lookAfter(request.method, token)
    return writeReply(reply, json, headers)
  }

  private countRequest(token: AccessToken, method: string, path: string): RateVerdict {
    const { now } = this.room.market
    return this.windows.count(token.token, token.personality, rateClassOf(method, path), now)
  }

  /** An account that is not the token's is answered before anything else of the request is looked at. */
  private use({ resource, path }: RouteMatch, call: FaceCall): Reply {
    const account = path['account']
    if (account !== undefined) {
      const held = call.token.accounts.some(({ id }) => id === account)
      const kept = this.room.venue.accounts().some(({ id }) => id === account)
      if (!held || !kept) return unauthorizedAccount(account)
    }
    return resource(call)
  }

  /** Lets the venue do what is due, also what a request of the same instant made possible. */
  private bringToPresent(): void {
    const { venue, market } = this.room
    if (market.now <= this.steppedAt) return
    venue.step(market)
    this.steppedAt = market.now
  }

  /** After a change the same instant is stepped again; the diary is kept for every account of the token. */
  private lookAfter(method: string, token: AccessToken): void {
    if (method !== 'GET') this.steppedAt = Number.NEGATIVE_INFINITY
    const { diary, venue, market } = this.room
    const kept = new Set(venue.accounts().map(({ id }) => id))
    for (const { id } of token.accounts) if (kept.has(id)) diary.look(venue, id, market)
  }

  private remembered(request: Request, answer: Response, fault: Fault | null): Response {
    if (this.parts.faults === undefined || request.method !== 'GET') return answer
    const key = `${request.headers.get('authorization')} ${request.url}`
    const earlier = this.answered.get(key)
    this.answered.set(key, answer.clone())
    return fault?.kind === 'stale' && earlier !== undefined ? earlier : answer
  }
}
