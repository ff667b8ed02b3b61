import type { OptionType } from '../../domain/option/contract.ts'
import { type MarginGroup, type MarginRow, netOf, shortsOf, worstSettlement } from './margin-group.ts'

// Longs cover shorts of their own group first, which `worstSettlement` sees by itself. What is done here is for
// shorts beyond those: shares that a call delivers, and longs of a later group, moved into the group of the short.

/**
 * Of each group the short calls that no long of an equal or later group is left for: from the last group back,
 * each takes from what the later ones left over.
 */
function beyondLongs(groups: readonly MarginGroup[]): number[] {
  let spare = 0
  return groups.reduceRight<number[]>((beyond, group) => {
    spare += netOf(group, 'call')
    beyond.unshift(Math.max(0, -spare))
    spare = Math.max(0, spare)
    return beyond
  }, [])
}

/**
 * Sets short calls aside that shares cover, in a group those of the lowest strikes: first the calls that no long
 * could cover; what is left of the shares then saves longs of later groups, the earliest group first.
 *
 * @returns the shares that are left
 */
export function coverCalls(groups: readonly MarginGroup[], shares: number): number {
  const multiplier = groups[0]!.multiplier
  let lots = Math.floor(shares / multiplier)
  for (const [i, beyond] of beyondLongs(groups).entries()) {
    lots -= setAside(shortsOf(groups[i]!, 'call'), Math.min(lots, beyond))
  }
  for (const group of groups) {
    lots -= setAside(shortsOf(group, 'call'), Math.min(lots, Math.max(0, -netOf(group, 'call'))))
  }
  return lots * multiplier + (shares % multiplier)
}

/** Takes contracts out of rows, in their order; says how many. */
function setAside(rows: readonly MarginRow[], contracts: number): number {
  let left = contracts
  for (const row of rows) {
    const taken = Math.min(left, -row.quantity)
    row.quantity += taken
    left -= taken
  }
  return contracts - left
}

/**
 * Moves spare longs of later groups into groups whose shorts of the type they cover: from the last group back, so
 * that as many as possible are covered, each time the long that makes the account's requirement least.
 */
export function coverLaterLongs(groups: readonly MarginGroup[], type: OptionType): void {
  for (let i = groups.length - 2; i >= 0; i -= 1) {
    const group = groups[i]!
    for (let missing = -netOf(group, type); missing > 0; missing = -netOf(group, type)) {
      if (!borrow(group, groups.slice(i + 1), type, missing)) break
    }
  }
}

interface Loan {
  readonly from: MarginRow
  readonly contracts: number
  /** By how much it raises what borrower and lender need, in cents a contract. */
  readonly cost: number
}

function borrow(
  group: MarginGroup,
  later: readonly MarginGroup[],
  type: OptionType,
  missing: number,
): boolean {
  const loan = later
    .flatMap((lender) => loansOf(lender, group, type, missing))
    .reduce<Loan | null>((best, one) => (best !== null && best.cost <= one.cost ? best : one), null)
  if (loan === null) return false
  loan.from.quantity -= loan.contracts
  group.rows.push({ ...loan.from, quantity: loan.contracts })
  group.rows.sort((a, b) => a.contract.strike - b.contract.strike)
  return true
}

function loansOf(lender: MarginGroup, group: MarginGroup, type: OptionType, missing: number): Loan[] {
  const spare = netOf(lender, type)
  if (spare <= 0) return []
  const before = worstSettlement(lender) + worstSettlement(group)
  const longs = lender.rows.filter(({ contract, quantity }) => contract.type === type && quantity > 0)
  return longs.map((from) => {
    const contracts = Math.min(missing, spare, from.quantity)
    from.quantity -= contracts
    group.rows.push({ ...from, quantity: contracts })
    const cost = (worstSettlement(lender) + worstSettlement(group) - before) / contracts
    group.rows.pop()
    from.quantity += contracts
    return { from, contracts, cost }
  })
}

/**
 * Sets the short contracts of a type aside that nothing covers, those furthest out of the money: the nearer ones
 * keep the longs, as in a ratio spread.
 *
 * @returns what was set aside, as rows of their own
 */
export function takeUncovered(group: MarginGroup, type: OptionType): MarginRow[] {
  const taken: MarginRow[] = []
  for (let left = -netOf(group, type); left > 0; ) {
    const row = shortsOf(group, type).at(-1)!
    const contracts = Math.min(left, -row.quantity)
    row.quantity += contracts
    left -= contracts
    taken.push({ ...row, quantity: -contracts })
  }
  return taken
}
