import { randomBytes, randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ExchangeRequest } from '../../cli/exchange-door.ts'
import { type Instant, instant } from '../../domain/calendar/instant.ts'
import type { MarketCalendar } from '../../domain/calendar/market-calendar.ts'
import { ok, type Result } from '../../domain/refusal.ts'
import { startClock } from '../../exchange/market/market-clock.ts'
import { MarketRunner } from '../../exchange/market/market-runner.ts'
import type { FaultPlan } from '../../exchange/tradier-api/fault-plan.ts'
import { createTradierFace, type TradierFace } from '../../exchange/tradier-api/tradier-face.ts'
import { createVenue, type RunningVenue, restoreVenue } from '../../exchange/venue/create-venue.ts'
import { venueConfig } from '../../exchange/venue/venue-config.ts'
import { accountTerms, ownerToken } from './exchange-accounts.ts'
import { readSwitches, type SetSwitches } from './exchange-switches.ts'
import { readFaultPlan } from './fault-choice.ts'
import { openMarket } from './open-market.ts'
import type { OpenedMarket } from './opened-market.ts'
import { checkRestore } from './restore-terms.ts'
import { readState, type SavedExchange } from './state-file.ts'
import { venueSettings } from './venue-switches.ts'

/** What is handed in from outside. */
export interface ExchangeSurroundings {
  readonly calendar: MarketCalendar
  now(): Instant
}

/** An exchange in process: its face is a `fetch`, and no socket is needed. */
export interface AssembledExchange {
  readonly opened: OpenedMarket
  readonly venue: RunningVenue
  readonly runner: MarketRunner
  readonly face: TradierFace
  readonly token: string
  readonly isRestored: boolean
  /** Brings the market to its clock, or a slice of the way. */
  follow(): void
  /** What a file needs to go on from here. */
  save(): SavedExchange
}

/** Wall time that one slice of stepping may take: requests wait no longer than this. */
const SLICE_MS = 40

function clockOf(request: ExchangeRequest, { market }: OpenedMarket, isWallTime: boolean, now: Instant) {
  const { speed, alwaysOpen } = request
  // In the wall's own time the market is owed what passed while nobody ran it.
  const wallAt = isWallTime ? instant(market.now) : now
  return startClock(wallAt, market.now, { speed, alwaysOpen })
}

interface Making {
  readonly request: ExchangeRequest
  readonly surroundings: ExchangeSurroundings
  readonly opened: OpenedMarket
  readonly saved: SavedExchange | null
  readonly plan: FaultPlan | null
  readonly switches: SetSwitches
}

function venueOf({ request, surroundings, saved, switches }: Making): Result<RunningVenue> {
  const config = venueConfig({
    ...venueSettings(switches.venue),
    calendar: surroundings.calendar,
    seed: request.seed,
    ...(request.fees === null ? {} : { fees: request.fees }),
  })
  if (saved !== null) return restoreVenue(config, saved.venue)
  const venue = createVenue(config)
  for (const terms of accountTerms(request.accounts, request.personality)) venue.openAccount(terms)
  return ok(venue)
}

function assemble(making: Making, venue: RunningVenue): AssembledExchange {
  const { request, surroundings, opened, saved, plan, switches } = making
  const { market, source, start } = opened
  const isWallTime = opened.isWallTime && saved?.isWallTime !== false
  const runner = new MarketRunner({
    market,
    clock: clockOf(request, opened, isWallTime, surroundings.now()),
    step: (present) => venue.step(present),
    endsAt: opened.endsAt,
    isWallTime,
  })
  const follow = (): void => {
    const began = surroundings.now()
    runner.follow(began, () => surroundings.now() - began < SLICE_MS)
  }
  const token = request.token ?? saved?.token ?? `lw-${randomBytes(12).toString('hex')}`
  const accounts = venue.accounts()
  const face = createTradierFace({
    venue,
    market,
    tokens: [ownerToken(token, request.personality, accounts, opened.market.begins)],
    switches: switches.face,
    control: venue.control,
    follow,
    pause: (ms, signal) => sleep(ms, undefined, { signal }),
    sessionId: randomUUID,
    ...(plan === null ? {} : { faults: plan }),
    ...(request.controlToken === null
      ? {}
      : { door: { token: request.controlToken, clock: doorClock(runner, surroundings) } }),
  })
  const save = (): SavedExchange => ({
    source,
    seed: request.seed,
    start,
    marketTime: market.now,
    isWallTime: runner.isWallTime,
    token,
    venue: venue.save(),
  })
  return { opened, venue, runner, face, token, isRestored: saved !== null, follow, save }
}

function doorClock(runner: MarketRunner, { now }: ExchangeSurroundings) {
  return {
    speed: () => runner.clock.speed,
    runAt: (speed: number) => runner.runAt(speed, now()),
    goTo: (time: number) => runner.goTo(time, now()),
  }
}

/** Puts an exchange together as it is wanted: market, venue, clock and face, new or from a saved state. */
export async function assembleExchange(
  request: ExchangeRequest,
  surroundings: ExchangeSurroundings,
): Promise<Result<AssembledExchange>> {
  const { calendar } = surroundings
  const state = request.stateFile === null ? ok(null) : await readState(request.stateFile)
  if (!state.ok) return state
  const saved = state.value
  const plan = request.faults === null ? ok(null) : await readFaultPlan(request.faults)
  if (!plan.ok) return plan
  const switches = readSwitches(request.switches)
  if (!switches.ok) return switches
  const { seed, day, time, alwaysOpen, speed } = request
  const start = saved === null ? null : saved.start
  const terms = { calendar, seed, day, time, alwaysOpen, now: surroundings.now(), start }
  const opened = await openMarket(request.market, terms, speed)
  if (!opened.ok) return opened
  if (saved !== null) {
    const fits = checkRestore(request, saved, opened.value)
    if (!fits.ok) return fits
    const { market } = opened.value
    if (saved.marketTime > market.now) market.advanceTo(saved.marketTime)
  }
  const making = {
    request,
    surroundings,
    opened: opened.value,
    saved,
    plan: plan.value,
    switches: switches.value,
  }
  const venue = venueOf(making)
  return venue.ok ? ok(assemble(making, venue.value)) : venue
}
