import { describe, expect, test } from 'vitest'
import { runSchedule } from '../../../src/cycles/schedule/scheduler.ts'
import { recordAccount } from '../../../src/cycles/account-snapshot.ts'
import { fixedMarket } from '../../conformance/tradier/fixed-market.ts'
import { instant } from '../../../src/domain/calendar/instant.ts'
import { buildMarketCalendar } from '../../../src/domain/calendar/market-calendar.ts'
import { newYorkDayOf } from '../../../src/domain/calendar/new-york-time.ts'
import { parseTradingDay, tradingDay } from '../../../src/domain/calendar/trading-day.ts'
import { cents } from '../../../src/domain/money/cents.ts'
import { closedFor } from '../../../src/engine/entry/judge-moment.ts'
import { openTrade, proof, told } from '../../support/engine/spread-trades.ts'
import { ACCOUNT, tradingWorld } from '../../support/engine/trading-world.ts'

const HOUR_MS = 3_600_000
const CALENDAR = buildMarketCalendar(2025, 2026)
const WINDOW = { opensAfterMs: 0, closesBeforeMs: 600_000 }

describe('days are New York’s', () => {
  test('B-19 a fill at 19:30 in New York belongs to that day, not to the next as in UTC', async () => {
    const evening = Date.UTC(2025, 11, 3, 0, 30)
    const world = await tradingWorld(fixedMarket(evening))
    const open = openTrade('T1', 'BULL_PUT_CREDIT', [285, 290], 12_000, { createdAt: evening - 5 * HOUR_MS })
    const closing = told(open, {
      type: 'exit_requested',
      orderId: 'X1',
      quantity: 1,
      reason: 'MANUAL_CLOSE',
      evidence: { ...proof('X1', evening), actor: 'person' },
    })
    const closed = told(closing, {
      type: 'exit_filled',
      orderId: 'X1',
      filledQuantity: 1,
      cashFlow: cents(-6_500),
      evidence: proof('X1', evening),
    })
    await world.read((tx) => tx.insertTrade(closed))
    const ids = async (day: string) =>
      (await world.read((tx) => tx.tradesClosedOn(ACCOUNT, tradingDay(day)))).map(({ trade }) => trade.id)
    expect([await ids('2025-12-02'), await ids('2025-12-03')]).toEqual([['T1'], []])
    const row = await recordAccount(world.engine, await world.engine.syncTradierSnapshot('sync'), null)
    expect(row).toMatchObject({ day: '2025-12-02', realizedToday: 5_500 })
  })

  test('B-19 a bare date is a day and never passes through a time zone', () => {
    expect(parseTradingDay('2025-12-02')).toMatchObject({ ok: true, value: '2025-12-02' })
    expect(newYorkDayOf(instant(Date.UTC(2025, 11, 2)))).toBe('2025-12-01')
  })

  test('B-19 no summary is made on a weekend or a holiday, over Thanksgiving and Christmas', async () => {
    const made: string[] = []
    let now = Date.UTC(2025, 10, 26, 12)
    const end = Date.UTC(2025, 11, 29)
    const signal = new AbortController()
    await runSchedule(
      {
        clock: {
          now: () => instant(now),
          async sleep(ms) {
            now += ms
            if (now >= end) signal.abort()
            if (signal.signal.aborted) throw signal.signal.reason
          },
        },
        calendar: CALENDAR,
        log: { write: () => undefined },
        run: async (cycle) => {
          if (cycle === 'daily_summary') made.push(newYorkDayOf(instant(now)))
        },
      },
      signal.signal,
    )
    expect(made).not.toContain('2025-11-27')
    expect(made).not.toContain('2025-12-25')
    expect(made).toContain('2025-11-28')
    expect(made.every((day) => new Date(`${day}T12:00Z`).getUTCDay() % 6 !== 0)).toBe(true)
    expect(made).toHaveLength(21)
  })

  test.each(['2025-11-28', '2025-12-24'])(
    'B-19 on the half day %s entries end ten minutes before 13:00',
    (day) => {
      const oneInTheAfternoon = Date.parse(`${day}T18:00:00Z`)
      const at = (minutesBefore: number) => instant(oneInTheAfternoon - minutesBefore * 60_000)
      expect(closedFor('SPX', at(11), CALENDAR, WINDOW)).toBeNull()
      expect(closedFor('AAPL', at(11), CALENDAR, WINDOW)).toBeNull()
      expect(closedFor('AAPL', at(10), CALENDAR, WINDOW)).toBe('outside_the_entry_window')
      expect(closedFor('AAPL', at(0), CALENDAR, WINDOW)).toBe('market_is_closed')
    },
  )
})
