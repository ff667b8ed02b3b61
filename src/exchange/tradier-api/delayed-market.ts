import type { Market } from '../market/market.ts'

/**
 * A market as it was some time ago: one view that follows behind, and not a new one for each look, which would have to
 * work out again what the look before it did.
 */
export class DelayedMarket {
  readonly #market: Market
  readonly #delayMs: number
  #view: Market | null = null

  constructor(market: Market, delayMs: number) {
    this.#market = market
    this.#delayMs = delayMs
  }

  /** The market that many milliseconds before its present; the market itself when that is none. */
  get shown(): Market {
    if (this.#delayMs === 0) return this.#market
    const time = this.#market.now - this.#delayMs
    if (this.#view === null) this.#view = this.#market.asOf(time)
    // Until the delay has passed the view stands at the beginning, before which nothing is known.
    else if (time > this.#view.now) this.#view.advanceTo(time)
    return this.#view
  }
}
