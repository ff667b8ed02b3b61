import { expect, test } from 'vitest'
import { easterSunday } from './easter.ts'
import { tradingDayFromEpochDay } from './trading-day.ts'
import { weekdayOfEpochDay } from './weekday.ts'

test.each([
  '1998-04-12',
  '1999-04-04',
  '2000-04-23',
  '2008-03-23',
  '2011-04-24',
  '2019-04-21',
  '2024-03-31',
  '2029-04-01',
  '2030-04-21',
  '2031-04-13',
  '2032-03-28',
  '2033-04-17',
  '2034-04-09',
  '2035-03-25',
  '2038-04-25',
])('Easter Sunday is on %s', (day) => {
  expect(tradingDayFromEpochDay(easterSunday(Number(day.slice(0, 4))))).toBe(day)
})

test('Easter is a Sunday from 22 March to 25 April', () => {
  for (let year = 1900; year < 2200; year += 1) {
    const day = easterSunday(year)
    expect(weekdayOfEpochDay(day)).toBe(7)
    const date = tradingDayFromEpochDay(day).slice(5)
    expect(date >= '03-22' && date <= '04-25').toBe(true)
  }
})
