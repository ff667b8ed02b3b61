import { newYorkTimeOf } from '../../domain/calendar/new-york-time.ts'
import { timeOfDay } from '../../domain/calendar/time-of-day.ts'
import type { TradingDay } from '../../domain/calendar/trading-day.ts'
import type { BrokerEnvironment } from '../../ports/broker-account.ts'
import type { BrokerRead } from '../../ports/broker-fault.ts'
import type { CallPriority } from '../../ports/call-priority.ts'
import type { Clock } from '../../ports/clock.ts'
import type { DailyBar, MarketData, OptionChain, Quote, QuoteBoard } from '../../ports/market-data.ts'
import type { TradierClient } from './client.ts'
import type { FormFields } from './http-transport.ts'
import { chainOf } from './translate/chain.ts'
import { barsOf, expirationsOf, quotesOf } from './translate/market.ts'

/**
 * Symbols of one call: the legs of 500 trades of four, and their underlyings. No limit is documented for the form; at
 * some 700 bytes a row the answer is 2 MB, and Tradier's gateway ends at 10.
 */
const QUOTES_A_CALL = 2_500
/** Below this a batch is not halved any more. */
const LEAST_BATCH = 50
const DELAYS: Readonly<Record<BrokerEnvironment, number>> = { exchange: 0, sandbox: 900_000, live: 0 }
/** After this no product trades in a regular session, so that a bar of today is finished. */
const LAST_CLOSE = timeOfDay('16:15')

/** Prices, chains and history from Tradier. */
export class TradierMarketData implements MarketData {
  readonly declaredDelayMs: number
  private readonly client: TradierClient
  private readonly clock: Clock

  /** @param declaredDelayMs of an exchange that shows its quotes late; else what Tradier declares */
  constructor(client: TradierClient, clock: Clock, declaredDelayMs = DELAYS[client.environment]) {
    this.client = client
    this.clock = clock
    this.declaredDelayMs = declaredDelayMs
  }

  async readQuotes(symbols: readonly string[], priority: CallPriority): Promise<BrokerRead<QuoteBoard>> {
    const asked = [...new Set(symbols)]
    const quotes = new Map<string, Quote>()
    for (let from = 0; from < asked.length; from += QUOTES_A_CALL) {
      const read = await this.readBatch(asked.slice(from, from + QUOTES_A_CALL), priority)
      if (!read.ok) return read
      for (const quote of read.value) quotes.set(quote.symbol, quote)
    }
    // What was not answered is not known either: a symbol that is in neither list would go unnoticed.
    const unmatched = asked.filter((symbol) => !quotes.has(symbol))
    return { ok: true, value: { quotes, unmatched, readAt: this.clock.now() } }
  }

  async readExpirations(underlying: string, priority: CallPriority) {
    // Without all roots the weekly ones of an index, such as SPXW, are missing.
    const query: FormFields = [
      ['symbol', underlying],
      ['includeAllRoots', 'true'],
    ]
    const answer = await this.read('expirations', '/markets/options/expirations', query, priority)
    return answer.ok ? expirationsOf(answer.value) : answer
  }

  async readChain(
    underlying: string,
    expiration: TradingDay,
    priority: CallPriority,
  ): Promise<BrokerRead<OptionChain>> {
    const query: FormFields = [
      ['symbol', underlying],
      ['expiration', expiration],
      ['greeks', 'true'],
    ]
    const answer = await this.read('chains', '/markets/options/chains', query, priority)
    if (!answer.ok) return answer
    const options = chainOf(answer.value, { underlying, expiration })
    if (!options.ok) return options
    return { ok: true, value: { underlying, expiration, options: options.value, readAt: this.clock.now() } }
  }

  async readDailyBars(
    symbol: string,
    from: TradingDay,
    to: TradingDay,
    priority: CallPriority,
  ): Promise<BrokerRead<readonly DailyBar[]>> {
    const query: FormFields = [
      ['symbol', symbol],
      ['interval', 'daily'],
      ['start', from],
      ['end', to],
    ]
    const answer = await this.read('history', '/markets/history', query, priority)
    if (!answer.ok) return answer
    const bars = barsOf(answer.value)
    if (!bars.ok) return bars
    const { day: today, time } = newYorkTimeOf(this.clock.now())
    const isFinished = ({ day }: DailyBar): boolean => day < today || (day === today && time >= LAST_CLOSE)
    return {
      ok: true,
      value: bars.value.filter((bar) => isFinished(bar) && bar.day >= from && bar.day <= to),
    }
  }

  private read(endpoint: string, path: string, query: FormFields, priority: CallPriority) {
    return this.client.read({ endpoint, method: 'GET', path, query, priority })
  }

  /** One call, or its halves when the answer is too long for the gateway. */
  private async readBatch(
    symbols: readonly string[],
    priority: CallPriority,
  ): Promise<BrokerRead<readonly Quote[]>> {
    const form: FormFields = [
      ['symbols', symbols.join(',')],
      ['greeks', 'false'],
    ]
    const answer = await this.client.read({
      endpoint: 'quotes',
      method: 'POST',
      path: '/markets/quotes',
      form,
      priority,
    })
    if (answer.ok) return quotesOf(answer.value)
    if (answer.code !== 'body_too_big' || symbols.length <= LEAST_BATCH) return answer
    const middle = symbols.length >> 1
    const first = await this.readBatch(symbols.slice(0, middle), priority)
    if (!first.ok) return first
    const second = await this.readBatch(symbols.slice(middle), priority)
    return second.ok ? { ok: true, value: [...first.value, ...second.value] } : second
  }
}
