import { expect, test } from 'vitest'
import { tradingDay } from '../../domain/calendar/trading-day.ts'
import { readLeanDay } from './lean-day.ts'

test('a day that was not recorded is refused by name', async () => {
  const read = await readLeanDay({
    folder: import.meta.dirname,
    underlying: 'GOOG',
    day: tradingDay('2015-12-24'),
  })
  expect(read).toMatchObject({ ok: false, code: 'day_must_be_recorded' })
})
