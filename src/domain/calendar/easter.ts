import { epochDayOf } from './trading-day.ts'

/**
 * Days since 1970-01-01 of Easter Sunday, Western churches (the "anonymous Gregorian computus", Nature of
 * 1876-04-20; also Meeus, Astronomical Algorithms, chapter 8). Good Friday is two days earlier.
 *
 * @example
 * import { tradingDayFromEpochDay } from './trading-day.ts'
 * tradingDayFromEpochDay(easterSunday(2025)) // => '2025-04-20'
 */
export function easterSunday(year: number): number {
  const golden = year % 19
  const century = Math.floor(year / 100)
  const ofCentury = year % 100
  const lunarDrift = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3)
  const epact = (19 * golden + century - Math.floor(century / 4) - lunarDrift + 15) % 30
  const weekdayShift = (32 + 2 * (century % 4) + 2 * Math.floor(ofCentury / 4) - epact - (ofCentury % 4)) % 7
  const late = Math.floor((golden + 11 * epact + 22 * weekdayShift) / 451)
  const day = epact + weekdayShift - 7 * late + 114
  return epochDayOf(year, Math.floor(day / 31), (day % 31) + 1)
}
