import type { Result } from '../domain/refusal.ts'

/** A column of symbols: each row's code, and the symbol that a code stands for. */
export interface SymbolColumn {
  /** Index into `symbols`, a row a contract. */
  readonly codes: Uint16Array
  /** The distinct symbols, in the order of their first row. */
  readonly symbols: readonly string[]
}

/**
 * A recorded option market: what was quoted for each contract at each instant of the recording, as columns
 * of `rowCount` rows in the order of the file. A number that was not recorded is NaN in a float column and
 * -1 in `quoteMinute`, `volume` and `openInterest`; every other column has a value in each row. Numbers are
 * as recorded, however absurd (a crossed quote, a negative bid, an implied volatility of 8): judging them is
 * for whoever uses them.
 */
export interface RecordedChain {
  readonly rowCount: number
  /** New York date of the quote, in days since 1970-01-01 (see `tradingDayFromEpochDay`). */
  readonly quoteDay: Int32Array
  /** New York wall time of the quote, in minutes since midnight. */
  readonly quoteMinute: Int16Array
  readonly underlying: SymbolColumn
  /** Price of the underlying, dollars per share. */
  readonly spot: Float64Array
  /** Root of the option's own symbol (`SPXW`), not always the underlying's ticker (`SPX`). */
  readonly root: SymbolColumn
  /** Expiration date, in days since 1970-01-01. */
  readonly expirationDay: Int32Array
  /** 1 where the option may be exercised early, 0 where it is European. */
  readonly isAmerican: Uint8Array
  /** Strike in units of `Price` (1/10,000 dollar per share), positive. */
  readonly strike: Int32Array
  /** 1 for a call, 0 for a put. */
  readonly isCall: Uint8Array
  /** Dollars per share. */
  readonly bid: Float64Array
  /** Dollars per share. */
  readonly ask: Float64Array
  /** Price of the last trade, dollars per share. */
  readonly last: Float64Array
  /** Contracts traded on the day of the quote. */
  readonly volume: Int32Array
  /** Contracts outstanding. */
  readonly openInterest: Int32Array
  /** The recorder's implied volatility: 0.2 is 20 % a year. */
  readonly iv: Float64Array
  /** The recorder's greeks, in the recorder's units, which differ from ours and from each other's. */
  readonly delta: Float64Array
  readonly gamma: Float64Array
  readonly theta: Float64Array
  readonly vega: Float64Array
}

/** Why a recorded chain could not be read, each named after the rule that the file breaks. */
export type RecordedChainRefusal =
  | 'file_must_exist'
  | 'file_must_be_readable'
  | 'file_must_be_below_2_gib'
  | 'gzip_must_be_whole'
  | 'header_must_be_present'
  | 'header_must_name_every_column'
  | 'header_must_name_a_column_once'
  | 'header_must_have_256_columns_at_most'
  | 'line_must_have_every_field'
  | 'quotes_must_be_closed'
  | 'date_must_be_a_calendar_day'
  | 'time_must_be_hh_mm'
  | 'symbol_must_be_one_word'
  | 'style_must_be_a_or_e'
  | 'type_must_be_c_or_p'
  | 'number_must_be_decimal'
  | 'strike_must_be_a_positive_price'
  | 'count_must_be_a_whole_number'

/**
 * Reads one recorded chain. Nothing is read in part: either every row is as the file says, or the answer
 * is a refusal whose message names the file, the line, the column, the text found there and what was
 * expected.
 */
export type RecordedChainReader = (path: string) => Promise<Result<RecordedChain, RecordedChainRefusal>>
