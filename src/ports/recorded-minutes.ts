import type { TradingDay } from '../domain/calendar/trading-day.ts'
import type { Price } from '../domain/money/price.ts'
import type { OptionContract } from '../domain/option/contract.ts'
import type { Result } from '../domain/refusal.ts'

/**
 * The quotes of an instrument on one day, a row a minute in which any was recorded, ascending. Times are the
 * beginning of the minute in milliseconds after midnight, New York; prices are units of `Price` (1/10,000 dollar), -1
 * where the side had no quote; sizes are contracts or shares. Prices are as recorded, however absurd.
 */
export interface QuoteMinutes {
  readonly timeMs: Int32Array
  /** The first quote of the minute. */
  readonly bidOpen: Int32Array
  readonly askOpen: Int32Array
  /** The last quote of the minute, and its sizes. */
  readonly bidClose: Int32Array
  readonly askClose: Int32Array
  readonly bidSize: Int32Array
  readonly askSize: Int32Array
}

/** The trades of an instrument on one day, a row a minute in which it traded; units as in `QuoteMinutes`. */
export interface TradeMinutes {
  readonly timeMs: Int32Array
  readonly open: Int32Array
  readonly high: Int32Array
  readonly low: Int32Array
  readonly close: Int32Array
  /** Shares or contracts. */
  readonly volume: Int32Array
}

/** What was recorded of a share or an option on one day; a kind that was not recorded has no rows. */
export interface RecordedInstrument {
  readonly quotes: QuoteMinutes
  readonly trades: TradeMinutes
}

/** What was recorded of an option. */
export interface RecordedOption extends RecordedInstrument {
  readonly contract: OptionContract
  /** Contracts outstanding in the morning; -1 where it was not recorded. */
  readonly openInterest: number
}

/** Daily bars of a share, ascending; units as in `TradeMinutes`. */
export interface RecordedDailyBars {
  readonly day: readonly TradingDay[]
  readonly open: Int32Array
  readonly high: Int32Array
  readonly low: Int32Array
  readonly close: Int32Array
  /** May exceed 32 bits. */
  readonly volume: Float64Array
}

/** What a share paid in cash. */
export interface RecordedDividend {
  /** The ex-dividend day. */
  readonly day: TradingDay
  /** Per share, as it was paid: splits since then are not in it. */
  readonly amount: Price
}

/** A day of one underlying and its options, minute by minute. */
export interface RecordedDay {
  readonly underlying: string
  readonly day: TradingDay
  readonly shares: RecordedInstrument
  readonly options: readonly RecordedOption[]
  /** All that was recorded of its history, before and after the day; no rows when none was. */
  readonly daily: RecordedDailyBars
  /** All that are known, before and after the day, ascending; none when nothing is. */
  readonly dividends: readonly RecordedDividend[]
}

/** Which recorded day is wanted. */
export interface RecordedDayRequest {
  /** Where the recording is, in the reader's own terms. */
  readonly folder: string
  readonly underlying: string
  readonly day: TradingDay
}

/** Why a recorded day could not be read, each named after the rule that the recording breaks. */
export type RecordedDayRefusal =
  | 'day_must_be_recorded'
  | 'file_must_be_readable'
  | 'zip_must_be_whole'
  | 'entry_must_name_a_contract'
  | 'row_must_have_every_field'
  | 'number_must_be_whole'

/** Reads one day; all of it or a refusal whose message names the file and the text at fault. */
export type RecordedDayReader = (
  request: RecordedDayRequest,
) => Promise<Result<RecordedDay, RecordedDayRefusal>>
