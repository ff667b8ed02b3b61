import type { TradingDay } from '../../domain/calendar/trading-day.ts'
import type { Cents } from '../../domain/money/cents.ts'
import type { Venue } from '../venue/venue.ts'
import type { MarketView } from '../venue/venue-types.ts'
import { newYorkDate } from './wire-time.ts'

/** What an account was worth at the end of a day, or of today so far. */
export interface DiaryLine {
  readonly day: TradingDay
  readonly equity: Cents
}

/**
 * Remembers what accounts were worth, a line a New York day, because the venue knows only the present. The last
 * look of a day counts, so the door that runs the market should look at each close.
 */
export class EquityDiary {
  private readonly lines = new Map<string, Map<TradingDay, Cents>>()

  /** Writes the present worth of an account over what today said before. */
  look(venue: Venue, accountId: string, market: MarketView): void {
    let days = this.lines.get(accountId)
    if (days === undefined) {
      days = new Map()
      this.lines.set(accountId, days)
    }
    days.set(newYorkDate(market.now), venue.balances(accountId, market).totalEquity)
  }

  /** The lines of an account from a day on, oldest first. */
  since(accountId: string, from: TradingDay): DiaryLine[] {
    return [...(this.lines.get(accountId) ?? [])]
      .filter(([day]) => day >= from)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([day, equity]) => ({ day, equity }))
  }
}
