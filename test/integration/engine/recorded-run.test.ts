import { describe, expect, test } from 'vitest'
import { newYorkDayOf } from '../../../src/domain/calendar/new-york-time.ts'
import { instant } from '../../../src/domain/calendar/instant.ts'
import type { LivedDays } from '../../support/engine/live-days.ts'
import { RECORDED_SETS, refusalsOf, runRecorded } from '../../support/engine/recorded-run.ts'

const data = process.env['LEGWORK_DATA']

test('refusals are added up over the runs, the most first', () => {
  const runs = [{ price: 1, score: 2 }, { score: 3 }].map((refusals) => ({ run: { refusals } }))
  expect(refusalsOf({ trades: runs } as unknown as LivedDays)).toEqual([
    ['score', 5],
    ['price', 1],
  ])
})

if (data !== undefined && data !== '') {
  describe.each(RECORDED_SETS)('the recorded $underlying of $days', (set) => {
    test('is entered and exited by the preset, and the books tie to the cent', {
      timeout: 120_000,
    }, async () => {
      const { books, trades } = await runRecorded(data, set, 'recorded-lean')
      expect(books.differences).toEqual([])
      expect(books.entered).toBeGreaterThan(0)
      expect(books.closed).toBeGreaterThan(0)
      expect(books.cashMoved).toBe(books.realized - books.fees + books.openCash)
      const exitDays = trades.flatMap(({ trade: { closedAt } }) =>
        closedAt === null ? [] : newYorkDayOf(instant(closedAt)),
      )
      expect(exitDays).toContain(set.days[1])
    })

    test('admits nothing by the defaults, and every refusal has a rule', { timeout: 120_000 }, async () => {
      const { books, lived } = await runRecorded(data, set, 'default')
      const refused = refusalsOf(lived).reduce((sum, [, count]) => sum + count, 0)
      expect(lived.trades.length).toBeGreaterThan(0)
      expect(refused).toBe(lived.trades.reduce((sum, { run }) => sum + run.candidates, 0))
      expect(books).toMatchObject({ entered: 0, cashMoved: 0, differences: [] })
    })
  })
}
