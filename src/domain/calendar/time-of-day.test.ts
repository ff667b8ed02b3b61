import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DAY_MS } from './instant.ts'
import { formatTimeOfDay, parseTimeOfDay, timeOfDay, timeOfDayFromMs } from './time-of-day.ts'

test('every time of day reads back from its text', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: DAY_MS - 1 }), (ms) => {
      expect(timeOfDay(formatTimeOfDay(timeOfDayFromMs(ms)))).toBe(ms)
    }),
  )
})

test.each(['', '9:30', '24:00', '09:60', '09:30:60', '09:30:00.5', ' 09:30', '09:30 AM', '0930'])(
  'refuses "%s"',
  (text) => {
    const parsed = parseTimeOfDay(text)
    expect(parsed.ok ? 'accepted' : parsed.code).toBe('time_must_be_hh_mm')
  },
)

test('milliseconds beyond the day are a bug', () => {
  expect(() => timeOfDayFromMs(DAY_MS)).toThrow('not milliseconds after midnight')
  expect(() => timeOfDay('24:00')).toThrow('not a time of day')
})
