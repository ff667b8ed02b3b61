import { expirationInstant } from '../../../src/domain/calendar/contract-expiration.ts'
import type { MarketCalendar } from '../../../src/domain/calendar/market-calendar.ts'
import { tradingDay } from '../../../src/domain/calendar/trading-day.ts'
import { type Price, price } from '../../../src/domain/money/price.ts'
import type { OptionContract } from '../../../src/domain/option/contract.ts'
import { formatOccSymbol, parseOccSymbol } from '../../../src/domain/option/occ-symbol.ts'
import { underlyingOfRoot } from '../../../src/domain/option/product.ts'
import { hashOf, hashOfText, RandomStream } from '../../../src/exchange/market/random-stream.ts'
import type { ExDividend, MarketView, TopOfBook } from '../../../src/exchange/venue/venue-types.ts'

const DAY_MS = 86_400_000
const CENT = 100

/** Root, expiration, strikes in dollars. */
const SERIES: readonly (readonly [string, string, readonly number[]])[] = [
  ['SPY', '2026-09-23', [630, 640, 650, 660]],
  ['SPY', '2026-09-25', [630, 640, 650, 660]],
  ['SPY', '2026-10-16', [600, 640, 650, 660, 700]],
  ['SPXW', '2026-09-23', [6_400, 6_500, 6_600]],
  ['SPXW', '2026-09-30', [6_400, 6_500, 6_600]],
  ['SPX', '2026-09-25', [6_400, 6_500, 6_600]],
  ['KO', '2026-09-25', [65, 70, 75]],
]
const STARTS: Readonly<Record<string, number>> = { SPY: 650, SPX: 6_500, KO: 70 }

/** The shares and the index of a wild market. */
export const SHARES: readonly string[] = ['SPY', 'KO']

/** Every option symbol of a wild market. */
export const OPTIONS: readonly string[] = SERIES.flatMap(([root, day, strikes]) =>
  strikes.flatMap((strike) =>
    (['call', 'put'] as const).map((type) =>
      formatOccSymbol({ root, expiration: tradingDay(day), type, strike: price(strike * 10_000) }),
    ),
  ),
)

/**
 * A market that moves more than any real one and quotes as badly as the worst: sides that are missing or zero,
 * crossed and empty books, gaps over night, settlement prices that come late or are off by a fraction of a cent.
 */
export class WildMarket implements MarketView {
  now: number
  readonly #calendar: MarketCalendar
  readonly #random: RandomStream
  readonly #seed: number
  readonly #spots = new Map<string, number>(
    Object.entries(STARTS).map(([symbol, dollars]) => [symbol, dollars * 10_000]),
  )
  readonly #fixed = new Map<string, Price>()
  readonly #contracts = new Map<string, OptionContract>()
  #books = new Map<string, TopOfBook | undefined>()

  constructor(calendar: MarketCalendar, seed: number, now: number) {
    this.#calendar = calendar
    this.#seed = seed
    this.#random = new RandomStream(seed, 17)
    this.now = now
  }

  advanceTo(time: number): void {
    const days = (time - this.now) / DAY_MS
    for (const [symbol, spot] of this.#spots) {
      const jump = this.#random.uniform() < 0.02 ? 0.05 * this.#random.normal() : 0
      const moved = spot * Math.exp(0.02 * Math.sqrt(days) * this.#random.normal() + jump)
      this.#spots.set(symbol, Math.round(moved / CENT) * CENT)
    }
    this.now = time
    this.#books = new Map()
  }

  #contractOf(symbol: string): OptionContract | null {
    const known = this.#contracts.get(symbol)
    if (known !== undefined) return known
    const parsed = parseOccSymbol(symbol)
    if (!parsed.ok) return null
    this.#contracts.set(symbol, parsed.value)
    return parsed.value
  }

  #spotOf(contract: OptionContract): number {
    return this.#spots.get(underlyingOfRoot(contract.root)) ?? 0
  }

  book(symbol: string): TopOfBook | undefined {
    if (!this.#books.has(symbol)) this.#books.set(symbol, this.#quote(symbol))
    return this.#books.get(symbol)
  }

  #quote(symbol: string): TopOfBook | undefined {
    const spot = this.#spots.get(symbol)
    const luck = hashOf(this.#seed, hashOfText(symbol), Math.floor(this.now / 1_000)) / 4_294_967_296
    if (spot !== undefined) return this.#spoiled(spot, spot > 10_000_000 ? 0 : CENT, luck, 40)
    if (!OPTIONS.includes(symbol)) return undefined
    const contract = this.#contractOf(symbol)!
    const at = this.#spotOf(contract)
    const inside = Math.max(0, contract.type === 'call' ? at - contract.strike : contract.strike - at)
    const left = Math.max(0, expirationInstant(this.#calendar, contract) - this.now) / DAY_MS
    const away = Math.abs(at - contract.strike) / at
    const time = left <= 0 ? 0 : 0.012 * at * Math.sqrt(left) * Math.exp(-30 * away)
    return this.#spoiled(Math.round((inside + time) / 500) * 500, 500, luck)
  }

  #spoiled(middle: number, width: number, luck: number, lot = 1): TopOfBook {
    const size = lot * (1 + Math.floor(luck * 12))
    const last = luck < 0.05 ? null : price(Math.max(0, middle))
    const sides = { bidSize: size, askSize: 13 * lot - size, last, quotedAt: this.now }
    const bid = price(Math.max(0, middle - width))
    const ask = price(middle + width)
    if (luck < 0.03) return { ...sides, bid: null, ask, bidSize: 0 }
    if (luck < 0.06) return { ...sides, bid, ask: null, askSize: 0 }
    if (luck < 0.08) return { ...sides, bid: null, ask: null, bidSize: 0, askSize: 0 }
    if (luck < 0.1) return { ...sides, bid: ask, ask: bid }
    if (luck < 0.12) return { ...sides, bid: price(0), ask: price(0) }
    if (luck < 0.14) return { ...sides, bid, ask, bidSize: 0, askSize: 0 }
    return { ...sides, bid, ask }
  }

  settlementOf(symbol: string): Price | null {
    const contract = this.#contractOf(symbol)
    if (contract === null) return null
    const { root, expiration } = contract
    const key = `${root} ${expiration}`
    const luck = hashOf(this.#seed, hashOfText(key))
    // Some come late, as much as two days.
    const late = luck % 4 === 0 ? (luck % 48) * 3_600_000 : 0
    if (this.now < expirationInstant(this.#calendar, contract) + late) return null
    const known = this.#fixed.get(key)
    if (known !== undefined) return known
    const fixed = price(this.#spotOf(contract) + (luck % 200))
    this.#fixed.set(key, fixed)
    return fixed
  }

  dividends(symbol: string): readonly ExDividend[] {
    return symbol === 'KO' ? [{ day: tradingDay('2026-09-24'), amount: price(20_000) }] : []
  }
}
