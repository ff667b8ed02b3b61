import { newYorkDayOf } from '../../domain/calendar/new-york-time.ts'
import type { Instant } from '../../domain/calendar/instant.ts'
import { formatOccSymbol } from '../../domain/option/occ-symbol.ts'
import type { Clock } from '../../ports/clock.ts'
import type { AccountStore } from '../../ports/store/account-store.ts'
import type { BreakRecord, BreakStore } from '../../ports/store/break-store.ts'
import type { PositionReader } from '../../ports/store/position-reader.ts'
import type { RiskStateStore } from '../../ports/store/risk-state-store.ts'
import type { SnapshotStore } from '../../ports/store/snapshot-store.ts'
import type { TradeStore } from '../../ports/store/trade-store.ts'
import type { UnitOfWork } from '../../ports/store/unit-of-work.ts'
import { signedPositions } from '../exits/allocate-positions.ts'
import {
  decidePhantoms,
  decideRepair,
  isUncovered,
  type ReconcileDecision,
  type ReconcileInput,
} from './decide-reconcile.ts'
import { noteExercised } from './note-exercised.ts'

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

/** What a reconciliation decided, in the order in which it was done. */
export interface Reconciliation {
  readonly repair: ReconcileDecision
  readonly phantoms: ReconcileDecision
}

/**
 * Compares all trades with all positions of the newest complete snapshot, under the account's lock and in one
 * transaction: first what can be repaired, then what is gone. Both decide on the same reading, which is made once.
 */
export async function reconcileAccount(deps: ReconcileDeps, snapshotId: string): Promise<Reconciliation> {
  const { username, work } = deps
  return work.transact(username, async (tx) => {
    const input = await readInput(tx, deps, snapshotId)
    if (input === null) return { repair: NOTHING, phantoms: NOTHING }
    const repair = await repairPortfolio(tx, deps, input)
    await noteUncovered(tx, deps, repair)
    const repaired = new Map(repair.saves.map(({ record }) => [record.trade.id, record]))
    const trades = input.trades.map((record) => repaired.get(record.trade.id) ?? record)
    return { repair, phantoms: await closePhantomTrades(tx, deps, { ...input, trades }) }
  })
}

/** A short that nothing covers stops entries until it is covered or bought back; exits go on. */
async function noteUncovered(
  tx: RiskStateStore,
  { account, clock }: ReconcileDeps,
  { sights }: ReconcileDecision,
): Promise<void> {
  const now = clock.now()
  const bare = [...sights].flatMap(([tradeId, sight]) => (isUncovered(sight) ? [tradeId] : []))
  const standing = (await tx.riskFlags(account, newYorkDayOf(now))).find(({ flag }) => flag === FLAG)
  if (bare.length === 0) {
    if (standing !== undefined) await tx.clearRiskFlag(account, FLAG)
    return
  }
  const reason = `trade ${bare.join(', ')} owes contracts that nothing covers`
  if (standing?.reason === reason) return
  await tx.raiseRiskFlag({ account, flag: FLAG, day: null, raisedAt: now, reason, counted: [] })
}

const FLAG = 'UNCOVERED_SHORT'

/** Repairs the trades by the mirror: flags, structures, whatever is not simply gone. */
export function repairPortfolio(
  tx: ReconcileTransaction,
  deps: ReconcileDeps,
  input: ReconcileInput,
): Promise<ReconcileDecision> {
  return carryOut(tx, deps, decideRepair(input))
}

/** Closes the trades that are gone from the broker, with nulls, when enough snapshots agree. */
export function closePhantomTrades(
  tx: ReconcileTransaction,
  deps: ReconcileDeps,
  input: ReconcileInput,
): Promise<ReconcileDecision> {
  return carryOut(tx, deps, decidePhantoms(input))
}

/** Null when the snapshot is not the newest: an older one may not know what has filled since. */
async function readInput(
  tx: ReconcileTransaction,
  { account, clock, confirmGrace }: ReconcileDeps,
  snapshotId: string,
): Promise<ReconcileInput | null> {
  const record = await tx.lockAccount(account)
  const now = clock.now()
  const today = newYorkDayOf(now)
  if (record.snapshotId !== snapshotId) return null
  const complete = (await tx.latestSnapshots(account, 4 * confirmGrace + 4)).filter(
    ({ state }) => state === 'complete',
  )
  const flags = await tx.riskFlags(account, today)
  return {
    trades: await tx.unfinishedTrades(account),
    positions: signedPositions(await tx.positions(account)),
    graceSequence: complete[confirmGrace - 1]?.sequence ?? null,
    today,
    wipeSuspected: flags.some(({ flag }) => flag === 'BROKER_RESET_SUSPECTED'),
    snapshotId,
    absentNeeded: ABSENT_NEEDED,
    evidence: (reference) => ({ actor: 'engine', at: now, snapshotId, reference }),
  }
}

async function carryOut(
  tx: ReconcileTransaction,
  { account, clock }: ReconcileDeps,
  decided: ReconcileDecision,
): Promise<ReconcileDecision> {
  const open = decided.closings.length === 0 ? [] : await tx.openBreaks(account)
  const decision = noteExercised(decided, open)
  if (decision.saves.length > 0) await tx.saveTrades(decision.saves)
  await resolveBreaks(tx, open, decision, clock.now())
  return decision
}

/** What was open about the contracts of a trade is explained by how the trade has now left. */
async function resolveBreaks(
  tx: BreakStore,
  open: readonly BreakRecord[],
  { saves, closings }: ReconcileDecision,
  now: Instant,
): Promise<void> {
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
