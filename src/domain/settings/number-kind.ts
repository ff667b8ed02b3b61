import { type Cents, cents } from '../money/cents.ts'
import { formatDecimal, parseDecimal } from '../money/decimal.ts'
import { type Price, price } from '../money/price.ts'
import { ok, type Result, refuse } from '../refusal.ts'
import type { SettingKind, SettingValueCode } from './setting-spec.ts'

/** The lowest and highest that may be written, both included, as a person writes them. */
export type Range = readonly [from: string, to: string]

/** Far above every range, and exact. */
const MOST = 1e14

interface Digits {
  readonly decimals: number
  /** Decimals that are always shown. */
  readonly shown: number
}

function unitsOf(text: string, { decimals }: Digits): Result<number, SettingValueCode> {
  const units = parseDecimal(text, decimals, MOST)
  if (typeof units === 'number') return ok(units)
  const finest = decimals === 0 ? 'a whole number' : `a number with at most ${decimals} decimals`
  return refuse('setting_must_be_a_number', `must be ${finest}; "${text}" is not.`)
}

/** Reads a number within a range as whole units of its last decimal; no float is involved. */
function unitsKind<Value extends number>(
  digits: Digits,
  [from, to]: Range,
  unit: string,
  about: string,
  brand: (units: number) => Value,
  unbrand: (value: Value) => number,
): SettingKind<Value> {
  const bound = (text: string): number => {
    const units = unitsOf(text, digits)
    if (!units.ok) throw new Error(`A range of the settings table is refused: ${units.message}`)
    return units.value
  }
  const [low, high] = [bound(from), bound(to)]
  const allowed = `${unit}, ${from} to ${to}`
  return {
    allowed,
    about,
    parse(text) {
      const units = unitsOf(text, digits)
      if (!units.ok) return units
      if (units.value >= low && units.value <= high) return ok(brand(units.value))
      const sign = units.value < 0 && low >= 0 ? ' Amounts are written without a sign.' : ''
      return refuse(
        'setting_must_be_within_its_range',
        `must be ${from} to ${to} (${unit}), not ${text}.${sign}`,
      )
    },
    format: (value) => formatDecimal(unbrand(value), digits.decimals, digits.shown),
  }
}

const same = (units: number): number => units

/**
 * A whole number: days, trades, seconds.
 *
 * @example
 * count(['0', '730'], 'days', 'Days to expiration.').parse('28') // => { ok: true, value: 28 }
 */
export function count(range: Range, unit: string, about: string): SettingKind<number> {
  return unitsKind({ decimals: 0, shown: 0 }, range, unit, about, same, same)
}

/**
 * A share of something in basis points, exact: `0.16` or `16%` is 1,600.
 *
 * @example
 * [share(['0.05', '0.6'], 'of width', 'Least credit.').parse('0.16').value, share(['0.05', '0.6'], 'of width', 'Least credit.').parse('16%').value] // => [1600, 1600]
 */
export function share(range: Range, unit: string, about: string): SettingKind<number> {
  const kind = unitsKind({ decimals: 4, shown: 2 }, range, unit, about, same, same)
  return {
    ...kind,
    parse: (text) => kind.parse(text.endsWith('%') ? perHundred(text.slice(0, -1).trim()) : text),
  }
}

/** `16` as `0.16`: the point two places to the left. A text that is no number comes back for the refusal. */
function perHundred(percent: string): string {
  const units = parseDecimal(percent, 2, MOST)
  return typeof units === 'number' ? formatDecimal(units, 4, 0) : `${percent}%`
}

/**
 * A figure of a model or a ratio, such as a delta: not money, so a plain number.
 *
 * @example
 * figure(['0', '1'], 'probability', 'Least POP.').parse('0.65') // => { ok: true, value: 0.65 }
 */
export function figure(range: Range, unit: string, about: string): SettingKind<number> {
  return unitsKind({ decimals: 4, shown: 0 }, range, unit, about, (units) => units / 10_000, tenThousandths)
}

const tenThousandths = (value: number): number => Math.round(value * 10_000)

/**
 * Dollars per share.
 *
 * @example
 * perShare(['1', '50'], 'dollars', 'Width.').parse('5') // => { ok: true, value: 50000 }
 */
export function perShare(range: Range, unit: string, about: string): SettingKind<Price> {
  return unitsKind({ decimals: 4, shown: 2 }, range, unit, about, price, same)
}

/**
 * An amount of dollars, 0 or more: losses are written as positive amounts.
 *
 * @example
 * amount(['50', '1000000'], 'dollars', 'Stops entries.').parse('150') // => { ok: true, value: 15000 }
 */
export function amount(range: Range, unit: string, about: string): SettingKind<Cents> {
  return unitsKind({ decimals: 2, shown: 2 }, range, unit, about, cents, same)
}
