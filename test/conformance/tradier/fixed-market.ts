import { instant } from '../../../src/domain/calendar/instant.ts'
import { buildMarketCalendar, type MarketCalendar } from '../../../src/domain/calendar/market-calendar.ts'
import { newYorkDayOf } from '../../../src/domain/calendar/new-york-time.ts'
import { marketDayOf, sessionsBetween } from '../../../src/domain/calendar/session-lookup.ts'
import { type TradingDay, tradingDay } from '../../../src/domain/calendar/trading-day.ts'
import { type Price, price } from '../../../src/domain/money/price.ts'
import { formatOccSymbol } from '../../../src/domain/option/occ-symbol.ts'
import { underlyingOfRoot } from '../../../src/domain/option/product.ts'
import type { Market } from '../../../src/exchange/market/market.ts'
import type {
  ExpirationListing,
  ExpirationType,
  OptionListing,
  UnderlyingListing,
} from '../../../src/exchange/market/market-listing.ts'
import type {
  DayBar,
  MarketQuote,
  MinuteBar,
  OptionGreeks,
} from '../../../src/exchange/market/market-quote.ts'

interface Shown {
  readonly from: number
  readonly bid: Price | null
  readonly ask: Price | null
  readonly size: number
}

/** A market whose quotes a test sets, with its own little list of symbols. It answers as `Market` says. */
export interface FixedMarket extends Market {
  /** Dollars; null is a side that nobody quotes. */
  set(symbol: string, bid: number | null, ask: number | null, size?: number): void
}

const UNDERLYINGS: readonly UnderlyingListing[] = [
  listing('AAPL', 'Apple Inc', 'stock', 'Q', ['AAPL'], 55_000_000),
  listing('KO', 'Coca-Cola Co & Sons', 'stock', 'N', [], 14_000_000),
  listing('SPX', 'S&P 500 INDEX', 'index', 'C', ['SPX', 'SPXW'], 0),
  listing('SPY', 'SPDR S&P 500', 'etf', 'P', ['SPY'], 68_000_000),
]

function listing(
  symbol: string,
  description: string,
  kind: UnderlyingListing['kind'],
  exchange: string,
  roots: readonly string[],
  averageVolume: number,
): UnderlyingListing {
  return { symbol, description, kind, exchange, roots, averageVolume }
}

const SERIES: readonly (readonly [string, string, ExpirationType, readonly number[]])[] = [
  ['SPY', '2026-09-25', 'weeklys', [640, 645, 650, 655, 660]],
  ['SPY', '2026-10-16', 'standard', [640, 650, 660]],
  ['SPX', '2026-10-16', 'standard', [6400, 6500, 6600]],
  ['SPXW', '2026-09-25', 'weeklys', [6400, 6450, 6500, 6550, 6600]],
  ['SPXW', '2026-10-16', 'weeklys', [6400, 6500, 6600]],
  ['AAPL', '2026-10-16', 'standard', [230]],
]

const SPOTS: Readonly<Record<string, number>> = { AAPL: 230, KO: 70, SPX: 6_500, SPY: 650 }

function dollars(amount: number): Price {
  return price(Math.round(amount * 10_000))
}

function optionsListed(): OptionListing[] {
  return SERIES.flatMap(([root, day, expirationType, strikes]) =>
    strikes.flatMap((strike) =>
      (['call', 'put'] as const).map((type): OptionListing => {
        const contract = { root, expiration: tradingDay(day), type, strike: dollars(strike) }
        const symbol = formatOccSymbol(contract)
        const underlying = underlyingOfRoot(root)
        return { symbol, contract, underlying, expirationType, multiplier: 100, openInterest: 1_204 }
      }),
    ),
  )
}

/** The same at every strike, cheaper the further away: enough to fill orders by. */
function fairValue({ contract, underlying }: OptionListing): number {
  const spot = SPOTS[underlying]!
  const strike = contract.strike / 10_000
  const inside = contract.type === 'call' ? spot - strike : strike - spot
  const away = Math.abs(spot - strike)
  return Math.max(0, inside) + Math.max(0.05, spot * 0.008 - away * 0.25)
}

class Quotes implements FixedMarket {
  readonly calendar: MarketCalendar = buildMarketCalendar(2025, 2027)
  readonly begins: number
  now: number
  private readonly options = new Map(optionsListed().map((option) => [option.symbol, option]))
  private readonly shown: Map<string, Shown[]>

  constructor(begins: number, now: number, shown: Map<string, Shown[]> | null) {
    this.begins = begins
    this.now = now
    this.shown = shown ?? new Map()
    if (shown !== null) return
    for (const { symbol } of UNDERLYINGS) this.set(symbol, SPOTS[symbol]! - 0.01, SPOTS[symbol]! + 0.01, 600)
    for (const option of this.options.values()) {
      const fair = Math.round(fairValue(option) * 20) / 20
      this.set(option.symbol, Math.max(0.05, fair - 0.05), fair + 0.1)
    }
  }

  set(symbol: string, bid: number | null, ask: number | null, size = 50): void {
    const side = (amount: number | null): Price | null => (amount === null ? null : dollars(amount))
    const list = this.shown.get(symbol) ?? []
    list.push({ from: this.now, bid: side(bid), ask: side(ask), size })
    this.shown.set(symbol, list)
  }

  advanceTo(time: number): void {
    this.now = time
  }

  asOf(time: number): Market {
    return new Quotes(this.begins, Math.max(this.begins, time), this.shown)
  }

  book(symbol: string): MarketQuote | undefined {
    return this.quote(symbol)
  }

  settlementOf(): Price | null {
    return null
  }

  underlyings(): readonly UnderlyingListing[] {
    return UNDERLYINGS
  }

  underlying(symbol: string): UnderlyingListing | undefined {
    return UNDERLYINGS.find((one) => one.symbol === symbol)
  }

  option(symbol: string): OptionListing | undefined {
    return this.options.get(symbol)
  }

  quote(symbol: string): MarketQuote | undefined {
    const versions = this.shown.get(symbol)
    if (versions === undefined) return undefined
    const found = versions.findLast((version) => version.from <= this.now) ?? versions[0]!
    const option = this.options.get(symbol) ?? null
    const { bid, ask, size } = found
    const last = bid === null || ask === null ? null : price(Math.round((bid + ask) / 200) * 100)
    return {
      symbol,
      bid,
      ask,
      bidSize: bid === null ? 0 : size,
      askSize: ask === null ? 0 : size,
      last,
      quotedAt: Math.max(found.from, this.now - 1_000),
      open: last,
      high: last,
      low: last,
      close: null,
      previousClose: last === null ? null : price(last - 100),
      volume: 812,
      averageVolume: this.underlying(symbol)?.averageVolume ?? 0,
      lastSize: 2,
      tradedAt: this.now - 2_000,
      week52High: option === null && last !== null ? price(last + 10_000) : null,
      week52Low: option === null && last !== null ? price(last - 10_000) : null,
      option,
    }
  }

  expirations(underlying: string): readonly ExpirationListing[] {
    return SERIES.filter(([root]) => underlyingOfRoot(root) === underlying)
      .map(([root, day, type]) => ({ day: tradingDay(day), root, type, multiplier: 100 }))
      .sort((a, b) => (a.day < b.day ? -1 : 1))
  }

  chain(underlying: string, expiration: TradingDay): readonly OptionListing[] {
    return [...this.options.values()]
      .filter((option) => option.underlying === underlying && option.contract.expiration === expiration)
      .sort((a, b) => a.contract.strike - b.contract.strike)
  }

  greeksOf(symbol: string): OptionGreeks | null {
    if (!this.options.has(symbol)) return null
    const iv = { bidIv: 0.118, midIv: 0.1195, askIv: 0.121, smvVol: 0.1192 }
    const updatedAt = this.now - 1_200_000
    return {
      delta: 0.2114,
      gamma: 0.0081,
      theta: -4.02,
      vega: 0.64,
      rho: 0.021,
      phi: -0.022,
      ...iv,
      updatedAt,
    }
  }

  dailyBars(symbol: string, from: TradingDay, to: TradingDay): readonly DayBar[] {
    if (!this.shown.has(symbol)) return []
    const today = newYorkDayOf(instant(this.now))
    const first = from < '2026-01-02' ? tradingDay('2026-01-02') : from
    const last = to > today ? today : to
    return sessionsBetween(this.calendar, first, last).map(({ day }, i) => {
      const open = dollars((SPOTS[symbol] ?? 4) + (i % 5))
      return {
        day,
        open,
        high: price(open + 10_000),
        low: price(open - 5_000),
        close: open,
        volume: 1_000 + i,
      }
    })
  }

  minuteBars(symbol: string, from: number, to: number): readonly MinuteBar[] {
    const bars: MinuteBar[] = []
    if (!this.shown.has(symbol)) return bars
    for (let at = from - (from % 60_000); at < Math.min(to, this.now - 59_999); at += 60_000) {
      const day = marketDayOf(this.calendar, instant(at))
      if (day.kind === 'closed' || at < day.preMarketOpens || at >= day.afterHoursCloses || at < from)
        continue
      const open = dollars((SPOTS[symbol] ?? 4) + ((at / 60_000) % 3))
      bars.push({ at, open, high: price(open + 600), low: price(open - 400), close: open, volume: 412 })
    }
    return bars
  }

  dividends() {
    return []
  }
}

/** A fixed market at an instant; its quotes are of half an hour before, so that delayed readers see them too. */
export function fixedMarket(now: number): FixedMarket {
  const begins = now - 1_800_000
  const market = new Quotes(begins, begins, null)
  market.advanceTo(now)
  return market
}
