import { type Cents, cents } from '../../domain/money/cents.ts'
import { PRICE_UNITS_PER_CENT } from '../../domain/money/premium.ts'
import { divideCeil } from '../../domain/money/rounding.ts'
import type { OptionContract, OptionType } from '../../domain/option/contract.ts'

/** Contracts of one symbol in a margin computation; their number falls as they are set aside. */
export interface MarginRow {
  readonly symbol: string
  readonly contract: OptionContract
  /** Long +, short -. */
  quantity: number
}

/** What settles at one price: the options of one root and expiration. Rows ascend by strike. */
export interface MarginGroup {
  readonly root: string
  readonly multiplier: number
  readonly rows: MarginRow[]
}

/** Contracts of a type, long minus short; below 0 some are not covered by longs of the group. */
export function netOf({ rows }: MarginGroup, type: OptionType): number {
  let net = 0
  for (const { contract, quantity } of rows) if (contract.type === type) net += quantity
  return net
}

function payoffAt(rows: readonly MarginRow[], underlying: number): number {
  let sum = 0
  for (const { contract, quantity } of rows) {
    const inside = contract.type === 'call' ? underlying - contract.strike : contract.strike - underlying
    if (inside > 0) sum += quantity * inside
  }
  return sum
}

/**
 * The most that a group can have to pay when it settles, in cents, rounded up; a group whose short calls are all
 * covered. Its payoff is linear between strikes and does not fall beyond the last, so 0 and the strikes are
 * enough: a vertical costs its width, a condor its wider side, uncovered puts their strikes in full. Source:
 * FINRA 4210(f)(2)(H)(v), which asks of spreads their greatest loss over the strikes.
 */
export function worstSettlement({ rows, multiplier }: MarginGroup): Cents {
  let least = payoffAt(rows, 0)
  for (const { contract } of rows) least = Math.min(least, payoffAt(rows, contract.strike))
  return least >= 0 ? cents(0) : cents(divideCeil(-least * multiplier, PRICE_UNITS_PER_CENT))
}

/** The short contracts of a type, the one in the money first: calls by ascending strike, puts by descending. */
export function shortsOf({ rows }: MarginGroup, type: OptionType): MarginRow[] {
  const shorts = rows.filter((row) => row.quantity < 0 && row.contract.type === type)
  return type === 'call' ? shorts : shorts.reverse()
}
