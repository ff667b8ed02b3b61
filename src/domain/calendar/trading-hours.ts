import { INDEX_PRODUCTS } from '../option/product-table.ts'
import type { Instant } from './instant.ts'
import type { Session } from './market-day.ts'

/** How long a product trades: to 16:00 (13:00 on half days), or a quarter of an hour longer. */
export type TradingHours = 'regular' | 'late'

/**
 * The funds and notes whose options trade to 16:15. Source: Cboe Rule 5.1(b) leaves the classes to the
 * exchange, which publishes them; these are named by at least two of the lists that tastytrade, Firstrade and
 * Terry's Tips copied from there. A class that is missing here is taken to end at 16:00: to think a market
 * shut that is open costs a quarter of an hour, the contrary leaves an order unfilled over night.
 */
export const LATE_FUND_ROOTS: ReadonlySet<string> = new Set(
  `DBA DBB DBC DBO DIA EEM EFA IWM IWN IWO IWV KBE KRE MDY MOO OEF QQQ SLX SPY SVXY UNG UUP UVIX UVXY VIXM
  VIXY VXX VXZ XHB XLB XLE XLF XLI XLK XLP XLU XLV XLY XME XRT`.split(/\s+/),
)

/**
 * The hours of the options of a root: late for index options and some funds, regular otherwise. Shares are
 * always regular. Not counted are the sessions of Cboe before 09:30 and after 16:15 (global and curb trading
 * hours of SPX, XSP and VIX), for which a broker wants orders of their own. Source: Cboe Rule 5.1(b).
 *
 * @example
 * [tradingHoursOfRoot('SPXW'), tradingHoursOfRoot('SPY'), tradingHoursOfRoot('AAPL')] // => ['late', 'late', 'regular']
 */
export function tradingHoursOfRoot(root: string): TradingHours {
  return INDEX_PRODUCTS.has(root) || LATE_FUND_ROOTS.has(root) ? 'late' : 'regular'
}

/**
 * The first instant after a session for products of these hours. An expiring option may end earlier
 * (`contractCloses`).
 *
 * @example
 * closeOf({ closes: 1, lateCloses: 2 }, 'late') // => 2
 */
export function closeOf(session: Pick<Session, 'closes' | 'lateCloses'>, hours: TradingHours): Instant {
  return hours === 'late' ? session.lateCloses : session.closes
}
