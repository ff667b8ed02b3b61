import { type Cents, cents } from '../money/cents.ts'
import { premiumCentsHalfEven } from '../money/premium.ts'
import { type Price, price } from '../money/price.ts'

/** What a position may lose until its stop takes it out. */
export interface StoppedPosition {
  /** What one spread brought per share when it was opened, + received; null while nobody knows. */
  readonly received: Price | null
  /** What closing brings per share at the stop, + received; null without a stop. */
  readonly stop: Price | null
  readonly quantity: number
  readonly multiplier: number
  /** The most that the whole quantity can lose, at least 0; null while nobody knows. */
  readonly maxLoss: Cents | null
}

/**
 * The loss of a position at its stop in cents, at least 0, and never more than its maximum loss: the one figure that the
 * heat of an account is the sum of. Without a stop it is the maximum loss. A stop may be jumped over; the maximum loss
 * is what the account is sized for, this is what it is expected to lose. Null while neither is known.
 *
 * @example
 * import { cents } from '../money/cents.ts'
 * import { price } from '../money/price.ts'
 * const long = { received: price(-50_000), quantity: 2, multiplier: 100, maxLoss: cents(100_000) }
 * lossUntilStop({ ...long, stop: price(40_000) }) // => 20000
 * lossUntilStop({ ...long, stop: null }) // => 100000
 */
export function lossUntilStop(position: StoppedPosition): Cents | null {
  const { received, stop, quantity, multiplier, maxLoss } = position
  if (received === null || stop === null) return maxLoss
  const atStop = cents(Math.max(0, 0 - premiumCentsHalfEven(price(received + stop), quantity, multiplier)))
  return maxLoss === null ? atStop : cents(Math.min(atStop, maxLoss))
}
