import { type Cents, cents } from '../../domain/money/cents.ts'
import type { BrokerPosition } from '../../ports/broker-positions.ts'
import type { PositionRow } from '../../ports/store/position-reader.ts'

/** Which account, by which snapshot, and when. */
export interface MirrorStamp {
  readonly account: string
  readonly snapshotId: string
  readonly at: PositionRow['updatedAt']
}

/**
 * The rows of the mirror that some positions of the broker make: one a symbol and side, the quantity absolute. Rows of
 * the same symbol and side are summed; a long and a short row of one symbol stay two.
 */
export function positionRows(
  positions: readonly BrokerPosition[],
  { account, snapshotId, at }: MirrorStamp,
): readonly PositionRow[] {
  const rows = new Map<string, PositionRow & { readonly paid: number }>()
  for (const { symbol, contract, quantity, costBasis } of positions) {
    if (quantity === 0) continue
    const side = quantity > 0 ? 'long' : 'short'
    const key = `${symbol} ${side}`
    const before = rows.get(key)
    const held = Math.abs(quantity) + (before?.quantity ?? 0)
    const paid = costBasis + (before?.paid ?? 0)
    rows.set(key, {
      account,
      symbol,
      contract,
      side,
      quantity: held,
      costBasisPerContract: costOfOne(paid, held),
      lastPrice: null,
      snapshotId,
      updatedAt: at,
      paid,
    })
  }
  return [...rows.values()]
    .sort((a, b) => (a.symbol === b.symbol ? (a.side < b.side ? -1 : 1) : a.symbol < b.symbol ? -1 : 1))
    .map(({ paid: _, ...row }) => row)
}

/** Null where it is beyond all money, as of a millionth of a share that cost thousands: no number is made up for it. */
function costOfOne(paid: number, held: number): Cents | null {
  const each = Math.round(paid / held)
  return Number.isSafeInteger(each) ? cents(each) : null
}
