import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, test } from 'vitest'
import { recordedText } from '../../../test/support/recorded-text.ts'
import { theoreticalRows } from '../../../test/support/theoretical-chain.ts'
import type { MarketChoice } from '../../cli/exchange-door.ts'
import { instant } from '../../domain/calendar/instant.ts'
import { buildMarketCalendar } from '../../domain/calendar/market-calendar.ts'
import { formatNewYork, instantOf } from '../../domain/calendar/new-york-time.ts'
import { timeOfDay } from '../../domain/calendar/time-of-day.ts'
import { tradingDay } from '../../domain/calendar/trading-day.ts'
import { daysInARow } from './open-lean.ts'
import { openMarket } from './open-market.ts'
import type { OpenedMarket, OpeningTerms } from './opened-market.ts'

const calendar = buildMarketCalendar(2012, 2035)
const folder = mkdtempSync(join(tmpdir(), 'legwork-open-'))
afterAll(() => rmSync(folder, { recursive: true }))

function file(name: string, content: string | Buffer): string {
  const path = join(folder, name)
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(path, content)
  return path
}

const rows = theoreticalRows()
const rowsOf = (day: string, time: string) =>
  rows.map((row) => ({ ...row, quote_date: day, quote_time: time }))
const days = [
  ...rowsOf('2024-03-04', '15:45'),
  ...rowsOf('2024-03-05', '10:00'),
  ...rowsOf('2024-03-05', '16:00'),
]
const CHAIN = file('chain.csv', recordedText(days))
const NOW = instantOf(tradingDay('2026-09-26'), timeOfDay('12:00'))

const TERMS: OpeningTerms = {
  calendar,
  seed: 3,
  day: null,
  time: null,
  alwaysOpen: false,
  now: NOW,
  start: null,
}

async function opened(
  choice: MarketChoice,
  terms: Partial<OpeningTerms> = {},
  speed = 1,
): Promise<OpenedMarket> {
  const result = await openMarket(choice, { ...TERMS, ...terms }, speed)
  if (!result.ok) throw new Error(result.message)
  return result.value
}

async function sentence(choice: MarketChoice, terms: Partial<OpeningTerms> = {}): Promise<string> {
  const result = await openMarket(choice, { ...TERMS, ...terms }, 1)
  return result.ok ? 'opened' : result.message
}

const clock = (at: number | null) => (at === null ? null : formatNewYork(instant(at)))
const recorded = (path: string): MarketChoice => ({ kind: 'recorded', path })
const snapshot = (path: string): MarketChoice => ({ kind: 'snapshot', path })

describe('a synthetic market', () => {
  test('begins now, in the wall’s own time', async () => {
    const { market, isWallTime, endsAt } = await opened({ kind: 'synthetic' })
    expect([market.now, isWallTime, endsAt]).toEqual([NOW, true, null])
    expect((await opened({ kind: 'synthetic' }, {}, 60)).isWallTime).toBe(false)
  })

  test('begins at the next open when it is always open, and on a day from its open', async () => {
    const synthetic = { kind: 'synthetic' } as const
    const night = await opened(synthetic, { alwaysOpen: true })
    expect([clock(night.market.now), night.isWallTime]).toEqual(['2026-09-28T09:30-04:00', false])
    const past = await opened(synthetic, { day: tradingDay('2015-12-24') })
    expect([clock(past.market.now), past.isWallTime]).toEqual(['2015-12-24T09:30-05:00', false])
    const noon = await opened(synthetic, { day: tradingDay('2015-12-24'), time: timeOfDay('12:00') })
    expect(clock(noon.market.now)).toBe('2015-12-24T12:00-05:00')
  })

  test('is not opened on a day without a session', async () => {
    expect(await sentence({ kind: 'synthetic' }, { day: tradingDay('2015-12-25') })).toBe(
      'The market is closed on 2015-12-25 (Christmas Day); the next session is 2015-12-28.',
    )
    expect(await sentence({ kind: 'synthetic' }, { day: tradingDay('2040-01-03') })).toBe(
      'A market can be invented from 2014 to 2031, not for 2040-01-03.',
    )
  })

  test('is the same again from where a saved one began', async () => {
    const first = await opened({ kind: 'synthetic' })
    const later = { now: instant(NOW + 86_400_000), start: first.start }
    const again = await opened({ kind: 'synthetic' }, later)
    for (const { market } of [first, again]) market.advanceTo(NOW + 3 * 86_400_000)
    expect(again.market.quote('SPY')).toEqual(first.market.quote('SPY'))
    expect(again.source).toBe(first.source)
  })
})

describe('a recorded chain', () => {
  test('is played from its first day, through the session after a recorded close', async () => {
    const { market, endsAt, description } = await opened(recorded(CHAIN))
    expect([clock(market.now), clock(endsAt)]).toEqual(['2024-03-04T15:45-05:00', '2024-03-07T04:00-05:00'])
    expect(description).toBe('A recorded market of 2024-03-04, 2024-03-05')
  })

  test('begins on the day and at the time that are asked for', async () => {
    const day = tradingDay('2024-03-05')
    expect(clock((await opened(recorded(CHAIN), { day })).market.now)).toBe('2024-03-05T10:00-05:00')
    const late = await opened(recorded(CHAIN), { day, time: timeOfDay('11:11') })
    expect(clock(late.market.now)).toBe('2024-03-05T11:11-05:00')
  })

  test('may be gzipped, or a folder of files', async () => {
    const zipped = file('zipped/chain.csv.gz', gzipSync(recordedText(days)))
    expect((await opened(recorded(zipped))).market.quote('ABXW')).toBeDefined()
    file('parts/2024-03-05.csv', recordedText(rowsOf('2024-03-05', '10:00')))
    file('parts/2024-03-04.csv', recordedText(rowsOf('2024-03-04', '15:45')))
    file('parts/README', 'of no interest')
    const { market, endsAt } = await opened(recorded(join(folder, 'parts')))
    expect([clock(market.now), clock(endsAt)]).toEqual(['2024-03-04T15:45-05:00', '2024-03-06T04:00-05:00'])
  })

  test('is known by what it holds, not by its name', async () => {
    const copy = file('copy.csv', recordedText(days))
    const other = file('other.csv', recordedText(rowsOf('2024-03-05', '10:00')))
    const [a, b, c] = await Promise.all(
      [CHAIN, copy, other].map(async (path) => (await opened(recorded(path))).source),
    )
    expect(b).toBe(a)
    expect(c).not.toBe(a)
  })

  test.each([
    [
      'none.csv',
      {},
      /^There is no .*none\.csv; expected a recorded chain \(\.csv or \.csv\.gz\), a folder of them/,
    ],
    ['', {}, /^There is no .*expected/],
    ['empty/', {}, /holds no recording; expected a recorded chain/],
    ['rows.csv', {}, /^.*rows\.csv has a header and no rows; expected quotes\.$/],
    ['notes.csv', {}, /header/],
    ['some.zip', {}, /some\.zip is not in option\/usa\/minute\/TICKER of a LEAN data folder/],
    [
      'chain.csv',
      { day: tradingDay('2024-03-06') },
      /^Nothing was recorded on 2024-03-06; the recording has 2024-03-04, 2024-03-05\.$/,
    ],
    [
      'chain.csv',
      { day: tradingDay('2024-03-05'), time: timeOfDay('09:30') },
      /^On 2024-03-05 not everything is recorded before 10:00; give that --time or a later one\.$/,
    ],
  ] as const)('is refused in a sentence: %s', async (name, terms, expected) => {
    mkdirSync(join(folder, 'empty'), { recursive: true })
    file('rows.csv', recordedText([]))
    file('notes.csv', 'not,a,chain\n1,2,3\n')
    file('some.zip', '')
    const text = await sentence(recorded(name === '' ? '' : join(folder, name)), terms)
    expect(text).toMatch(expected)
    expect(text).not.toContain('\n')
  })
})

describe('a snapshot', () => {
  test('goes on from the last recorded instant, or that of a day', async () => {
    const { market, endsAt } = await opened(snapshot(CHAIN))
    expect([clock(market.now), endsAt]).toEqual(['2024-03-05T16:00-05:00', null])
    const first = await opened(snapshot(CHAIN), { day: tradingDay('2024-03-04') })
    expect(clock(first.market.now)).toBe('2024-03-04T15:45-05:00')
    const open = await opened(snapshot(CHAIN), { alwaysOpen: true, day: tradingDay('2024-03-05') })
    expect(clock(open.market.now)).toBe('2024-03-06T09:30-05:00')
    const before = first.market.book('ABXW')!.last
    first.market.advanceTo(instantOf(tradingDay('2024-03-06'), timeOfDay('12:00')))
    expect(first.market.book('ABXW')!.last).not.toBe(before)
  })

  test('needs quotes to read a smile from', async () => {
    const bare = file('bare.csv', recordedText(rows.map((row) => ({ ...row, bid: '', ask: '' }))))
    expect(await sentence(snapshot(bare))).toMatch(/nothing to go on from; play it with recorded:PATH/)
  })
})

test('minutes are no snapshot', async () => {
  file('lean/option/usa/minute/goog/20151224_quote_american.zip', '')
  expect(await sentence(snapshot(join(folder, 'lean')))).toMatch(
    /holds minutes, which can be played with recorded:/,
  )
  expect(await sentence(recorded(join(folder, 'lean')))).toMatch(/not a whole zip archive/)
  expect(await sentence(recorded(join(folder, 'lean')), { day: tradingDay('2015-12-23') })).toBe(
    'Nothing was recorded on 2015-12-23; the recording has 2015-12-24.',
  )
})

test('recorded days are played on while they follow each other, two weeks at most', () => {
  const list = ['2015-12-22', '2015-12-23', '2015-12-24', '2015-12-28', '2016-01-04'].map((day) =>
    tradingDay(day),
  )
  expect(daysInARow(calendar, list, list[1]!)).toEqual(list.slice(1, 4))
  const many = Array.from({ length: 31 }, (_, i) => tradingDay(`2015-10-${String(i + 1).padStart(2, '0')}`))
  expect(daysInARow(calendar, many, many[0]!)).toHaveLength(10)
})
