import { parseTradingDay, type TradingDay } from '../domain/calendar/trading-day.ts'
import type { Price } from '../domain/money/price.ts'
import { formatPrice, MAX_PRICE, type PriceTextCode, parsePrice } from '../domain/money/price-text.ts'
import { isRoot } from '../domain/option/check-contract.ts'
import { UsageError } from './usage-error.ts'

/** Reads the text of an option, or throws the `UsageError` that says what it expects. */
export type OptionReader<Value> = (text: string) => Value

const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i

function wrong(name: string, text: string, expected: string): UsageError {
  return new UsageError(`${name} expects ${expected}, got "${text}".`)
}

/** A number within bounds, both included. */
export function numberBetween(
  name: string,
  low: number,
  high: number,
  expected: string,
): OptionReader<number> {
  return (text) => {
    const value = DECIMAL.test(text.trim()) ? Number(text) : Number.NaN
    if (!(value >= low && value <= high)) throw wrong(name, text, expected)
    return value
  }
}

/** A whole number within bounds, both included. */
export function wholeBetween(name: string, low: number, high: number): OptionReader<number> {
  return (text) => {
    const value = /^\d+$/.test(text.trim()) ? Number(text) : Number.NaN
    if (!(value >= low && value <= high)) throw wrong(name, text, `a whole number from ${low} to ${high}`)
    return value
  }
}

/** A day of the calendar. */
export function dayOption(name: string): OptionReader<TradingDay> {
  return (text) => {
    const day = parseTradingDay(text.trim())
    if (!day.ok) throw wrong(name, text, 'a day of the calendar written YYYY-MM-DD, e.g. 2023-10-20')
    return day.value
  }
}

/** A wall time, as minutes since midnight. */
export function timeOption(name: string): OptionReader<number> {
  return (text) => {
    const match = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(text.trim())
    if (match === null) throw wrong(name, text, 'a New York wall time written HH:MM, e.g. 15:45')
    return Number(match[1]) * 60 + Number(match[2])
  }
}

/** The ticker of an underlying, in capitals whichever way it was written. */
export function tickerOption(name: string): OptionReader<string> {
  return (text) => {
    const ticker = text.trim().toUpperCase()
    if (!/^[!-~]{1,12}$/.test(ticker)) throw wrong(name, text, 'a ticker, e.g. SPY')
    return ticker
  }
}

/** The root of option symbols, in capitals whichever way it was written. */
export function rootOption(name: string): OptionReader<string> {
  return (text) => {
    const root = text.trim().toUpperCase()
    if (!isRoot(root)) throw wrong(name, text, 'the root of option symbols, e.g. SPXW')
    return root
  }
}

/** What a text that is no price should have been, by the rule that it breaks. */
function priceRule(code: PriceTextCode, most: Price, what: string, example: string): string {
  switch (code) {
    case 'price_must_be_a_decimal':
      return `plain ${what}, e.g. ${example}`
    case 'price_must_have_at_most_4_decimals':
      return `${what} with at most 4 decimals, e.g. ${example}`
    case 'price_must_be_within_10_million_dollars':
      return `${what}, at most ${formatPrice(most).replace(/\.00$/, '')}`
  }
}

/** Dollars per share. */
export function priceOption(name: string): OptionReader<Price> {
  return (text) => {
    const parsed = parsePrice(text)
    if (!parsed.ok) throw wrong(name, text, priceRule(parsed.code, MAX_PRICE, 'dollars per share', '1.25'))
    return parsed.value
  }
}

/** Prices of at most `most`, with commas between them, e.g. strikes. */
export function pricesOption(name: string, most: Price = MAX_PRICE): OptionReader<readonly Price[]> {
  const expected = (code: PriceTextCode): string =>
    priceRule(code, most, 'dollars with commas between them', '440,445')
  return (text) =>
    text.split(',').map((part) => {
      const parsed = parsePrice(part)
      if (!parsed.ok) throw wrong(name, text, expected(parsed.code))
      if (parsed.value > most) throw wrong(name, text, expected('price_must_be_within_10_million_dollars'))
      return parsed.value
    })
}

/** An annual rate as a fraction; a number that only makes sense as percent is refused, not guessed. */
export function rateOption(name: string): OptionReader<number> {
  return numberBetween(name, -0.5, 0.5, 'a rate a year between -0.5 and 0.5, e.g. 0.053 for 5.3 %')
}
