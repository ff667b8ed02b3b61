import type { BrokerOrder } from '../../ports/broker-order.ts'
import type { BreakRecord, BreakStore } from '../../ports/store/break-store.ts'
import type { RiskStateStore } from '../../ports/store/risk-state-store.ts'
import { classifyChange } from './classify-change.ts'
import type { UnexplainedChange } from './position-change.ts'
import type { SnapshotCommit } from './snapshot-commit.ts'

/** What a snapshot shows that fills do not explain. */
export interface Unexplained {
  readonly changes: readonly UnexplainedChange[]
  /** Why the account looks reset by the broker; null when it does not. */
  readonly wipe: string | null
  /** Orders with a tag of ours that no intent explains. */
  readonly strays: readonly BrokerOrder[]
}

/**
 * Opens a break for each thing that is news, with its evidence, and raises the conditions that stop entries because of
 * them. A difference that undoes one that stands open (a position that was shown a minute after its fill) resolves that
 * one instead; a stray order that is known already is not told of each minute again.
 */
export async function recordBreaks(
  tx: BreakStore & RiskStateStore,
  commit: SnapshotCommit,
  { changes, wipe, strays }: Unexplained,
): Promise<readonly BreakRecord[]> {
  if (changes.length === 0 && wipe === null && strays.length === 0) return []
  const open = await tx.openBreaks(commit.account)
  const fresh = await withoutReversals(tx, commit, changes, open)
  const known = new Set(open.filter(({ cause }) => cause === 'unknown_order').map(({ symbol }) => symbol))
  const news = strays.filter(({ id }) => !known.has(id))
  const breaks = breakRecords(commit, { changes: fresh, wipe, strays: news })
  if (breaks.length > 0) await tx.insertBreaks(breaks)
  await raiseFlags(tx, commit, wipe, news.length)
  return breaks
}

async function withoutReversals(
  tx: BreakStore,
  { reading }: SnapshotCommit,
  changes: readonly UnexplainedChange[],
  open: readonly BreakRecord[],
): Promise<readonly UnexplainedChange[]> {
  const fresh: UnexplainedChange[] = []
  for (const change of changes) {
    const undone = open.find(
      ({ symbol, difference }) => symbol === change.symbol && difference === -change.difference,
    )
    if (undone === undefined) fresh.push(change)
    else await tx.resolveBreak(undone.id, reading.finishedAt, 'the difference was undone')
  }
  return fresh
}

function breakRecords(commit: SnapshotCommit, { changes, wipe, strays }: Unexplained): BreakRecord[] {
  const { account, id, reading, today, newId } = commit
  const base = { account, snapshotId: id, openedAt: reading.finishedAt, resolvedAt: null, resolution: null }
  const found = changes.map((change): BreakRecord => {
    const { symbol, difference, before, after, filled } = change
    const cause = wipe === null ? classifyChange(change, changes, today) : 'wipe'
    return { ...base, id: newId(), symbol, cause, difference, evidence: { before, after, filled, wipe } }
  })
  const orphans = strays.map((order): BreakRecord => {
    const { filledQuantity: difference, tag, status, underlying } = order
    const evidence = { order: order.id, tag, status, underlying }
    return { ...base, id: newId(), symbol: order.id, cause: 'unknown_order', difference, evidence }
  })
  if (wipe === null || found.length > 0) return [...found, ...orphans]
  const whole: BreakRecord = {
    ...base,
    id: newId(),
    symbol: 'account',
    cause: 'wipe',
    difference: 0,
    evidence: { wipe },
  }
  return [whole, ...orphans]
}

async function raiseFlags(
  tx: RiskStateStore,
  { account, reading }: SnapshotCommit,
  wipe: string | null,
  strays: number,
): Promise<void> {
  const flag = { account, day: null, raisedAt: reading.finishedAt, counted: [] }
  if (wipe !== null) await tx.raiseRiskFlag({ ...flag, flag: 'BROKER_RESET_SUSPECTED', reason: wipe })
  if (strays > 0) {
    const reason = `${strays} orders carry a tag of ours and no intent explains them`
    await tx.raiseRiskFlag({ ...flag, flag: 'UNKNOWN_ORDER_SEEN', reason })
  }
}
