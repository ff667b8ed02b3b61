import { expect, test } from 'vitest'
import { cents } from '../../../src/domain/money/cents.ts'
import { checkBooks } from '../../support/engine/check-books.ts'
import { newYork, syntheticWorld } from '../../support/engine/synthetic-world.ts'
import { liveDays } from '../../support/engine/live-days.ts'
import { ACCOUNT, type TradingWorld, VENUE_ACCOUNT } from '../../support/engine/trading-world.ts'

/** In on the afternoon of a Tuesday with 38 days left, and out of it by time on the next morning. */
const SETTINGS = {
  'entry.dte_min': '38',
  'entry.dte_max': '38',
  'entry.ivr_min_credit': 'off',
  'entry.ivr_max_credit': 'off',
  'entry.ivr_min_debit': 'off',
  'entry.ivr_max_debit': 'off',
  'entry.score_min': '50',
  'entry.leg_spread_max_fraction': 'off',
  'regime.check': 'no',
  'exit.time_dte': '37',
  'exit.time_cutoff': '380',
  'risk.max_new_per_day': '2',
}

function world(): Promise<TradingWorld> {
  return syntheticWorld('14:55', { settings: SETTINGS, ceiling: 50, fees: { perContract: cents(35) } })
}

test('two days of a synthetic market are entered, exited and reconciled, and the books tie to the cent', async () => {
  const one = await world()
  await liveDays(one, newYork('09:55', '2026-09-23'))
  const books = await checkBooks(one)
  expect(books.differences).toEqual([])
  expect(books.entered).toBeGreaterThan(0)
  expect(books.closed).toBeGreaterThan(0)
  expect(books.fees).toBeGreaterThan(0)
})

test('a fill that the engine does not book is found by the check', async () => {
  const one = await world()
  await liveDays(one, newYork('15:10'))
  const [row] = await one.read((tx) => tx.positions(ACCOUNT))
  expect((await checkBooks(one)).differences).toEqual([])
  expect(one.venue.control.closeByHand(VENUE_ACCOUNT, row!.symbol, one.market).ok).toBe(true)
  const { differences } = await checkBooks(one)
  expect(differences.some((line) => line.startsWith('cash moved by'))).toBe(true)
  expect(differences.some((line) => line.startsWith(`${row!.symbol}: trades hold`))).toBe(true)
})
