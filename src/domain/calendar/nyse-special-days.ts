import { type TimeOfDay, timeOfDay } from './time-of-day.ts'
import { type TradingDay, tradingDay } from './trading-day.ts'

/** A weekday on which the exchanges were closed though no rule said so. */
export interface SpecialClosure {
  readonly day: TradingDay
  readonly name: string
}

/** A session that did not keep the usual hours though no rule said so; what is missing was as usual. */
export interface SpecialHours {
  readonly day: TradingDay
  readonly name: string
  readonly opens?: TimeOfDay
  /** The end of stocks and equity options. */
  readonly closes?: TimeOfDay
  /** The end of the options that trade to 16:15 on other days. */
  readonly lateCloses?: TimeOfDay
}

const closed = (day: string, name: string): SpecialClosure => ({ day: tradingDay(day), name })
const opened = (day: string, time: string, name: string): SpecialHours => ({
  day: tradingDay(day),
  name,
  opens: timeOfDay(time),
})
const ended = (day: string, time: string, lateTime: string, name: string): SpecialHours => ({
  day: tradingDay(day),
  name,
  closes: timeOfDay(time),
  lateCloses: timeOfDay(lateTime),
})

/**
 * The unscheduled closures since 1998: attacks, a hurricane, and days of mourning for presidents. Source: the
 * NYSE's list of special closings, and its announcements.
 */
export const NYSE_SPECIAL_CLOSURES: readonly SpecialClosure[] = [
  closed('2001-09-11', 'Attacks of September 11'),
  closed('2001-09-12', 'Attacks of September 11'),
  closed('2001-09-13', 'Attacks of September 11'),
  closed('2001-09-14', 'Attacks of September 11'),
  closed('2004-06-11', 'Mourning for Ronald Reagan'),
  closed('2007-01-02', 'Mourning for Gerald Ford'),
  closed('2012-10-29', 'Hurricane Sandy'),
  closed('2012-10-30', 'Hurricane Sandy'),
  closed('2018-12-05', 'Mourning for George H. W. Bush'),
  closed('2025-01-09', 'Mourning for Jimmy Carter'),
]

/**
 * The sessions since 1998 whose first or last minute was unusual. Source: the NYSE's list of special
 * closings; for 1999-12-31 the NYSE of 1999-06-04 and the CBOE of 1999-12-22, whose index options stopped at
 * 13:05; for 2005-06-01 the press of the day. That day only the NYSE and the Amex stopped, four minutes early,
 * for a fault of their network; Nasdaq, and as far as is known the index options, kept their hours.
 *
 * Left out are what does not move the first or last minute (trading halts such as 1998-10-26, 2001-06-08,
 * 2013-08-22, 2015-07-08 and the circuit breakers of March 2020) and single markets that stayed open longer
 * to finish their orders (Nasdaq on 2001-06-29, the NYSE on 2009-07-02).
 */
export const NYSE_SPECIAL_HOURS: readonly SpecialHours[] = [
  ended('1999-12-31', '13:00', '13:05', 'Turn of the year 2000'),
  opened('2001-09-17', '09:33', 'Silence for the victims of September 11'),
  opened('2001-10-08', '09:31', 'Silence for the troops in Afghanistan'),
  opened('2002-09-11', '12:00', 'Anniversary of September 11'),
  opened('2003-03-20', '09:32', 'Silence for the troops in Iraq'),
  ended('2003-12-26', '13:00', '13:15', 'Day after Christmas'),
  opened('2004-06-07', '09:32', 'Silence for Ronald Reagan'),
  ended('2005-06-01', '15:56', '16:15', 'Network fault at the NYSE'),
  opened('2006-12-27', '09:32', 'Silence for Gerald Ford'),
]
