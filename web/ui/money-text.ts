import type { Instant } from '../../src/domain/calendar/instant.ts'
import type { TradingDay } from '../../src/domain/calendar/trading-day.ts'
import type { Price } from '../../src/domain/money/price.ts'
import type { NetPrice } from '../../src/domain/spread/net-price.ts'

/** What stands where nobody knows the figure. Never a zero. */
export const UNKNOWN = '—'

const MINUS = '\u2212'
const realMinus = (text: string): string => text.replace('-', MINUS)

const plain = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' })
const signed = new Intl.NumberFormat('en-US', {
  style: 'currency',
  currency: 'USD',
  signDisplay: 'exceptZero',
})
const whole = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD', maximumFractionDigits: 0 })

/** An amount of cents: `$1,234.50`. */
export const moneyText = (amount: number | null): string =>
  amount === null ? UNKNOWN : realMinus(plain.format(amount / 100))

/** An amount of cents without its cents, for sums where they do not matter: `$1,235`. */
export const roundMoneyText = (amount: number | null): string =>
  amount === null ? UNKNOWN : realMinus(whole.format(amount / 100))

/** A profit or loss of cents, always with its sign: `+$118.00`, `−$32.00`. */
export const signedMoneyText = (amount: number | null): string =>
  amount === null ? UNKNOWN : realMinus(signed.format(amount / 100))

/** A price per share in dollars and cents: `684.20`. */
export const priceText = (price: Price | null): string =>
  price === null
    ? UNKNOWN
    : (price / 10_000).toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 4 })

/** A net price with the word that says which way the money goes: `1.24 cr`. */
export const netPriceText = (net: NetPrice | null): string =>
  net === null ? UNKNOWN : `${priceText(net.amount)} ${net.effect === 'debit' ? 'db' : 'cr'}`

/** A share as percent with its sign: `+47.6 %`. */
export function signedPercentText(share: number | null, digits = 0): string {
  if (share === null) return UNKNOWN
  const format = new Intl.NumberFormat('en-US', {
    signDisplay: 'exceptZero',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  })
  return realMinus(`${format.format(share * 100)}\u202f%`)
}

/** A share as percent: `72 %`. */
export const percentText = (share: number | null, digits = 0): string =>
  share === null ? UNKNOWN : realMinus(`${(share * 100).toFixed(digits)}\u202f%`)

/** A figure such as a greek, with its sign. */
export function signedNumberText(value: number | null, digits: number): string {
  if (value === null) return UNKNOWN
  const format = new Intl.NumberFormat('en-US', {
    signDisplay: 'exceptZero',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  })
  return realMinus(format.format(value))
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** A day where the year is plain: `18 Dec`. */
export const dayText = (day: TradingDay | string): string =>
  `${Number(day.slice(8, 10))} ${MONTHS[Number(day.slice(5, 7)) - 1]}`

/** A day with its year: `18 Dec 2026`. */
export const fullDayText = (day: TradingDay | string): string => `${dayText(day)} ${day.slice(0, 4)}`

const clock = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'America/New_York',
  hour: '2-digit',
  minute: '2-digit',
})
const dated = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'America/New_York',
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
})

/** A time of day in New York: `16:00`. */
export const timeText = (at: Instant): string => clock.format(at)

/** A day and time in New York: `25 Nov, 13:45`. */
export const dayTimeText = (at: Instant): string => dated.format(at)

/** A length of time in its two largest units: `2 h 14 m`. */
export function durationText(ms: number): string {
  const minutes = Math.max(0, Math.round(ms / 60_000))
  const days = Math.floor(minutes / 1440)
  const hours = Math.floor((minutes % 1440) / 60)
  if (days > 0) return `${days} d ${hours} h`
  return hours > 0 ? `${hours} h ${String(minutes % 60).padStart(2, '0')} m` : `${minutes} m`
}

/** How old something is: `3 s`, `11 m`. */
export const ageText = (ms: number): string => (ms < 90_000 ? `${Math.round(ms / 1000)} s` : durationText(ms))
