import { newYorkDayOf } from '../../domain/calendar/new-york-time.ts'
import type { Instant } from '../../domain/calendar/instant.ts'
import { formatOccSymbol } from '../../domain/option/occ-symbol.ts'
import type { Clock } from '../../ports/clock.ts'
import type { AccountStore } from '../../ports/store/account-store.ts'
import type { BreakStore } from '../../ports/store/break-store.ts'
import type { PositionReader } from '../../ports/store/position-reader.ts'
import type { RiskStateStore } from '../../ports/store/risk-state-store.ts'
import type { SnapshotStore } from '../../ports/store/snapshot-store.ts'
import type { TradeStore } from '../../ports/store/trade-store.ts'
import type { UnitOfWork } from '../../ports/store/unit-of-work.ts'
import { signedPositions } from '../exits/allocate-positions.ts'
import {
  decidePhantoms,
  decideRepair,
  type ReconcileDecision,
  type ReconcileInput,
} from './decide-reconcile.ts'

/** What a reconciliation reads and writes in a transaction. */
export type ReconcileTransaction = AccountStore &
  TradeStore &
  PositionReader &
  SnapshotStore &
  RiskStateStore &
  BreakStore

/** What a reconciliation needs. */
export interface ReconcileDeps {
  readonly username: string
  readonly account: string
  readonly work: UnitOfWork<ReconcileTransaction>
  readonly clock: Pick<Clock, 'now'>
  /** Complete snapshots after a fill before its position must be there. */
  readonly confirmGrace: number
}

/** Complete snapshots in a row that must agree that a trade is absent. */
const ABSENT_NEEDED = 2

/** Repairs the trades by the mirror: flags, structures, whatever is not simply gone. */
export function repairPortfolio(deps: ReconcileDeps, snapshotId: string): Promise<ReconcileDecision> {
  return compare(deps, snapshotId, decideRepair)
}

/** Closes the trades that are gone from the broker, with nulls, when enough snapshots agree. */
export function closePhantomTrades(deps: ReconcileDeps, snapshotId: string): Promise<ReconcileDecision> {
  return compare(deps, snapshotId, decidePhantoms)
}

/** All trades against all positions of the newest complete snapshot, under the account's lock. */
async function compare(
  { username, account, work, clock, confirmGrace }: ReconcileDeps,
  snapshotId: string,
  decide: (input: ReconcileInput) => ReconcileDecision,
): Promise<ReconcileDecision> {
  return work.transact(username, async (tx) => {
    const record = await tx.lockAccount(account)
    const now = clock.now()
    const today = newYorkDayOf(now)
    // Only the newest snapshot may be acted on: an older one may not know what has filled since.
    if (record.snapshotId !== snapshotId) return NOTHING
    const complete = (await tx.latestSnapshots(account, 4 * confirmGrace + 4)).filter(
      ({ state }) => state === 'complete',
    )
    const flags = await tx.riskFlags(account, today)
    const decision = decide({
      trades: await tx.unfinishedTrades(account),
      positions: signedPositions(await tx.positions(account)),
      graceSequence: complete[confirmGrace - 1]?.sequence ?? null,
      today,
      wipeSuspected: flags.some(({ flag }) => flag === 'BROKER_RESET_SUSPECTED'),
      snapshotId,
      absentNeeded: ABSENT_NEEDED,
      evidence: (reference) => ({ actor: 'engine', at: now, snapshotId, reference }),
    })
    if (decision.saves.length > 0) await tx.saveTrades(decision.saves)
    await resolveBreaks(tx, account, decision, now)
    return decision
  })
}

/** What was open about the contracts of a trade is explained by how the trade has now left. */
async function resolveBreaks(
  tx: BreakStore,
  account: string,
  { saves, closings }: ReconcileDecision,
  now: Instant,
): Promise<void> {
  if (closings.length === 0) return
  const open = await tx.openBreaks(account)
  for (const { tradeId, exitReason } of closings) {
    const closed = saves.find(({ record }) => record.trade.id === tradeId)
    const symbols = new Set(closed?.record.spread.legs.map(({ contract }) => formatOccSymbol(contract)))
    for (const { id } of open.filter(({ symbol }) => symbols.has(symbol))) {
      await tx.resolveBreak(id, now, `trade ${tradeId} left as ${exitReason}`)
    }
  }
}

const NOTHING: ReconcileDecision = {
  saves: [],
  notes: [],
  alerts: [],
  sights: new Map(),
  cancelExitsOf: [],
  closings: [],
}
