import { tradingDay } from '../../src/domain/calendar/trading-day.ts'
import { type Price, price } from '../../src/domain/money/price.ts'
import type { ExDividend, MarketView, TopOfBook } from '../../src/exchange/venue/venue-types.ts'

/** Tuesday 2026-09-22, 10:00 in New York. */
export const TUESDAY_10 = Date.UTC(2026, 8, 22, 14)

function dollars(amount: number | null): Price | null {
  return amount === null ? null : price(Math.round(amount * 10_000))
}

/** A market whose books a test sets, in dollars. They stand as they are until they are set again. */
export class QuotedMarket implements MarketView {
  now: number
  readonly #books = new Map<string, TopOfBook>()
  readonly #settlements = new Map<string, Price>()
  readonly #dividends = new Map<string, readonly ExDividend[]>()

  constructor(now = TUESDAY_10) {
    this.now = now
  }

  /** Sizes are contracts or shares; without a last price the last is the middle. */
  set(symbol: string, bid: number | null, ask: number | null, size = 50, last?: number | null): void {
    const middle = bid === null || ask === null ? null : (bid + ask) / 2
    this.#books.set(symbol, {
      bid: dollars(bid),
      ask: dollars(ask),
      bidSize: bid === null ? 0 : size,
      askSize: ask === null ? 0 : size,
      last: dollars(last === undefined ? middle : last),
      quotedAt: this.now,
    })
  }

  settle(symbol: string, at: number): void {
    this.#settlements.set(symbol, dollars(at)!)
  }

  book(symbol: string): TopOfBook | undefined {
    return this.#books.get(symbol)
  }

  /** Dollars a share, from the ex-dividend day on. */
  payDividend(symbol: string, day: string, amount: number): void {
    this.#dividends.set(symbol, [
      ...this.dividends(symbol),
      { day: tradingDay(day), amount: dollars(amount)! },
    ])
  }

  dividends(symbol: string): readonly ExDividend[] {
    return this.#dividends.get(symbol) ?? []
  }

  settlementOf(optionSymbol: string): Price | null {
    return this.#settlements.get(optionSymbol) ?? null
  }
}
