import { divideFloor } from '../../domain/money/rounding.ts'
import { signOfAction } from '../../domain/option/action.ts'
import type { OptionContract } from '../../domain/option/contract.ts'
import { formatOccSymbol } from '../../domain/option/occ-symbol.ts'
import { openQuantity } from '../../domain/trade/trade-figures.ts'
import { isFinal } from '../../domain/trade/trade-status.ts'
import type { PositionRow } from '../../ports/store/position-reader.ts'
import type { TradeRecord } from '../../ports/store/trade-store.ts'

/** What the mirror holds of the contracts of some trades: signed contracts, by OCC symbol; absent is 0. */
export type SignedPositions = ReadonlyMap<string, number>

/** The mirror as signed contracts by symbol: a long and a short row of one symbol are netted. */
export function signedPositions(rows: readonly PositionRow[]): SignedPositions {
  const sums = new Map<string, number>()
  for (const { symbol, side, quantity } of rows) {
    sums.set(symbol, (sums.get(symbol) ?? 0) + (side === 'long' ? quantity : -quantity))
  }
  return sums
}

/** What trades should hold by their own books: signed contracts of all that is open in them, by symbol. */
export function expectedPositions(records: readonly TradeRecord[]): SignedPositions {
  const sums = new Map<string, number>()
  for (const { trade, spread } of records) {
    if (isFinal(trade.status)) continue
    const open = openQuantity(trade)
    if (open === 0) continue
    for (const { contract, action, ratio } of spread.legs) {
      const symbol = formatOccSymbol(contract)
      sums.set(symbol, (sums.get(symbol) ?? 0) + signOfAction(action) * ratio * open)
    }
  }
  return sums
}

/** One leg of a trade, and what the broker holds of it. */
export interface LegPosition {
  readonly symbol: string
  readonly contract: OptionContract
  /** +1 for a leg held long, -1 for one owed. */
  readonly sign: 1 | -1
  readonly ratio: number
  /** Signed contracts at the broker, all trades and others together. */
  readonly held: number
  /** Signed contracts of it that are this trade's, see `allocatePositions`. */
  readonly own: number
}

/** How the broker's positions are shared out among trades. */
export interface Allocation {
  /** By trade id: its legs, each with what is its own. */
  readonly legsOf: ReadonlyMap<string, readonly LegPosition[]>
  /** By symbol: signed contracts (or shares) that no trade claims; also what is missing that none can lack. */
  readonly unclaimed: SignedPositions
}

/**
 * Shares the broker's positions out among the unfinished trades. Every trade has what its books say, unless the broker
 * holds less than all of them together; then what is missing is taken first, oldest trade first, from trades that it
 * can be taken from in whole spreads on every leg (a spread that was closed elsewhere leaves on all its legs at once),
 * and only what is then still missing from single legs. Trades that share a strike on opposite sides net at the
 * broker; since only sums are compared, that explains itself.
 */
export function allocatePositions(records: readonly TradeRecord[], positions: SignedPositions): Allocation {
  const trades = records
    .filter(({ trade }) => !isFinal(trade.status) && openQuantity(trade) > 0)
    .toSorted((a, b) => a.createdAt - b.createdAt || (a.trade.id < b.trade.id ? -1 : 1))
  const residual = new Map(positions)
  for (const [symbol, expected] of expectedPositions(trades)) {
    residual.set(symbol, (residual.get(symbol) ?? 0) - expected)
  }
  const shares = trades.map((record) => new TradeShare(record, positions))
  for (const share of shares) share.loseWholeSpreads(residual)
  for (const share of shares) share.loseSingleLegs(residual)
  for (const [symbol, left] of residual) if (left === 0) residual.delete(symbol)
  return { legsOf: new Map(shares.map((share) => [share.id, share.legs()])), unclaimed: residual }
}

class TradeShare {
  readonly id: string
  private readonly parts: { readonly leg: Omit<LegPosition, 'own'>; own: number }[]

  constructor({ trade, spread }: TradeRecord, positions: SignedPositions) {
    this.id = trade.id
    const open = openQuantity(trade)
    this.parts = spread.legs.map(({ contract, action, ratio }) => {
      const symbol = formatOccSymbol(contract)
      const sign = signOfAction(action)
      const held = positions.get(symbol) ?? 0
      return { leg: { symbol, contract, sign, ratio, held }, own: sign * ratio * open }
    })
  }

  loseWholeSpreads(residual: Map<string, number>): void {
    const spreads = this.parts.map(({ leg, own }) => divideFloor(lack(leg, own, residual), leg.ratio))
    const gone = Math.min(...spreads)
    if (gone > 0) for (const part of this.parts) lose(part, gone * part.leg.ratio, residual)
  }

  loseSingleLegs(residual: Map<string, number>): void {
    for (const part of this.parts) lose(part, lack(part.leg, part.own, residual), residual)
  }

  legs(): readonly LegPosition[] {
    return this.parts.map(({ leg, own }) => ({ ...leg, own: own === 0 ? 0 : own }))
  }
}

/** How many contracts of a leg are missing at the broker, at most what the trade has of it. */
function lack(
  { symbol, sign }: Pick<LegPosition, 'symbol' | 'sign'>,
  own: number,
  residual: Map<string, number>,
): number {
  const missing = -sign * (residual.get(symbol) ?? 0)
  return Math.max(0, Math.min(missing, own * sign))
}

function lose(
  part: { readonly leg: Pick<LegPosition, 'symbol' | 'sign'>; own: number },
  contracts: number,
  residual: Map<string, number>,
): void {
  const { symbol, sign } = part.leg
  part.own -= sign * contracts
  residual.set(symbol, (residual.get(symbol) ?? 0) + sign * contracts)
}
