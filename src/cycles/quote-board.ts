import type { Instant } from '../domain/calendar/instant.ts'
import type { CallPriority } from '../ports/call-priority.ts'
import type { Clock } from '../ports/clock.ts'
import type { MarketData, Quote } from '../ports/market-data.ts'

/** How long quotes that were read for one purpose serve another: an exit is priced by what the monitor has just seen. */
const SHARED_MS = 10_000

/** Quotes, read in batches and shared for some seconds, so that a cycle asks once for everything. */
export class SharedQuotes {
  private readonly market: MarketData
  private readonly clock: Pick<Clock, 'now'>
  private readonly known = new Map<string, { readonly quote: Quote; readonly at: Instant }>()

  constructor(market: MarketData, clock: Pick<Clock, 'now'>) {
    this.market = market
    this.clock = clock
  }

  /** The quote that was read last of a symbol, however old; undefined when there was none. */
  last(symbol: string): Quote | undefined {
    return this.known.get(symbol)?.quote
  }

  /**
   * Quotes of the symbols, as far as the feed knows them; null when they could not be read.
   *
   * @param sharedMs how old an earlier reading may be to serve this purpose as well
   */
  async read(
    symbols: readonly string[],
    priority: CallPriority,
    sharedMs = SHARED_MS,
  ): Promise<ReadonlyMap<string, Quote> | null> {
    const now = this.clock.now()
    const missing = [...new Set(symbols)].filter((symbol) => {
      const found = this.known.get(symbol)
      return found === undefined || now - found.at > sharedMs
    })
    if (missing.length > 0) {
      const board = await this.market.readQuotes(missing, priority)
      if (!board.ok) return null
      for (const symbol of missing) this.known.delete(symbol)
      for (const [symbol, quote] of board.value.quotes) this.known.set(symbol, { quote, at: now })
    }
    return new Map(
      symbols.flatMap((symbol) => {
        const found = this.known.get(symbol)
        return found === undefined ? [] : [[symbol, found.quote] as const]
      }),
    )
  }
}
