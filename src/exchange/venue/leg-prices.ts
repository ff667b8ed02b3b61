import { PRICE_UNITS_PER_CENT } from '../../domain/money/premium.ts'
import { type Price, price } from '../../domain/money/price.ts'
import type { LegQuote } from './leg-quote.ts'
import { type UnitLeg, unitValue } from './unit-leg.ts'

interface Concession {
  /** Shares that a unit of the leg's price counts for. */
  readonly weight: number
  /** What the leg's price may be bettered by: its spread. */
  readonly room: number
  given: number
}

/** The natural value of a unit: every leg at its near price. */
export function naturalValue(legs: readonly UnitLeg[], quotes: readonly LegQuote[]): number {
  return unitValue(
    legs,
    quotes.map(({ near }) => near),
  )
}

/** The best value that can be hoped for: every leg at its far price. */
export function bestValue(legs: readonly UnitLeg[], quotes: readonly LegQuote[]): number {
  return unitValue(
    legs,
    quotes.map(({ far }) => far),
  )
}

/** Gives as many steps as fit to each leg in turn; returns what is left to give. */
function giveSteps(parts: readonly Concession[], left: number, step: number): number {
  let rest = left
  for (const part of parts) {
    const steps = Math.min(
      Math.floor(rest / (part.weight * step)),
      Math.floor((part.room - part.given) / step),
    )
    if (steps <= 0) continue
    part.given += steps * step
    rest -= steps * step * part.weight
  }
  return rest
}

/**
 * Prices of the legs at which a unit is worth exactly `target`, each within its bid and ask. What the target is
 * better than the natural value is shared in proportion to the spreads, in cents, the rest in finer steps. Where
 * the ratios cannot make the target exactly, the value is the next better one for the order, never a worse one.
 *
 * @param target in 1/10,000 dollar x shares, from the best to the natural value
 * @returns null when no prices within the quotes reach the target
 */
export function legPrices(
  legs: readonly UnitLeg[],
  quotes: readonly LegQuote[],
  target: number,
): readonly Price[] | null {
  const parts = legs.map(
    ({ ratio, multiplier }, i): Concession => ({
      weight: ratio * multiplier,
      room: Math.abs(quotes[i]!.near - quotes[i]!.far),
      given: 0,
    }),
  )
  const wanted = naturalValue(legs, quotes) - target
  if (wanted > 0) {
    const rooms = parts.reduce((sum, { weight, room }) => sum + weight * room, 0)
    for (const part of parts) {
      const share = Math.floor((wanted / rooms) * part.room)
      part.given = share - (share % PRICE_UNITS_PER_CENT)
    }
    const given = parts.reduce((sum, part) => sum + part.weight * part.given, 0)
    let left = giveSteps(parts, wanted - given, PRICE_UNITS_PER_CENT)
    left = giveSteps(parts, left, 1)
    if (left > 0 && !giveOneMore(parts)) return null
  }
  return legs.map(({ sign }, i) => price(quotes[i]!.near - sign * parts[i]!.given))
}

/** One step beyond the target, by the leg for which it costs least. */
function giveOneMore(parts: readonly Concession[]): boolean {
  const able = parts.filter(({ room, given }) => given < room).sort((a, b) => a.weight - b.weight)
  if (able[0] === undefined) return false
  able[0].given += 1
  return true
}
