import { invariant } from '../../domain/invariant.ts'
import { isHeldQuantity } from '../../domain/option/held-quantity.ts'
import type { PositionReader, PositionRow } from '../../ports/store/position-reader.ts'
import type { PositionWriter } from '../../ports/store/position-writer.ts'
import { compareText, keyOf } from './compare.ts'
import type { MemorySession } from './memory-session.ts'
import { MemoryTable } from './memory-table.ts'
import { sameFacts } from './same-facts.ts'

const NONE: readonly PositionRow[] = []

function positionKey({ symbol, side }: PositionRow): string {
  return keyOf(symbol, side)
}

/** @throws {InvariantViolation} when so much of it cannot be held */
function checkQuantity({ symbol, contract, quantity }: PositionRow): void {
  const isHeld = isHeldQuantity(symbol, quantity) && (contract === null || Number.isInteger(quantity))
  invariant(isHeld, `a position of ${symbol} has quantity ${quantity}`)
}

/** Whether the broker reports the same of both; which snapshot saw it is not the broker's to say. */
function isUnchanged(stored: PositionRow, row: PositionRow): boolean {
  return (
    stored.quantity === row.quantity &&
    stored.costBasisPerContract === row.costBasisPerContract &&
    stored.lastPrice === row.lastPrice &&
    sameFacts(stored.contract, row.contract)
  )
}

/** The mirror of a user's positions: one list an account, which a mirroring replaces as a whole. */
export function memoryPositions(session: MemorySession): PositionReader & PositionWriter {
  const mirrors = new MemoryTable<readonly PositionRow[]>('portfolio_positions', session.journal)
  return {
    async positions(account) {
      return mirrors.get(account) ?? NONE
    },
    async mirrorPositions(account, rows) {
      session.checkAccount(account)
      const stored = new Map((mirrors.get(account) ?? NONE).map((row) => [positionKey(row), row]))
      const before = stored.size
      const seen = new Set<string>()
      let unchanged = 0
      const next = rows.map((row) => {
        const key = positionKey(row)
        invariant(row.account === account, `a position of ${row.account} is mirrored into ${account}`)
        checkQuantity(row)
        invariant(!seen.has(key), `${row.symbol} is mirrored twice on the ${row.side} side`)
        seen.add(key)
        const old = stored.get(key)
        stored.delete(key)
        if (old === undefined || !isUnchanged(old, row)) return row
        unchanged++
        return old
      })
      const counts = { written: rows.length - unchanged, deleted: stored.size, unchanged }
      if (unchanged === before && unchanged === rows.length) return counts
      mirrors.put(
        account,
        next.sort((a, b) => compareText(a.symbol, b.symbol) || compareText(a.side, b.side)),
      )
      return counts
    },
  }
}
