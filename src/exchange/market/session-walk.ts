import { MINUTE_MS } from '../../domain/calendar/instant.ts'
import type { Session } from '../../domain/calendar/market-day.ts'
import { epochDay } from '../../domain/calendar/trading-day.ts'
import { hashOfText, RandomStream } from './random-stream.ts'
import type { SessionPath, UnderlyingTrack } from './session-path.ts'
import type { UnderlyingSpec } from './underlying-spec.ts'
import { nextVariance, type VarianceProcess } from './variance-process.ts'

const SESSIONS_PER_YEAR = 252
const FULL_MINUTES = 390
/** Share of a day's variance that falls between the close and the open. */
const OVERNIGHT_SHARE = 0.2
/** What the market gains a year beyond its dividends. */
const DRIFT = 0.05

/** Where an underlying stands between two steps. */
interface Footing {
  log: number
  own: number
}

/** What is needed to walk one session. */
export interface WalkInput {
  readonly seed: number
  readonly index: number
  readonly session: Session
  readonly stepMinutes: number
  readonly process: VarianceProcess
  readonly specs: readonly UnderlyingSpec[]
  /** The session before; undefined for the first of the history, which begins at the means. */
  readonly before: SessionPath | undefined
  /** Log of what is left of a price that goes ex-dividend this morning, by spec and last price; 0 when it does not. */
  readonly exDividend: (spec: number, lastPrice: number) => number
}

/**
 * Walks the market and its underlyings through one session: one step over night, then even steps whose
 * variance is largest at the open and the close. Each component draws from a stream of its own, named by seed,
 * day and ticker, so that it goes the same way whatever else is listed.
 */
export function walkSession(input: WalkInput): SessionPath {
  const { session, stepMinutes, index } = input
  const steps = Math.round((session.closes - session.opens) / (stepMinutes * MINUTE_MS))
  const years = stepYears(steps, stepMinutes)
  const market = new Float64Array(steps + 1)
  const variance = new Float64Array(steps + 1)
  walkMarket(input, years, market, variance)
  const start = lastOf(input.before?.market) ?? 0
  const tracks = input.specs.map((_, spec) => walkUnderlying(input, spec, years, market, start))
  return { index, session, stepMinutes, market, variance, tracks }
}

/** Years of market time of the night (element 0) and of each step; a smile over the day, with a mean of 1. */
function stepYears(steps: number, stepMinutes: number): Float64Array {
  const years = new Float64Array(steps + 1)
  const even = ((1 - OVERNIGHT_SHARE) * stepMinutes) / (FULL_MINUTES * SESSIONS_PER_YEAR)
  years[0] = OVERNIGHT_SHARE / SESSIONS_PER_YEAR
  for (let step = 1; step <= steps; step++) {
    const side = (2 * (step - 0.5)) / steps - 1
    years[step] = even * (0.6 + 1.2 * side * side)
  }
  return years
}

function walkMarket(
  { seed, session, process, before }: WalkInput,
  years: Float64Array,
  market: Float64Array,
  variance: Float64Array,
): void {
  const random = new RandomStream(seed, epochDay(session.day), hashOfText('market'))
  const across = Math.sqrt(1 - process.leverage ** 2)
  let log = lastOf(before?.market) ?? 0
  let v = lastOf(before?.variance) ?? process.mean
  for (let step = 0; step < years.length; step++) {
    const dt = years[step]!
    const draw = random.normal()
    log += (DRIFT - 0.5 * v) * dt + Math.sqrt(v * dt) * draw + jump(process, dt, random)
    v = nextVariance(process, v, dt, process.leverage * draw + across * random.normal())
    market[step] = log
    variance[step] = v
  }
}

function walkUnderlying(
  { seed, session, specs, before, exDividend }: WalkInput,
  at: number,
  years: Float64Array,
  market: Float64Array,
  marketBefore: number,
): UnderlyingTrack {
  const { symbol, beta, own } = specs[at]!
  const random = new RandomStream(seed, epochDay(session.day), hashOfText(symbol))
  const last = before?.tracks[at]
  const foot: Footing = { log: lastOf(last?.log) ?? 0, own: lastOf(last?.own) ?? own?.mean ?? 0 }
  const log = new Float64Array(years.length)
  const owns = new Float64Array(own === null ? 0 : years.length)
  foot.log += exDividend(at, Math.exp(foot.log))
  let from = marketBefore
  for (let step = 0; step < years.length; step++) {
    foot.log += beta * (market[step]! - from)
    from = market[step]!
    if (own !== null) {
      stepAlone(own, foot, years[step]!, random)
      owns[step] = foot.own
    }
    log[step] = foot.log
  }
  return { log, own: owns }
}

function stepAlone(own: VarianceProcess, foot: Footing, dt: number, random: RandomStream): void {
  const draw = random.normal()
  const across = Math.sqrt(1 - own.leverage ** 2)
  foot.log += -0.5 * foot.own * dt + Math.sqrt(foot.own * dt) * draw + jump(own, dt, random)
  foot.own = nextVariance(own, foot.own, dt, own.leverage * draw + across * random.normal())
}

/** The jump of a step, nearly always none; its mean is taken out of the drift. */
function jump(
  { jumpsPerYear, jumpMean, jumpDeviation }: VarianceProcess,
  dt: number,
  random: RandomStream,
): number {
  const happens = random.uniform() < jumpsPerYear * dt
  return (happens ? jumpMean + jumpDeviation * random.normal() : 0) - jumpsPerYear * jumpMean * dt
}

function lastOf(values: Float64Array | undefined): number | undefined {
  return values?.[values.length - 1]
}
