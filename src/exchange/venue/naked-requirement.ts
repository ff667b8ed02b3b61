import { addCents, type Cents, cents } from '../../domain/money/cents.ts'
import { PRICE_UNITS_PER_CENT } from '../../domain/money/premium.ts'
import type { Price } from '../../domain/money/price.ts'
import { divideCeil } from '../../domain/money/rounding.ts'
import type { OptionContract } from '../../domain/option/contract.ts'

/** What the market says of a short option and its underlying; null where it says nothing. */
export interface NakedMarks {
  readonly option: Price | null
  readonly underlying: Price | null
}

/**
 * What must be held for uncovered short contracts, in cents, rounded up: the option's value, and 20 % of the
 * underlying's less what the option is out of the money, but at least 10 % of the underlying's (of the strike
 * for a put). Source: FINRA 4210(f)(2)(E)(i), Cboe Margin Manual, "Short Put or Short Call". The 15 % that these
 * allow for broad indices is not used: the higher rate errs to the safe side.
 *
 * Where nobody quotes the option it is taken at its intrinsic value; where nobody quotes the underlying the
 * strike is held in full, and the option's value.
 */
export function nakedRequirement(
  contract: OptionContract,
  contracts: number,
  multiplier: number,
  marks: NakedMarks,
): Cents {
  const { strike, type } = contract
  const spot = marks.underlying
  if (spot === null) return hold((marks.option ?? 0) + strike, 1, contracts * multiplier)
  const inside = type === 'call' ? spot - strike : strike - spot
  const value = Math.max(marks.option ?? 0, inside, 0)
  const twentieths = 4 * spot - 20 * Math.max(0, -inside)
  const least = 2 * (type === 'call' ? spot : strike)
  const premium = hold(value, 1, contracts * multiplier)
  return addCents(premium, hold(Math.max(twentieths, least), 20, contracts * multiplier))
}

function hold(units: number, divisor: number, shares: number): Cents {
  return cents(divideCeil(units * shares, divisor * PRICE_UNITS_PER_CENT))
}
