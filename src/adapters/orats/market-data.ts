import { daysToExpirationAt } from '../../domain/calendar/days-to-expiration.ts'
import type { MarketCalendar } from '../../domain/calendar/market-calendar.ts'
import type { TradingDay } from '../../domain/calendar/trading-day.ts'
import type { BrokerFault, BrokerRead } from '../../ports/broker-fault.ts'
import type { CallPriority } from '../../ports/call-priority.ts'
import type { DailyBar, MarketData, OptionChain, Quote, QuoteBoard } from '../../ports/market-data.ts'
import type { OratsClient } from './client.ts'
import { oratsFault } from './faults.ts'
import { barOf } from './translate/bars.ts'
import { optionsOfStrike } from './translate/chain.ts'
import { quoteOfOption, quoteOfUnderlying } from './translate/quote.ts'
import { rootOn } from './translate/root.ts'
import { rowsOf, WIRE_DAILY, WIRE_EXPIRATION, WIRE_QUOTED, WIRE_STRIKE } from './wire.ts'

/** What the token's plan reads: live is some seconds old, delayed a quarter of an hour. */
export type OratsPlan = 'live' | 'delayed'

const DELAYS_MS: Readonly<Record<OratsPlan, number>> = { live: 10_000, delayed: 900_000 }
/** The vendor's limit of symbols in a call. */
const SYMBOLS_A_CALL = 10
/** Calls that are under way at once, so that the legs of many trades are read in a second or two. */
const CALLS_AT_ONCE = 8

/** Prices, chains and history from ORATS. */
export class OratsMarketData implements MarketData {
  readonly declaredDelayMs: number
  readonly #client: OratsClient
  readonly #plan: OratsPlan
  readonly #calendar: MarketCalendar

  constructor(client: OratsClient, plan: OratsPlan, calendar: MarketCalendar) {
    this.declaredDelayMs = DELAYS_MS[plan]
    this.#client = client
    this.#plan = plan
    this.#calendar = calendar
  }

  async readQuotes(symbols: readonly string[], priority: CallPriority): Promise<BrokerRead<QuoteBoard>> {
    const asked = [...new Set(symbols)]
    const quotes = new Map<string, Quote>()
    const most = SYMBOLS_A_CALL * CALLS_AT_ONCE
    for (let from = 0; from < asked.length; from += most) {
      const batches = chunks(asked.slice(from, from + most), SYMBOLS_A_CALL)
      const answers = await Promise.all(batches.map((batch) => this.#readBatch(batch, priority)))
      for (const answer of answers) {
        if (!answer.ok) return answer
        for (const quote of answer.value) quotes.set(quote.symbol, quote)
      }
    }
    for (const symbol of quotes.keys()) if (!asked.includes(symbol)) quotes.delete(symbol)
    const unmatched = asked.filter((symbol) => !quotes.has(symbol))
    return { ok: true, value: { quotes, unmatched, readAt: this.#client.clock.now() } }
  }

  async readExpirations(
    underlying: string,
    priority: CallPriority,
  ): Promise<BrokerRead<readonly TradingDay[]>> {
    // The delayed family has no list of its own; its strikes name their expirations.
    const answer = await (this.#plan === 'live'
      ? this.#client.read('live/expirations', { ticker: underlying }, priority)
      : this.#client.read('strikes', { ticker: underlying, fields: 'expirDate' }, priority))
    if (!answer.ok) return answer
    if (answer.value.length === 0) return unknownTicker(underlying)
    const days = rowsOf(answer.value, WIRE_EXPIRATION)
    return days.ok ? { ok: true, value: [...new Set(days.value)].sort() } : days
  }

  /** Refuses `root_is_ambiguous` where the vendor does not tell of which root its prices are. */
  async readChain(
    underlying: string,
    expiration: TradingDay,
    priority: CallPriority,
  ): Promise<BrokerRead<OptionChain>> {
    const root = rootOn(this.#calendar, underlying, expiration)
    if (root === null) {
      const message = `ORATS does not tell the roots of ${underlying} on ${expiration} apart; read that chain from the broker.`
      return oratsFault('rejected', 'root_is_ambiguous', message)
    }
    const answer = await this.#readStrikes(underlying, expiration, priority)
    if (!answer.ok) return answer
    const rows = rowsOf(answer.value, WIRE_STRIKE)
    if (!rows.ok) return rows
    const options = rows.value
      .filter(({ expirDate }) => expirDate === expiration)
      .sort((a, b) => a.strike - b.strike)
      .flatMap((row) => optionsOfStrike(row, { root, expiration }))
    return { ok: true, value: { underlying, expiration, options, readAt: this.#client.clock.now() } }
  }

  async readDailyBars(
    symbol: string,
    from: TradingDay,
    to: TradingDay,
    priority: CallPriority,
  ): Promise<BrokerRead<readonly DailyBar[]>> {
    const answer = await this.#client.read('hist/dailies', { ticker: symbol }, priority)
    if (!answer.ok) return answer
    if (answer.value.length === 0) return unknownTicker(symbol)
    const rows = rowsOf(answer.value, WIRE_DAILY)
    if (!rows.ok) return rows
    const bars = rows.value
      .filter(({ tradeDate }) => tradeDate >= from && tradeDate <= to)
      .flatMap(barOf)
      .sort((a, b) => (a.day < b.day ? -1 : 1))
    return { ok: true, value: bars }
  }

  #readStrikes(underlying: string, expiration: TradingDay, priority: CallPriority) {
    if (this.#plan === 'live') {
      return this.#client.read('live/strikes/monthly', { ticker: underlying, expiry: expiration }, priority)
    }
    // The vendor counts the first day as well; a day more on either side does no harm.
    const days = daysToExpirationAt(this.#client.clock.now(), expiration)
    return this.#client.read('strikes', { ticker: underlying, dte: `${days},${days + 2}` }, priority)
  }

  async #readBatch(symbols: readonly string[], priority: CallPriority): Promise<BrokerRead<Quote[]>> {
    const path = this.#plan === 'live' ? 'live/strikes/options' : 'strikes/options'
    const answer = await this.#client.read(path, { tickers: symbols.join(',') }, priority)
    if (!answer.ok) return answer
    const rows = rowsOf(answer.value, WIRE_QUOTED)
    if (!rows.ok) return rows
    return {
      ok: true,
      value: rows.value.flatMap((row) =>
        'optionSymbol' in row ? (quoteOfOption(row) ?? []) : quoteOfUnderlying(row),
      ),
    }
  }
}

/** ORATS answers a ticker that it does not know with nothing, which must not look like a history without a day. */
function unknownTicker(ticker: string): BrokerFault {
  return oratsFault('rejected', 'no_rows', `ORATS has nothing of ${ticker}.`)
}

function chunks(symbols: readonly string[], size: number): string[][] {
  const found: string[][] = []
  for (let from = 0; from < symbols.length; from += size) found.push(symbols.slice(from, from + size))
  return found
}
