import { invariant } from '../invariant.ts'
import { type Cents, cents } from '../money/cents.ts'
import { divideCeil } from '../money/rounding.ts'
import { ok, type Result, refuse } from '../refusal.ts'

/** How much of the equity is at risk. */
export interface Heat {
  /** Sum of the known maximum losses in cents. */
  readonly atRisk: Cents
  /** `atRisk` in 1/10,000 of the equity, rounded up; null while any maximum loss is unknown. */
  readonly basisPoints: number | null
  /** How many maximum losses are unknown. */
  readonly unknown: number
}

/**
 * The heat of an account: the maximum losses (cents, 0 or more) of everything open, and the reserves of
 * everything working, over its equity. A loss that nobody knows makes the heat unknown, since leaving it out
 * would admit trades beyond the limit. Refuses `equity_must_be_positive`.
 *
 * @example
 * import { cents } from '../money/cents.ts'
 * heat([cents(38_000), cents(42_000)], cents(10_000_000)) // => { ok: true, value: { atRisk: 80000, basisPoints: 80, unknown: 0 } }
 */
export function heat(
  maxLosses: readonly (Cents | null)[],
  equity: Cents,
): Result<Heat, 'equity_must_be_positive'> {
  if (equity <= 0) {
    return refuse('equity_must_be_positive', `Heat is a share of the equity, and that is ${equity} cents.`)
  }
  const known = maxLosses.filter((loss) => loss !== null)
  invariant(
    known.every((loss) => loss >= 0),
    'a maximum loss is 0 or more',
  )
  const atRisk = cents(known.reduce<number>((sum, loss) => sum + loss, 0))
  const unknown = maxLosses.length - known.length
  const basisPoints = unknown === 0 ? divideCeil(atRisk * 10_000, equity) : null
  return ok({ atRisk, basisPoints, unknown })
}
