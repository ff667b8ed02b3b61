import { yearsToExpiry } from '../../domain/calendar/days-to-expiration.ts'
import { DAY_MS, type Instant, instant } from '../../domain/calendar/instant.ts'
import { sessionOn } from '../../domain/calendar/market-calendar.ts'
import { newYorkDayOf } from '../../domain/calendar/new-york-time.ts'
import { previousSession } from '../../domain/calendar/session-lookup.ts'
import type { TradingDay } from '../../domain/calendar/trading-day.ts'
import type { MarketTime } from '../venue/venue-types.ts'
import type { MarketPath } from './market-path.ts'
import type { SsviShape } from './ssvi.ts'
import { expectedVariance, expectedVarianceAt } from './variance-process.ts'

/** The interest rate of the synthetic market, a year, continuously compounded. */
export const SYNTHETIC_RATE = 0.04

/** Options are priced as if half a minute were left at least, so that the last quotes are not singular. */
const LEAST_YEARS = 30_000 / (365 * DAY_MS)
/** A volatility index's own volatility, and how fast it fades with time. */
const INDEX_VOL = 1.1
const INDEX_REVERSION = 5

/** No dividend is worth waiting for. */
const NONE = { beforeDividends: [], afterDividends: [] } as const

/** ln(forward / spot) a year, by expiration. */
export type CarryOf = (expires: Instant) => number

/** Where an underlying stands at an instant. */
export interface UnderlyingState {
  readonly at: MarketTime
  /** Dollars. */
  readonly spot: number
  /** Variance of the market, and the underlying's own, a year. */
  readonly variance: number
  readonly own: number
}

/** A dividend that an option will see: its ex-day's open, and the close before. */
interface DueDividend {
  readonly dollars: number
  readonly eve: Instant
  readonly opens: Instant
}

/** What European options that end at an instant are priced with. */
export interface ForwardView {
  readonly expires: Instant
  readonly years: number
  /** Dollars; of a volatility index the forward. */
  readonly spot: number
  readonly forward: number
  readonly discount: number
  /** Total variance at the money. */
  readonly theta: number
}

/** What the options of one expiration are priced with. */
export interface ExpirationView extends ForwardView {
  /** The same ended at the closes before the ex-days until then, when a call is best exercised. */
  readonly beforeDividends: readonly ForwardView[]
  /** The same ended at the opens of these ex-days, when a put is best exercised. */
  readonly afterDividends: readonly ForwardView[]
}

/**
 * What an underlying of a path is worth, and what its surface says. The price of a volatility index is a function
 * of the market's variance; its forwards are the index of the expected variance.
 */
export class UnderlyingModel {
  readonly spec: number
  readonly shape: SsviShape
  readonly #path: MarketPath
  readonly #index: ((variance: number) => number) | null
  readonly #carry: CarryOf | null
  readonly #prices = new Map<number, Float64Array>()

  /**
   * @param index for a volatility index, its level by the market's variance
   * @param carry what forwards grow at, where it is not rate and dividends
   */
  constructor(
    path: MarketPath,
    spec: number,
    index: ((variance: number) => number) | null,
    carry: CarryOf | null,
  ) {
    this.#carry = carry
    this.#path = path
    this.spec = spec
    this.shape = path.config.specs[spec]!.shape
    this.#index = index
  }

  /** The state in force at an instant. */
  stateAt(at: MarketTime): UnderlyingState {
    const { path, point } = this.#path.at(at)
    const variance = path.variance[point]!
    const { log, own } = path.tracks[this.spec]!
    const spot = this.#index === null ? Math.exp(log[point]!) : this.#index(variance)
    return { at, spot, variance, own: own.length > 0 ? own[point]! : 0 }
  }

  /** The prices of a session, one a point, dollars. */
  pricesOf(index: number): Float64Array {
    const known = this.#prices.get(index)
    if (known !== undefined) return known
    const path = this.#path.session(index)
    const level = this.#index
    const prices = level === null ? path.tracks[this.spec]!.log.map(Math.exp) : path.variance.map(level)
    this.#prices.set(index, prices)
    return prices
  }

  /** The last price of a session, dollars. */
  closeOf(index: number): number {
    return this.pricesOf(index).at(-1)!
  }

  /** Variance a year of the price at a point of a session, for the size of a bar's wicks. */
  varianceOf({ variance, own }: UnderlyingState): number {
    if (this.#index !== null) return INDEX_VOL * INDEX_VOL
    const { beta } = this.#path.config.specs[this.spec]!
    return beta * beta * variance + own
  }

  /** The terms of an expiration as a state sees them. */
  view(state: UnderlyingState, expires: Instant): ExpirationView {
    const years = Math.max(LEAST_YEARS, yearsToExpiry(instant(state.at), expires))
    const discount = Math.exp(-SYNTHETIC_RATE * years)
    const theta = this.thetaOf(state, years)
    if (this.#index !== null) {
      const forward = this.#index(expectedVarianceAt(this.#path.config.process, state.variance, years))
      // Nobody can hold the index, so its options are options on its forward.
      return { expires, years, spot: forward, forward, discount, theta, ...NONE }
    }
    const { continuousYield, dividend } = this.#path.config.specs[this.spec]!
    const carry = this.#carry?.(expires) ?? SYNTHETIC_RATE - continuousYield
    if (dividend !== null && this.#carry === null) return this.#withDividends(state, expires)
    return {
      expires,
      years,
      spot: state.spot,
      forward: state.spot * Math.exp(carry * years),
      discount,
      theta,
      ...NONE,
    }
  }

  /** Total variance at the money over so many years. */
  thetaOf({ variance, own }: UnderlyingState, years: number): number {
    if (this.#index !== null) {
      return (
        INDEX_VOL * INDEX_VOL * (-Math.expm1(-2 * INDEX_REVERSION * years) / (2 * INDEX_REVERSION)) +
        0.05 * years
      )
    }
    const { process, specs } = this.#path.config
    const { beta, own: alone } = specs[this.spec]!
    const shared = beta * beta * expectedVariance(process, variance, years)
    return alone === null ? shared : shared + expectedVariance(alone, own, years)
  }

  #withDividends(state: UnderlyingState, expires: Instant): ExpirationView {
    const today = newYorkDayOf(instant(state.at))
    const due = this.#path.dividends(this.spec, today, newYorkDayOf(expires)).map(({ day, dollars }) => ({
      dollars,
      eve: previousSession(this.#path.config.calendar, day).closes,
      opens: this.#exInstant(day),
    }))
    const ended = (at: Instant) => this.#endedAt(state, at, due)
    return {
      ...ended(expires),
      beforeDividends: due.filter(({ eve }) => eve > state.at).map(({ eve }) => ended(eve)),
      afterDividends: due.filter(({ opens }) => opens < expires).map(({ opens }) => ended(opens)),
    }
  }

  #endedAt(state: UnderlyingState, expires: Instant, due: readonly DueDividend[]): ForwardView {
    const years = Math.max(LEAST_YEARS, yearsToExpiry(instant(state.at), expires))
    let forward = state.spot * Math.exp(SYNTHETIC_RATE * years)
    for (const { opens, dollars } of due) {
      if (opens <= expires) forward -= dollars * Math.exp(SYNTHETIC_RATE * yearsToExpiry(opens, expires))
    }
    const discount = Math.exp(-SYNTHETIC_RATE * years)
    return { expires, years, spot: state.spot, forward, discount, theta: this.thetaOf(state, years) }
  }

  #exInstant(day: TradingDay): Instant {
    const session = sessionOn(this.#path.config.calendar, day)
    return session.kind === 'session'
      ? session.opens
      : previousSession(this.#path.config.calendar, day).closes
  }
}
