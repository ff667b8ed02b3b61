import type { TradingDay } from '../../domain/calendar/trading-day.ts'
import { type Price, price } from '../../domain/money/price.ts'
import type { MarketPath } from './market-path.ts'
import type { DayBar, MinuteBar } from './market-quote.ts'
import { hashOfText, hashUniform } from './random-stream.ts'
import { pointTime, type SessionPath } from './session-path.ts'
import { elapsedShare } from './slice-tape.ts'
import type { UnderlyingModel } from './underlying-state.ts'

const SESSION_MINUTES = 390
const SESSIONS_PER_YEAR = 252

/** A price in dollars at the nearest cent. */
export function toCent(dollars: number): Price {
  return price(Math.round(dollars * 100) * 100)
}

/** The bars of one synthetic underlying. */
export class ShareBars {
  readonly #path: MarketPath
  readonly #model: UnderlyingModel
  readonly #salt: number
  readonly #days = new Map<number, DayBar>()

  constructor(path: MarketPath, model: UnderlyingModel) {
    this.#path = path
    this.#model = model
    this.#salt = hashOfText(path.config.specs[model.spec]!.symbol) ^ path.config.seed
  }

  /** A finished step of a session; its extremes reach a little beyond its ends, as between two quotes. */
  stepBar(path: SessionPath, step: number): MinuteBar {
    const prices = this.#model.pricesOf(path.index)
    const at = pointTime(path, step)
    const [from, to] = [prices[step]!, prices[step + 1]!]
    const yearly = this.#model.varianceOf(this.#model.stateAt(at))
    const years = path.stepMinutes / (SESSION_MINUTES * SESSIONS_PER_YEAR)
    const wick = 0.5 * Math.sqrt(yearly * years)
    const salt = path.index * 1_000 + step
    return {
      at,
      open: toCent(from),
      high: toCent(Math.max(from, to) * (1 + wick * hashUniform(this.#salt, salt))),
      low: toCent(Math.min(from, to) * (1 - wick * hashUniform(this.#salt ^ 1, salt))),
      close: toCent(to),
      volume: this.volume(path, step + 1) - this.volume(path, step),
    }
  }

  /** The bar of a session up to a point of it; at the open all four prices are one. */
  dayBar(path: SessionPath, point: number): DayBar {
    const isWhole = point === path.market.length - 1
    const known = isWhole ? this.#days.get(path.index) : undefined
    if (known !== undefined) return known
    const prices = this.#model.pricesOf(path.index)
    const open = toCent(prices[0]!)
    let [high, low] = [open, open]
    for (let step = 0; step < point; step++) {
      const bar = this.stepBar(path, step)
      if (bar.high > high) high = bar.high
      if (bar.low < low) low = bar.low
    }
    const day: TradingDay = path.session.day
    const made = { day, open, high, low, close: toCent(prices[point]!), volume: this.volume(path, point) }
    if (isWhole) this.#days.set(path.index, made)
    return made
  }

  /** Shares traded in a session up to a point. */
  volume(path: SessionPath, point: number): number {
    const { averageVolume } = this.#path.config.specs[this.#model.spec]!
    const steps = path.market.length - 1
    const luck = hashUniform(this.#salt ^ 2, path.index)
    const day = averageVolume * (0.7 + 0.6 * luck) * Math.min(1, (steps * path.stepMinutes) / SESSION_MINUTES)
    return Math.floor(day * elapsedShare(point / steps))
  }
}
