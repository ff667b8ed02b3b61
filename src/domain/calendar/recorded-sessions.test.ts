import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { buildMarketCalendar, coversDay, isSession } from './market-calendar.ts'
import { closesEarly, type Session } from './market-day.ts'
import { sessionsBetween } from './session-lookup.ts'
import { standardExpiration } from './standard-expiration.ts'
import { parseTradingDay, type TradingDay, tradingDay } from './trading-day.ts'

/** The dates of one root in recorded daily bars, `Date,...,root`, in order and each once. */
function recordedDays(text: string, root: string): TradingDay[] {
  const days = new Set<TradingDay>()
  for (const line of text.split('\n').slice(1)) {
    if (!line.trimEnd().endsWith(`,${root}`)) continue
    const parsed = parseTradingDay(line.slice(0, line.indexOf(',')))
    if (!parsed.ok) throw new Error(parsed.message)
    days.add(parsed.value)
  }
  return [...days].sort()
}

test('the recorded days of a root are read in order', () => {
  const text = 'Date,Close,root\n2024-01-03,1,SPX\n2024-01-02,1,SPX\n2024-01-02,1,SPY\n'
  expect(recordedDays(text, 'SPX')).toEqual(['2024-01-02', '2024-01-03'])
})

/** The different values of `root,expiration` in a recorded chain. */
function recordedExpirations(text: string): { root: string; expiration: TradingDay }[] {
  const [header = '', ...lines] = text.split('\n')
  const columns = header.split(',')
  const [root, expiration] = [columns.indexOf('root'), columns.indexOf('expiration')]
  const pairs = new Set(
    lines
      .filter((line) => line !== '')
      .map((line) => {
        const cells = line.split(',')
        return `${cells[root]},${cells[expiration]}`
      }),
  )
  return [...pairs].map((pair) => {
    const [name = '', day = ''] = pair.split(',')
    return { root: name, expiration: tradingDay(day) }
  })
}

const folder = process.env['LEGWORK_DATA']
if (folder !== undefined && folder !== '') {
  const calendar = buildMarketCalendar()
  const files = readdirSync(folder).filter((name) => name.endsWith('.csv.gz'))
  const read = (name: string): string => gunzipSync(readFileSync(join(folder, name))).toString('utf8')
  const bars = files
    .filter((name) => name.startsWith('underlyings_eod'))
    .map(read)
    .join('\n')

  /** The sessions without a bar, from the first recorded day to the last; a bar on no session fails. */
  function missingSessions(root: string): Session[] {
    const recorded = recordedDays(bars, root).filter((day) => coversDay(calendar, day))
    const [first, last] = [recorded[0], recorded.at(-1)]
    if (first === undefined || last === undefined) throw new Error(`no bars of ${root}`)
    expect(recorded.filter((day) => !isSession(calendar, day))).toEqual([])
    const days = new Set(recorded)
    const held = sessionsBetween(calendar, first, last)
    console.info(`${root}: ${recorded.length} bars, ${held.length} sessions from ${first} to ${last}`)
    return held.filter((session) => !days.has(session.day))
  }

  // VIX is left out: since 2022 it is also computed in the global trading hours of holidays.
  test('SPX has a bar on every session and on no other day', () => {
    expect(missingSessions('SPX')).toEqual([])
  })

  // These two sets lack half days (SPY since 2024, QQQ all of them): a defect of theirs, and a witness to ours.
  test.each(['SPY', 'QQQ'])('%s lacks no session but half days', (root) => {
    const missing = missingSessions(root)
    expect(missing.filter((session) => !closesEarly(session)).map((session) => session.day)).toEqual([])
    const [first, last] = root === 'SPY' ? ['2024-01-02', '2025-12-31'] : ['2021-01-04', '2025-12-31']
    const halves = sessionsBetween(calendar, tradingDay(first), tradingDay(last)).filter(closesEarly)
    expect(missing).toEqual(halves)
  })

  test('every recorded expiration is a session, and those of SPX are the standard ones', () => {
    const chains = files.map(read).filter((text) => text.startsWith('quote_date,'))
    const listed = chains.flatMap(recordedExpirations)
    expect(listed.length).toBeGreaterThan(0)
    for (const { root, expiration } of listed) {
      const [year = 0, month = 0] = expiration.split('-').map(Number)
      if (root === 'SPX') expect(expiration).toBe(standardExpiration(calendar, year, month))
      else expect([root, expiration, isSession(calendar, expiration)]).toEqual([root, expiration, true])
    }
    console.info(`${listed.length} listed expirations`)
  })
}
