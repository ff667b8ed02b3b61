import { formatNewYork, newYorkTimeOf } from '../../domain/calendar/new-york-time.ts'
import { type Instant, instant } from '../../domain/calendar/instant.ts'
import { formatCents } from '../../domain/money/cents-text.ts'
import { type Cents, cents } from '../../domain/money/cents.ts'
import { formatPrice } from '../../domain/money/price-text.ts'
import { type Price, price } from '../../domain/money/price.ts'
import { describeStrike } from '../../domain/option/describe-contract.ts'
import type { NetPrice } from '../../domain/spread/net-price.ts'
import type { TradeLine } from '../../service/engine/trade-line.ts'
import type { Ink } from '../paint.ts'
import type { Screen } from '../shell.ts'

/** What is not known. */
export function unknownText({ unicode }: Pick<Screen, 'unicode'>): string {
  return unicode ? '–' : '-'
}

/** An amount as `$1,234.56`; a loss with its sign. */
export function moneyText(amount: Cents | number | null, screen: Pick<Screen, 'unicode'>): string {
  return amount === null ? unknownText(screen) : formatCents(cents(amount))
}

/** A profit or loss with its sign: `+$12.00`. */
export function profitText(amount: Cents | number | null, screen: Pick<Screen, 'unicode'>): string {
  if (amount === null) return unknownText(screen)
  return amount > 0 ? `+${formatCents(cents(amount))}` : formatCents(cents(amount))
}

/** The ink of a profit or loss. */
export function profitInk(amount: number | null): Ink | null {
  if (amount === null || amount === 0) return null
  return amount > 0 ? 'profit' : 'loss'
}

/** A net price: `0.95 credit`. */
export function netText(net: NetPrice | null, screen: Pick<Screen, 'unicode'>): string {
  return net === null ? unknownText(screen) : `${formatPrice(net.amount)} ${net.effect}`
}

/** A price per share, received positive. */
export function priceText(units: Price | number | null, screen: Pick<Screen, 'unicode'>): string {
  return units === null ? unknownText(screen) : formatPrice(price(units))
}

/** New York wall time of an instant, `13:16:02`. */
export function clockText(at: number): string {
  const text = formatNewYork(instant(at - (at % 1_000))).slice(11, 19)
  return /^\d\d:\d\d:\d\d$/.test(text) ? text : `${text.slice(0, 5)}:00`
}

/** Day and time, `2026-11-25 13:16`. */
export function momentText(at: number): string {
  return formatNewYork(instant(at)).slice(0, 16).replace('T', ' ')
}

/** `13:16` or, on another day than the present, `2026-11-24 13:16`. */
export function whenText(at: number | null, now: Instant, screen: Pick<Screen, 'unicode'>): string {
  if (at === null) return unknownText(screen)
  const isToday = newYorkTimeOf(instant(at)).day === newYorkTimeOf(now).day
  return isToday ? momentText(at).slice(11) : momentText(at)
}

/** How long ago: `12 s`, `4 min`, `3 h`. */
export function ageText(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1_000))
  if (seconds < 120) return `${seconds} s`
  if (seconds < 7_200) return `${Math.round(seconds / 60)} min`
  return seconds < 172_800 ? `${Math.round(seconds / 3_600)} h` : `${Math.round(seconds / 86_400)} days`
}

/** The last letters of an id, by which a person names it. */
export function shortId(id: string): string {
  return id.slice(-6)
}

/** `SPY bull put credit 2026-12-18 645/650`. */
export function spreadText({
  root,
  strategy,
  expiration,
  strikes,
}: Pick<TradeLine, 'root' | 'strategy' | 'expiration' | 'strikes'>): string {
  return `${root} ${strategyText(strategy)} ${expiration} ${strikes.map(describeStrike).join('/')}`
}

/** `bull put credit`. */
export function strategyText(strategy: string): string {
  return strategy.toLowerCase().replaceAll('_', ' ')
}

/** `PROFIT_TARGET` as `profit target`. */
export function wordsOf(code: string): string {
  return /^[A-Z_]+$/.test(code) ? code.toLowerCase().replaceAll('_', ' ') : code.replaceAll('_', ' ')
}
