import type { TradingDay } from '../../domain/calendar/trading-day.ts'
import { epochDayOf, tradingDayFromEpochDay } from '../../domain/calendar/trading-day.ts'
import type { QuoteMinutes, RecordedDailyBars, TradeMinutes } from '../../ports/recorded-minutes.ts'
import type { LeanRows } from './lean-rows.ts'

/** Fields of a row: time, then open, high, low, close and size of the bid, and the same of the ask. */
export const QUOTE_COLUMNS = 11
/** Fields of a row: time, open, high, low, close, volume. */
export const TRADE_COLUMNS = 6

/** Rows of a quote file as columns; the extremes within a minute are left out. */
export function quoteMinutes(rows: LeanRows): QuoteMinutes {
  const column = columnsOf(rows, QUOTE_COLUMNS)
  return {
    timeMs: column(0),
    bidOpen: column(1),
    bidClose: column(4),
    bidSize: column(5),
    askOpen: column(6),
    askClose: column(9),
    askSize: column(10),
  }
}

/** Rows of a trade file as columns. */
export function tradeMinutes(rows: LeanRows): TradeMinutes {
  const column = columnsOf(rows, TRADE_COLUMNS)
  return {
    timeMs: column(0),
    open: column(1),
    high: column(2),
    low: column(3),
    close: column(4),
    volume: column(5),
  }
}

/** Rows of a daily file, whose first field was made a number like 20151224, as columns. */
export function dailyBars(rows: LeanRows): RecordedDailyBars {
  const column = columnsOf(rows, TRADE_COLUMNS)
  return {
    day: Array.from(column(0), dayOfNumber),
    open: column(1),
    high: column(2),
    low: column(3),
    close: column(4),
    volume: Float64Array.from({ length: rows.rowCount }, (_, row) => rows.values[row * TRADE_COLUMNS + 5]!),
  }
}

function columnsOf({ rowCount, values }: LeanRows, width: number): (at: number) => Int32Array {
  return (at) => Int32Array.from({ length: rowCount }, (_, row) => values[row * width + at]!)
}

function dayOfNumber(yyyymmdd: number): TradingDay {
  const [year, month] = [Math.floor(yyyymmdd / 10_000), Math.floor(yyyymmdd / 100) % 100]
  return tradingDayFromEpochDay(epochDayOf(year, month, yyyymmdd % 100))
}
