import { buildMarketCalendar, coversDay, type MarketCalendar } from '../../domain/calendar/market-calendar.ts'
import { nextSession } from '../../domain/calendar/session-lookup.ts'
import { parseTradingDay, type TradingDay } from '../../domain/calendar/trading-day.ts'
import { price } from '../../domain/money/price.ts'
import { ok, type Result, refuse } from '../../domain/refusal.ts'
import type { RecordedDividend } from '../../ports/recorded-minutes.ts'

/**
 * Of the price. What takes more on one day is a special distribution or a spin-off, which a factor file writes in the
 * same way. For those the clearing house adjusts the contracts, while nobody exercises a call for them, so that taking
 * one for a dividend would assign calls that were never assigned.
 */
const MOST_ORDINARY = 0.03

interface FactorRow {
  readonly day: TradingDay
  readonly priceFactor: number
  /** The close of the day, dollars. */
  readonly close: number
}

/**
 * The cash dividends that a LEAN factor file tells of. A row is `DATE,PRICE_FACTOR,SPLIT_FACTOR,CLOSE` of the last session
 * before an event; the price factor falls, going back in time, by the share of the close that was paid, so the
 * dividend is close × (1 - factor / factor of the next row), to 1/10,000 dollar, and its ex-day the session after the
 * row's. Splits and distributions of more than 3 % of the price are no dividends.
 *
 * Refuses: `row_must_have_every_field`, naming the file and the line.
 *
 * @param name of the file
 * @example
 * leanDividends('20240314,0.99,1,100.00\n20501231,1,1,0', 'spy.csv') // => { ok: true, value: [{ day: '2024-03-15', amount: 10000 }] }
 */
export function leanDividends(
  text: string,
  name: string,
): Result<RecordedDividend[], 'row_must_have_every_field'> {
  const rows: FactorRow[] = []
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue
    const row = factorRow(line)
    if (row === undefined) {
      return refuse(
        'row_must_have_every_field',
        `${name}, line ${index + 1}: "${line}" is not DATE,PRICE_FACTOR,SPLIT_FACTOR,CLOSE with factors above zero.`,
      )
    }
    rows.push(row)
  }
  if (rows.length < 2) return ok([])
  const calendar = calendarOf(rows)
  return ok(rows.slice(0, -1).flatMap((row, i) => dividendOf(row, rows[i + 1]!, calendar)))
}

function dividendOf(row: FactorRow, next: FactorRow, calendar: MarketCalendar): RecordedDividend[] {
  const share = 1 - row.priceFactor / next.priceFactor
  const units = Math.round(share * row.close * 10_000)
  if (units <= 0 || share > MOST_ORDINARY || !coversDay(calendar, row.day)) return []
  return [{ day: nextSession(calendar, row.day).day, amount: price(units) }]
}

function factorRow(line: string): FactorRow | undefined {
  const match = /^(\d{4})(\d{2})(\d{2}),([\d.]+),([\d.]+),([\d.]+)$/.exec(line.trim())
  if (match === null) return undefined
  const day = parseTradingDay(`${match[1]}-${match[2]}-${match[3]}`)
  const [priceFactor, splitFactor, close] = [Number(match[4]), Number(match[5]), Number(match[6])]
  if (!day.ok || !(priceFactor > 0) || !(splitFactor > 0) || !(close >= 0)) return undefined
  return { day: day.value, priceFactor, close }
}

/** A calendar of the years of the events; the last row, of 2050, only closes the file. */
function calendarOf(rows: readonly FactorRow[]): MarketCalendar {
  const year = (row: FactorRow) => Number(row.day.slice(0, 4))
  const first = Math.max(1998, year(rows[0]!))
  return buildMarketCalendar(first, Math.max(first, year(rows.at(-2)!) + 1))
}
