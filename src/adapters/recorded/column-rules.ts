import { epochDay, parseTradingDay } from '../../domain/calendar/trading-day.ts'
import { PRICE_UNITS_PER_DOLLAR } from '../../domain/money/price.ts'
import type { RecordedChainRefusal } from '../../ports/recorded-chain.ts'
import type { ColumnName } from './chain-format.ts'

/** What a field may be, and which value in its column it stands for. */
export interface ColumnRule {
  /** The refusal when the rule is broken, and what completes "expected ...". */
  readonly code: RecordedChainRefusal
  readonly expected: string
  /** The value of a field without blanks around it; undefined for text that breaks the rule. */
  read(text: string): number | undefined
}

/** A rule that numbers the symbols of one column as they come, and the symbols so far. */
export interface SymbolRule extends ColumnRule {
  readonly symbols: readonly string[]
}

const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i
const NOT_RECORDED = /^(?:nan)?$/i
const HOUR_AND_MINUTE = /^([01]?\d|2[0-3]):([0-5]\d)$/
/** No symbol of a listed option or its underlying holds blanks or anything beyond ASCII. */
const SYMBOL = /^[!-~]+$/
/** Codes of symbols are 16 bits wide. */
const MOST_SYMBOLS = 65_536
const LARGEST_INT32 = 2 ** 31 - 1

/** A finite decimal, NaN for none. An infinity is refused: no quantity of a market is one. */
const NUMBER: ColumnRule = {
  code: 'number_must_be_decimal',
  expected: 'a number like 12.5, -0.03 or 1e-05, or nothing where it was not recorded',
  read(text) {
    if (NOT_RECORDED.test(text)) return Number.NaN
    const value = DECIMAL.test(text) ? Number(text) : Number.NaN
    return Number.isFinite(value) ? value : undefined
  },
}

/** Dollars, in units of `Price`. */
const STRIKE: ColumnRule = {
  code: 'strike_must_be_a_positive_price',
  expected: 'a strike in dollars above 0 with at most 4 decimals, like 4505 or 112.5',
  read(text) {
    const dollars = NUMBER.read(text) ?? Number.NaN
    const units = Math.round(dollars * PRICE_UNITS_PER_DOLLAR)
    // The quotient is the double nearest to the decimal, so it is the dollars exactly if no digit was lost.
    const exact = units / PRICE_UNITS_PER_DOLLAR === dollars
    return exact && units > 0 && units <= LARGEST_INT32 ? units : undefined
  },
}

/** Contracts; -1 for none. */
const COUNT: ColumnRule = {
  code: 'count_must_be_a_whole_number',
  expected: 'a whole number of contracts from 0 to 2147483647, or nothing where it was not recorded',
  read(text) {
    const value = NUMBER.read(text)
    if (value === undefined) return undefined
    if (Number.isNaN(value)) return -1
    // An integer that is -0 in the file is 0 in the column.
    return Number.isInteger(value) && value >= 0 && value <= LARGEST_INT32 ? Math.abs(value) : undefined
  },
}

/** Days since 1970-01-01. */
const DATE: ColumnRule = {
  code: 'date_must_be_a_calendar_day',
  expected: 'a day of the calendar written YYYY-MM-DD, like 2023-10-20',
  read(text) {
    const day = parseTradingDay(text)
    return day.ok ? epochDay(day.value) : undefined
  },
}

/** Minutes since midnight; -1 for none. */
const TIME: ColumnRule = {
  code: 'time_must_be_hh_mm',
  expected: 'a New York wall time written HH:MM, like 16:15, or nothing where it was not recorded',
  read(text) {
    if (text === '') return -1
    const match = HOUR_AND_MINUTE.exec(text)
    return match === null ? undefined : Number(match[1]) * 60 + Number(match[2])
  },
}

/** 1 for American, 0 for European. */
const STYLE: ColumnRule = {
  code: 'style_must_be_a_or_e',
  expected: 'A (American) or E (European)',
  read: (text) => (text === 'A' ? 1 : text === 'E' ? 0 : undefined),
}

/** 1 for a call, 0 for a put. */
const TYPE: ColumnRule = {
  code: 'type_must_be_c_or_p',
  expected: 'C (call) or P (put)',
  read: (text) => (text === 'C' ? 1 : text === 'P' ? 0 : undefined),
}

function symbolRule(): SymbolRule {
  const codes = new Map<string, number>()
  const symbols: string[] = []
  return {
    symbols,
    code: 'symbol_must_be_one_word',
    expected: 'a symbol like SPXW or BRK/B without blanks, one of at most 65536',
    read(text) {
      const known = codes.get(text)
      if (known !== undefined) return known
      if (!SYMBOL.test(text) || symbols.length === MOST_SYMBOLS) return undefined
      codes.set(text, symbols.length)
      return symbols.push(text) - 1
    },
  }
}

/** The rule of each column. */
export type ColumnRules = { readonly [Name in ColumnName]: ColumnRule } & {
  readonly underlying: SymbolRule
  readonly root: SymbolRule
}

/** The rules for reading one file; those of the symbol columns collect its symbols. */
export function columnRules(): ColumnRules {
  return {
    quote_date: DATE,
    quote_time: TIME,
    underlying: symbolRule(),
    spot: NUMBER,
    root: symbolRule(),
    expiration: DATE,
    style: STYLE,
    strike: STRIKE,
    type: TYPE,
    bid: NUMBER,
    ask: NUMBER,
    last: NUMBER,
    volume: COUNT,
    open_interest: COUNT,
    iv: NUMBER,
    delta: NUMBER,
    gamma: NUMBER,
    theta: NUMBER,
    vega: NUMBER,
  }
}
