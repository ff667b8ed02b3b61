import { addCents, type Cents, cents } from '../../domain/money/cents.ts'
import { PRICE_UNITS_PER_CENT } from '../../domain/money/premium.ts'
import type { Price } from '../../domain/money/price.ts'
import { divideCeil } from '../../domain/money/rounding.ts'
import { isAdjustedRoot, productOfRoot } from '../../domain/option/product.ts'
import type { Instrument } from './instrument.ts'
import { coverCalls, coverLaterLongs, takeUncovered } from './margin-cover.ts'
import { type MarginGroup, netOf, worstSettlement } from './margin-group.ts'
import { nakedRequirement } from './naked-requirement.ts'

/** Shares or contracts as the requirement sees them: long +, short -. */
export interface MarginHolding {
  readonly instrument: Instrument
  readonly quantity: number
}

/** The price that a share, index or contract is valued at; null when nobody knows one. */
export type MarkOf = (symbol: string) => Price | null

/** What an account must hold for what it holds. */
export interface Requirement {
  /** For its options, beside what was paid for them: credits are in cash and do not lower it. */
  readonly option: Cents
  /**
   * That, and half of the value of shares, long or short. Of shares sold short the cash also holds the proceeds, so
   * that with what they are worth it is 150 %.
   */
  readonly total: Cents
  /** Symbols of contracts that nothing covers, in the order of their groups; puts only under margin. */
  readonly naked: readonly string[]
  /** Shares that have no price: their requirement is not in the total. */
  readonly unpriced: readonly string[]
}

/**
 * Whether an uncovered put is secured by its whole strike in cash, or is a naked short that margin allows at less.
 */
export type UncoveredPuts = 'secured' | 'margin'

interface Family {
  readonly underlying: string
  /** In the order in which they settle. */
  readonly groups: MarginGroup[]
  hasShort: boolean
}

/**
 * What an account must hold, in cents, so that it can pay whatever its options cost when they settle: the width of
 * a vertical credit spread, the wider side of a condor, nothing for what is long, paid or covered, the strike of
 * a secured put. Options of one root and expiration settle at one price, so together they need their greatest loss.
 * A short that its own expiration leaves uncovered is covered by shares (calls), or by a long that lives longer
 * (calendars and diagonals, which need what the strikes are apart); then it is naked.
 *
 * Every way of covering is a plan that the account could follow, so none understates what following it can
 * lose. Source: FINRA 4210(f)(2)(E) and (H), Cboe Margin Manual; for shares Regulation T (12 CFR 220.12).
 */
export function requirementOf(
  holdings: readonly MarginHolding[],
  marks: MarkOf,
  puts: UncoveredPuts = 'secured',
): Requirement {
  const families = familiesOf(holdings)
  let option = cents(0)
  const naked: string[] = []
  const shares = sharesLong(holdings)
  for (const family of families.values()) {
    if (family.hasShort) option = addCents(option, requirementOfFamily(family, marks, puts, shares, naked))
  }
  const { half, unpriced } = halfOfShares(holdings, marks)
  return { option, total: addCents(option, half), naked, unpriced }
}

function requirementOfFamily(
  { underlying, groups }: Family,
  marks: MarkOf,
  puts: UncoveredPuts,
  shares: Map<string, number>,
  naked: string[],
): Cents {
  let sum = cents(0)
  if (groups.some((group) => netOf(group, 'call') < 0)) {
    shares.set(underlying, coverCalls(groups, shares.get(underlying) ?? 0))
    coverLaterLongs(groups, 'call')
  }
  if (groups.some((group) => netOf(group, 'put') < 0)) coverLaterLongs(groups, 'put')
  for (const group of groups) {
    const bare = [...takeUncovered(group, 'call'), ...(puts === 'margin' ? takeUncovered(group, 'put') : [])]
    for (const { symbol, contract, quantity } of bare) {
      const prices = { option: marks(symbol), underlying: marks(underlying) }
      sum = addCents(sum, nakedRequirement(contract, -quantity, group.multiplier, prices))
      naked.push(symbol)
    }
    sum = addCents(sum, worstSettlement(group))
  }
  return sum
}

/** Options that can cover each other: of one underlying and multiplier; adjusted ones deliver something of their own. */
function familiesOf(holdings: readonly MarginHolding[]): Map<string, Family> {
  const families = new Map<string, Family>()
  for (const { instrument, quantity } of holdings) {
    if (instrument.option === null || quantity === 0) continue
    const { contract } = instrument.option
    const own = isAdjustedRoot(contract.root) ? contract.root : instrument.underlying
    const key = `${own} ${instrument.multiplier}`
    let family = families.get(key)
    if (family === undefined) {
      family = { underlying: instrument.underlying, groups: [], hasShort: false }
      families.set(key, family)
    }
    if (quantity < 0) family.hasShort = true
    const { root, expiration } = contract
    let group = family.groups.find(
      (one) => one.root === root && one.rows[0]?.contract.expiration === expiration,
    )
    if (group === undefined) {
      group = { root, multiplier: instrument.multiplier, rows: [] }
      family.groups.push(group)
    }
    group.rows.push({ symbol: instrument.symbol, contract, quantity })
  }
  for (const { groups } of families.values()) {
    for (const { rows } of groups) rows.sort((a, b) => a.contract.strike - b.contract.strike)
    if (groups.length > 1) groups.sort(bySettlement)
  }
  return families
}

/** The earlier day first; on one day what is settled at the open before what is settled at the close. */
function bySettlement(a: MarginGroup, b: MarginGroup): number {
  const [first, second] = [a, b].map(settlementKey)
  return first! < second! ? -1 : first! > second! ? 1 : 0
}

function settlementKey({ root, rows }: MarginGroup): string {
  return `${rows[0]?.contract.expiration} ${productOfRoot(root).settlement} ${root}`
}

function sharesLong(holdings: readonly MarginHolding[]): Map<string, number> {
  const shares = new Map<string, number>()
  for (const { instrument, quantity } of holdings) {
    if (instrument.option === null && quantity > 0) shares.set(instrument.symbol, quantity)
  }
  return shares
}

function halfOfShares(
  holdings: readonly MarginHolding[],
  marks: MarkOf,
): { readonly half: Cents; readonly unpriced: string[] } {
  let half = cents(0)
  const unpriced: string[] = []
  for (const { instrument, quantity } of holdings) {
    if (instrument.option !== null || quantity === 0) continue
    const mark = marks(instrument.symbol)
    if (mark === null) unpriced.push(instrument.symbol)
    else half = addCents(half, cents(divideCeil(mark * Math.abs(quantity), 2 * PRICE_UNITS_PER_CENT)))
  }
  return { half, unpriced }
}
