import { expect, test } from 'vitest'
import type { ExchangeRequest } from '../../cli/exchange-door.ts'
import { instantOf } from '../../domain/calendar/new-york-time.ts'
import { timeOfDay } from '../../domain/calendar/time-of-day.ts'
import { tradingDay } from '../../domain/calendar/trading-day.ts'
import type { OpenedMarket } from './opened-market.ts'
import { checkRestore } from './restore-terms.ts'
import type { SavedExchange } from './state-file.ts'

const saved: SavedExchange = {
  source: 'recorded abc',
  seed: 7,
  start: instantOf(tradingDay('2015-12-24'), timeOfDay('09:30')),
  marketTime: 0,
  isWallTime: false,
  token: 'lw-token-1',
  venue: { version: 1, state: {} },
}

function sentence(request: Partial<ExchangeRequest>, source = 'recorded abc'): string {
  const wanted = { seed: 7, day: null, stateFile: 'paper.json', ...request } as ExchangeRequest
  const fits = checkRestore(wanted, saved, { source } as OpenedMarket)
  return fits.ok ? 'fits' : fits.message
}

test('a state goes on in the market that it was saved in', () => {
  expect(sentence({})).toBe('fits')
  expect(sentence({ day: tradingDay('2015-12-24') })).toBe('fits')
})

test('a state of another market, seed or day is refused, and the sentence says what would do', () => {
  expect(sentence({}, 'recorded abd')).toBe(
    'The state in paper.json is of a recorded market of other data; give the --market that it was saved with, or another --state file.',
  )
  expect(sentence({}, 'synthetic')).toBe(
    'The state in paper.json is of a recorded market, not a synthetic one; give the --market that it was saved with, or another --state file.',
  )
  expect(sentence({ seed: 8 })).toBe(
    'The state in paper.json is of seed 7, not 8; give --seed 7, or another --state file.',
  )
  expect(sentence({ day: tradingDay('2015-12-23') })).toBe(
    'The state in paper.json is of a market that began on 2015-12-24; leave --date out, or give another --state file.',
  )
})
