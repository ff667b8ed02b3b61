import type { z } from 'zod'
import type { SNAPSHOTS, STATS, STATUS } from '../../contract/api/account-messages.ts'
import type { SnapshotRecord } from '../../ports/store/snapshot-store.ts'
import type { AccountSummary } from '../../service/trades/account-summary.ts'
import type { EngineStatus } from '../../service/engine/read-status.ts'

/** How an account stands, as the wire has it. */
export function statusWire(status: EngineStatus): z.output<typeof STATUS> {
  const { account, mode, at, phase, live, flags, snapshot, unknownOrders } = status
  const health = live?.health ?? null
  return {
    account,
    mode,
    at,
    phase,
    market: live?.market ?? '',
    speed: live?.speed ?? null,
    broker: health === null ? null : { ...health, blocked: [...health.blocked] },
    flags: [...flags],
    snapshot,
    openTrades: status.openTrades.length,
    workingOrders: status.workingOrders.length,
    unknownOrders,
    openBreaks: status.openBreaks.length,
  }
}

/** A reading of the account, as the wire has it. */
export function snapshotWire(record: SnapshotRecord): z.output<typeof SNAPSHOTS>['snapshots'][number] {
  const { id, sequence, startedAt, finishedAt, state, trouble, positionCount, orderCount } = record
  return { id, sequence, startedAt, finishedAt, state, trouble, positionCount, orderCount }
}

/** How an account has done, as the wire has it. */
export function statsWire({ heat, ...summary }: AccountSummary): z.output<typeof STATS> {
  const { atRisk, balance, basisPoints, unknown } = heat
  return { ...summary, heat: { atRiskCents: atRisk, balanceCents: balance, basisPoints, unknown } }
}
