import { newYorkDayOf } from '../../domain/calendar/new-york-time.ts'
import type { TradingDay } from '../../domain/calendar/trading-day.ts'
import { type RegimeReading, readRegime } from '../../domain/market/regime.ts'
import { underlyingPrice } from '../../domain/market/underlying-price.ts'
import { PRICE_UNITS_PER_DOLLAR, type Price } from '../../domain/money/price.ts'
import type { ProposalInput, UnderlyingMarket } from './proposal-input.ts'

/** What is worked out once for all candidates of an underlying. */
export interface JudgedMarket {
  readonly underlying: string
  readonly day: TradingDay
  readonly price: Price | null
  /** Dollars; NaN when unknown. */
  readonly spot: number
  readonly regime: RegimeReading
  /** 0 to 100; null when unknown. */
  readonly ivRank: number | null
  readonly expirations: ReadonlySet<TradingDay> | null
}

/** The age that the settings allow quotes, for `quoteQuality`. */
export function quoteAgeOf({
  settings,
  declaredDelayMs,
}: Pick<ProposalInput, 'settings' | 'declaredDelayMs'>) {
  return { staleAfter: settings['quote.stale_after'], declaredDelayMs }
}

/** Price, regime and volatility standing of an underlying at the input's instant. */
export function judgeMarket(input: ProposalInput, market: UnderlyingMarket): JudgedMarket {
  const { at, calendar, settings } = input
  const price = underlyingPrice(market.quote, at, quoteAgeOf(input))
  const day = newYorkDayOf(at)
  return {
    underlying: market.underlying,
    day,
    price,
    spot: price === null ? Number.NaN : price / PRICE_UNITS_PER_DOLLAR,
    regime: readRegime({
      price,
      closes: market.closes,
      day,
      calendar,
      sessions: settings['regime.sessions'],
      neutralBand: settings['regime.neutral_band'],
    }),
    ivRank: market.standing?.rank ?? null,
    expirations: market.expirations === null ? null : new Set(market.expirations),
  }
}
