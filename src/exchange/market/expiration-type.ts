import { coversDay, type MarketCalendar } from '../../domain/calendar/market-calendar.ts'
import {
  monthEndExpiration,
  standardExpiration,
  standardOccDate,
} from '../../domain/calendar/standard-expiration.ts'
import type { TradingDay } from '../../domain/calendar/trading-day.ts'
import { addDays } from '../../domain/calendar/weekday.ts'
import { productOfRoot, rootsOfUnderlying } from '../../domain/option/product.ts'
import type { ExpirationType } from './market-listing.ts'

/**
 * The cycle of a recorded expiration, told from its date, since recordings do not say it: `standard` for the third
 * Friday (or the Saturday after it, before 2015) and for all of a monthly root such as SPX, `quarterlys` and `eom` for the
 * last session of a month, otherwise `weeklys`.
 *
 * @example
 * import { buildMarketCalendar } from '../../domain/calendar/market-calendar.ts'
 * ['2023-09-15', '2023-09-29', '2023-09-18'].map((day) => expirationType(buildMarketCalendar(2023, 2023), 'SPY', day)) // => ['standard', 'quarterlys', 'weeklys']
 */
export function expirationType(calendar: MarketCalendar, root: string, day: TradingDay): ExpirationType {
  const { underlying, settlement, delivery } = productOfRoot(root)
  const siblings = rootsOfUnderlying(underlying)
  if (delivery === 'cash' && settlement === 'AM' && root === underlying) return 'standard'
  if (!coversDay(calendar, day) || !coversDay(calendar, addDays(day, 31))) return 'weeklys'
  const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7))]
  const isThirdFriday =
    day === standardExpiration(calendar, year, month) || day === standardOccDate(calendar, year, month)
  if (isThirdFriday) return siblings.length > 1 ? 'weeklys' : 'standard'
  if (day !== monthEndExpiration(calendar, year, month)) return 'weeklys'
  return month % 3 === 0 ? 'quarterlys' : 'eom'
}

/** The cycles of expirations, each told once: a chain asks for the same one with every row. */
export class ExpirationTypes {
  readonly #calendar: MarketCalendar
  readonly #known = new Map<string, ExpirationType>()

  constructor(calendar: MarketCalendar) {
    this.#calendar = calendar
  }

  /** The cycle of a root and the day on which it ends; see `expirationType`. */
  of(root: string, day: TradingDay): ExpirationType {
    const key = `${root} ${day}`
    let type = this.#known.get(key)
    if (type === undefined) {
      type = expirationType(this.#calendar, root, day)
      this.#known.set(key, type)
    }
    return type
  }
}
