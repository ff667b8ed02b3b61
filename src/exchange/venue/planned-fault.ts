import type { UnitShape } from './unit-leg.ts'
import type { VenueFault } from './venue-fault.ts'
import type { VenueRoom } from './venue-state.ts'

function use(room: VenueRoom, wanted: (fault: VenueFault) => boolean): VenueFault | null {
  const { faults } = room.state
  const i = faults.findIndex(wanted)
  const found = faults[i] ?? null
  if (found !== null && found.kind !== 'reject_symbol') faults.splice(i, 1)
  return found
}

/** The planned fault that strikes an order just accepted, used up by it; null when none does. */
export function faultOfNewOrder(room: VenueRoom, accountId: string, { legs }: UnitShape): VenueFault | null {
  if (room.state.faults.length === 0) return null
  return use(room, (fault) => {
    if (fault.kind === 'reject_symbol') {
      return legs.some(({ symbol, underlying }) => fault.symbol === symbol || fault.symbol === underlying)
    }
    return fault.kind !== 'fill_on_cancel' && fault.accountId === accountId
  })
}

/** Whether a cancel of the account is to lose against a fill; used up by it. */
export function fillsOnCancel(room: VenueRoom, accountId: string): boolean {
  return use(room, (fault) => fault.kind === 'fill_on_cancel' && fault.accountId === accountId) !== null
}
