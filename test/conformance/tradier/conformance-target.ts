import { cents } from '../../../src/domain/money/cents.ts'
import type { AccessToken } from '../../../src/exchange/tradier-api/access-token.ts'
import type { Fault } from '../../../src/exchange/tradier-api/fault.ts'
import type { StreamKind } from '../../../src/exchange/tradier-api/stream-session.ts'
import type { FaceSwitches } from '../../../src/exchange/tradier-api/switches.ts'
import {
  createTradierFace,
  type FaceParts,
  type TradierFace,
} from '../../../src/exchange/tradier-api/tradier-face.ts'
import { createVenue, type RunningVenue } from '../../../src/exchange/venue/create-venue.ts'
import { venueConfig } from '../../../src/exchange/venue/venue-config.ts'
import type { Need } from './conformance-need.ts'
import { type FixedMarket, fixedMarket } from './fixed-market.ts'
import { inProcessStream, type StreamClient } from './stream-client.ts'

/** Tuesday 2026-09-22, 10:00 in New York. */
export const TUESDAY_10 = Date.UTC(2026, 8, 22, 14)

/** What only a target under the test's control has. */
export interface TargetControl {
  readonly market: FixedMarket
  readonly venue: RunningVenue
  readonly face: TradierFace
  /** The fault of the next request. */
  failNext(fault: Fault): void
  /** Whether that request has come. */
  hasFailed(): boolean
  advance(ms: number): void
}

/** Something that answers like Tradier. */
export interface ConformanceTarget {
  readonly baseUrl: string
  readonly token: string
  readonly account: string
  readonly has: readonly Need[]
  fetch(request: Request): Promise<Response>
  /** Opens a WebSocket at the address that the answer to a session request named. */
  connect(kind: StreamKind, url: string): Promise<StreamClient>
  readonly control?: TargetControl
}

export const ACCOUNT = 'VA00000042'
export const CASH_ACCOUNT = 'VA00000043'
export const LIVE_ACCOUNT = '6YA00042'

function held(id: string) {
  return { id, classification: 'individual', openedAt: Date.UTC(2025, 1, 3, 15, 4, 5) }
}

/** The tokens of the target in process. */
export const TOKENS: readonly AccessToken[] = [
  {
    token: 'sandbox-token',
    personality: 'sandbox',
    profileId: 'id-demo-1001',
    name: 'Demo Trader',
    accounts: [held(ACCOUNT)],
  },
  {
    token: 'cash-token',
    personality: 'sandbox',
    profileId: 'id-demo-1002',
    name: 'Careful Trader',
    accounts: [held(CASH_ACCOUNT)],
  },
  {
    token: 'live-token',
    personality: 'live',
    profileId: 'id-demo-1003',
    name: 'Live Trader',
    accounts: [held(LIVE_ACCOUNT)],
  },
  {
    token: 'two-token',
    personality: 'sandbox',
    profileId: 'id-demo-1004',
    name: 'Both',
    accounts: [held(ACCOUNT), held(CASH_ACCOUNT)],
  },
  {
    token: 'old-token',
    personality: 'sandbox',
    profileId: 'id-demo-1005',
    name: 'Old',
    accounts: [],
    expiresAt: 1,
  },
]

/** A fresh venue behind a fresh face, in process. */
export function inProcessTarget(
  switches: Partial<FaceSwitches> = {},
  now = TUESDAY_10,
  pause: FaceParts['pause'] = (ms) => new Promise((done) => setTimeout(done, ms)),
): ConformanceTarget {
  const market = fixedMarket(now)
  const assignment = { nightlyChance: 0, beforeExDividend: false }
  const venue = createVenue(venueConfig({ calendar: market.calendar, seed: 7, assignment }))
  venue.openAccount({ id: ACCOUNT, type: 'margin', optionLevel: 5, openingCash: cents(10_000_000) })
  venue.openAccount({ id: CASH_ACCOUNT, type: 'cash', optionLevel: 1, openingCash: cents(2_500_000) })
  venue.openAccount({ id: LIVE_ACCOUNT, type: 'margin', optionLevel: 3, openingCash: cents(5_000_000) })
  let next: Fault | null = null
  const face = createTradierFace({
    venue,
    market,
    tokens: TOKENS,
    switches,
    control: venue.control,
    ...(pause === undefined ? {} : { pause }),
    faults: {
      faultOf() {
        const fault = next
        next = null
        return fault
      },
    },
  })
  return {
    baseUrl: 'http://exchange.test/v1',
    token: 'sandbox-token',
    account: ACCOUNT,
    has: ['control', 'tokens', 'faults'],
    fetch: (request) => face.fetch(request),
    connect: async (kind) => inProcessStream(face, kind),
    control: {
      market,
      venue,
      face,
      failNext(fault) {
        next = fault
      },
      hasFailed: () => next === null,
      advance(ms) {
        market.advanceTo(market.now + ms)
        face.pulse()
      },
    },
  }
}

/** The target's clock and market, for cases that need them. */
export function controlOf(target: ConformanceTarget): TargetControl {
  if (target.control === undefined) throw new Error('this case needs a target under control')
  return target.control
}
