import { parseOccSymbol } from '../../domain/option/occ-symbol.ts'
import { underlyingOfRoot } from '../../domain/option/product.ts'
import type { VenuePosition } from '../venue/venue-types.ts'
import type { FaceCall } from './face-call.ts'
import { accountList } from './list-shape.ts'
import { type Reply, recordReply } from './reply.ts'
import { utcText } from './wire-time.ts'
import { float, type WireRecord } from './wire-value.ts'

/** A position: quantity and cost basis are negative when it is short. */
export function positionRow(position: VenuePosition): WireRecord {
  return {
    cost_basis: float(position.costBasis / 100),
    date_acquired: utcText(position.acquiredAt),
    id: position.id,
    quantity: float(position.quantity),
    symbol: position.symbol,
  }
}

/** `GET /accounts/{id}/positions`: a row a symbol, sorted by symbol; none is the string `null`. */
export function accountPositions(call: FaceCall): Reply {
  const positions = shownPositions(call)
  return recordReply({ positions: accountList('position', positions.map(positionRow)) })
}

function shownPositions({ room, path, fault }: FaceCall): readonly VenuePosition[] {
  if (fault?.kind === 'empty_list') return []
  const positions = room.venue.positions(path['account']!)
  if (fault?.kind !== 'positions_lag') return positions
  return positions.filter(({ acquiredAt }) => acquiredAt <= room.market.now - fault.ms)
}

function underlyingOf(symbol: string): string {
  const parsed = parseOccSymbol(symbol)
  return parsed.ok ? underlyingOfRoot(parsed.value.root) : symbol
}

/** `GET /accounts/{id}/position-groups`: one group for each underlying; nobody can name groups here. */
export function positionGroups({ room, path }: FaceCall): Reply {
  const groups = new Map<string, string[]>()
  for (const { symbol } of room.venue.positions(path['account']!)) {
    const label = underlyingOf(symbol)
    groups.set(label, [...(groups.get(label) ?? []), symbol])
  }
  const rows = [...groups].map(([label, symbols], i) => ({ id: i + 1, label, symbols }))
  return recordReply({ 'position-groups': rows })
}
