import { type TradingDay, tradingDay } from './trading-day.ts'
import type { Weekday } from './weekday.ts'

/** From a day on, options of a root that end on these weekdays are listed. */
export interface WeekdayListing {
  readonly from: TradingDay
  readonly weekdays: readonly Weekday[]
}

const WEDNESDAY_ONLY: readonly Weekday[] = [3]
const FRIDAY_ONLY: readonly Weekday[] = [5]
const EVERY_DAY: readonly Weekday[] = [1, 2, 3, 4, 5]

/** The newest first. */
function listings(...rows: [from: string, weekdays: readonly Weekday[]][]): readonly WeekdayListing[] {
  return rows.map(([from, weekdays]) => ({ from: tradingDay(from), weekdays })).toReversed()
}

/** Cboe began weekly options of funds (SPY, QQQQ, DIA, IWM) on 2010-06-04; shares followed within weeks. */
const FUND_WEEKLYS = '2010-06-04'

/** Cboe announced Tuesdays and Thursdays of both for 2024-01-08. When the other weekdays came is not known here. */
const RUSSELL_INDEX = listings(['2024-01-08', EVERY_DAY])

/**
 * Nasdaq's first Qualifying Securities, from 2026-01-26. The exchange reviews them each quarter, and lists no
 * Wednesday on which the company reports earnings.
 */
const QUALIFYING = listings([FUND_WEEKLYS, FRIDAY_ONLY], ['2026-01-26', [1, 3, 5]])
const QUALIFYING_ROOTS = ['AAPL', 'AMZN', 'AVGO', 'GOOGL', 'IBIT', 'META', 'MSFT', 'NVDA', 'TSLA']

/** SEC Release 34-98905 of 2023-11-13, Wednesdays of all five; 89 FR 71770 of 2024-09-03, Mondays of three. */
const COMMODITY_FUND = listings([FUND_WEEKLYS, FRIDAY_ONLY], ['2023-11-13', [3, 5]])
const METAL_OR_BOND_FUND = listings(
  [FUND_WEEKLYS, FRIDAY_ONLY],
  ['2023-11-13', [3, 5]],
  ['2024-09-03', [1, 3, 5]],
)

/** What holds for a root without rows of its own: Fridays, since weekly options became usual. */
export const USUAL_LISTINGS = listings([FUND_WEEKLYS, FRIDAY_ONLY])

/**
 * The weekdays on which the options of a root end, by root, newest row first. A row begins on the day that its
 * source names, which is that of the listing or of the exchange's rule; the first option of a new weekday ends
 * some days later. Before its first row nothing is known here of a root.
 *
 * Sources. SPXW: Cboe's announcements of the Weeklys of October 2005 and of the listings of 2016-02-23,
 * 2016-08-15, 2022-04-18 and 2022-05-11. VIX: options since 2006-02-24, weekly ones, the root VIXW, since
 * 2015-10-08 (Cboe). SPXPM: third Fridays only, October 2011 to April 2017. XSP: Cboe, 2022-09-19, of the
 * last weekday, Thursday, to be listed from 2022-10-12. SPY: Cboe, Fridays; MIAX alert of 2016-09-06,
 * Wednesdays (Cboe may have been a week earlier); Cboe, Mondays from 2018-02-16; SR-CBOE-2022-059, Tuesdays
 * and Thursdays. QQQ (QQQQ until 2011): SR-ISE-2021-07; SR-CBOE-2022-059. IWM: Nasdaq's filing of 2021-09-30
 * (86 FR 56328); BOX's of April 2024 (89 FR 30401). NDXP: daily for certain by 2024; the first day is not
 * known here, nor any for XND.
 */
export const WEEKDAY_LISTINGS: ReadonlyMap<string, readonly WeekdayListing[]> = new Map([
  [
    'SPXW',
    listings(
      ['2005-10-28', FRIDAY_ONLY],
      ['2016-02-23', [3, 5]],
      ['2016-08-15', [1, 3, 5]],
      ['2022-04-18', [1, 2, 3, 5]],
      ['2022-05-11', EVERY_DAY],
    ),
  ],
  ['SPXPM', listings(['2011-10-04', FRIDAY_ONLY])],
  ['XSP', listings(['2022-10-12', EVERY_DAY])],
  ['VIX', listings(['2006-02-24', WEDNESDAY_ONLY])],
  ['VIXW', listings(['2015-10-08', WEDNESDAY_ONLY])],
  ['RUTW', RUSSELL_INDEX],
  ['MRUT', RUSSELL_INDEX],
  ['NDXP', listings(['2024-01-02', EVERY_DAY])],
  ['XND', listings()],
  [
    'SPY',
    listings(
      [FUND_WEEKLYS, FRIDAY_ONLY],
      ['2016-09-07', [3, 5]],
      ['2018-02-16', [1, 3, 5]],
      ['2022-11-14', EVERY_DAY],
    ),
  ],
  ['QQQ', listings([FUND_WEEKLYS, FRIDAY_ONLY], ['2021-04-21', [1, 3, 5]], ['2022-11-14', EVERY_DAY])],
  ['IWM', listings([FUND_WEEKLYS, FRIDAY_ONLY], ['2021-09-30', [1, 3, 5]], ['2024-04-23', EVERY_DAY])],
  ...['USO', 'UNG'].map((root) => [root, COMMODITY_FUND] as const),
  ...['GLD', 'SLV', 'TLT'].map((root) => [root, METAL_OR_BOND_FUND] as const),
  ...QUALIFYING_ROOTS.map((root) => [root, QUALIFYING] as const),
])
