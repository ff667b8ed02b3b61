import { addCents, type Cents, cents } from '../domain/money/cents.ts'
import { advanceBrackets } from '../engine/brackets/advance-brackets.ts'
import { advanceEntries } from '../engine/entry/advance-entries.ts'
import { advanceExits } from '../engine/exits/advance-exits.ts'
import type { ReconcileDecision } from '../engine/reconcile/decide-reconcile.ts'
import { reconcileAccount } from '../engine/reconcile/reconcile-account.ts'
import type { SnapshotOutcome } from '../engine/snapshot/snapshot-outcome.ts'
import { requestCancel } from '../engine/submission/request-cancel.ts'
import { recordAccount } from './account-snapshot.ts'
import type { AccountEngine } from './account-engine.ts'
import { entryDepsOf } from './entry-deps-of.ts'
import { evaluateTrades, type TradeEvaluation } from './evaluate-trades.ts'
import { exitDepsOf } from './exit-deps-of.ts'
import { noteBroker } from './note-broker.ts'
import { guardOrphans } from './orphan-guard.ts'
import { type SentExit, sendExits } from './send-exits.ts'
import { tellExercise } from './tell-exercise.ts'
import { tellExitErrors } from './tell-exit-errors.ts'
import { watchProtection } from './watch-protection.ts'

/** What one run of the monitor saw and did. */
export interface MonitorReport {
  readonly snapshot: SnapshotOutcome
  readonly evaluations: readonly TradeEvaluation[]
  readonly exits: readonly SentExit[]
  readonly closed: number
}

/**
 * The monitor of one account: snapshot, repair, phantoms, working entries and exits, then every open managed trade is
 * judged by quotes read in one call, and the exits that are due are sent. Without a fresh complete snapshot nothing is
 * sized or sent; the reason is logged and the next minute tries again.
 */
export async function runMonitor(engine: AccountEngine): Promise<MonitorReport> {
  const { store, username, account, clock, log, deadMan } = engine.context
  await engine.refreshSettings()
  const snapshot = await engine.syncTradierSnapshot('sync')
  await noteBroker(engine, snapshot)
  let closed = snapshot.orders?.closings.length ?? 0
  if (snapshot.state === 'complete') closed += await reconcile(engine, snapshot.snapshotId)
  const late = snapshot.orders?.lateOrders ?? []
  await workOrders(engine)
  const evaluations = await evaluateTrades(engine)
  await watchProtection(engine, evaluations)
  const exits = await sendExits(engine, evaluations)
  await tellExitErrors(engine)
  await tellExercise(engine, evaluations)
  await guardOrphans(engine, late, 'cancel')
  await recordAccount(engine, snapshot, unrealizedOf(evaluations))
  await store.transact(username, (tx) => tx.beat(account, 'LAST_MONITOR_RUN', clock.now(), snapshot.trouble))
  await deadMan.ping()
  log.write('debug', '[monitorCycle]', 'done', { trades: evaluations.length, exits: exits.length, closed })
  return { snapshot, evaluations, exits, closed }
}

/** Moves working entries and exits one step on; without anything under way it costs no call of the broker. */
export async function workOrders(engine: AccountEngine): Promise<number> {
  const exits = await advanceExits(exitDepsOf(engine))
  const brackets = await advanceBrackets(exitDepsOf(engine))
  const entries = await advanceEntries(
    entryDepsOf(engine, async () => ({ kind: 'not_available', why: 'not_asked' })),
  )
  return exits + brackets + entries
}

async function reconcile(engine: AccountEngine, snapshotId: string): Promise<number> {
  const { username, account, store: work, clock } = engine.context
  const deps = { username, account, work, clock, confirmGrace: engine.settings['position.confirm_grace'] }
  const { repair, phantoms } = await reconcileAccount(deps, snapshotId)
  for (const decision of [repair, phantoms]) await tellOf(engine, decision)
  await cancelExits(engine, repair.cancelExitsOf)
  const closings = [...repair.closings, ...phantoms.closings]
  await engine.reportClosings(closings)
  return closings.length
}

async function tellOf(engine: AccountEngine, { notes, alerts }: ReconcileDecision): Promise<void> {
  const { log } = engine.context
  for (const { level, tag, message, facts } of notes) log.write(level, tag, message, facts)
  await engine.tell(alerts)
}

/** A leg was assigned: what closes the whole spread must not fill any more. */
async function cancelExits(engine: AccountEngine, tradeIds: readonly string[]): Promise<void> {
  if (tradeIds.length === 0) return
  const { store, username } = engine.context
  const intents = await store.transact(username, (tx) => tx.intentsOfTrades(tradeIds))
  const live = intents.filter(({ role, state }) => role === 'EXIT' && state === 'live')
  for (const { id } of live) await requestCancel(exitCancelDeps(engine), id, 'assigned')
  await engine.confirm(
    live.flatMap(({ brokerOrderId }) => brokerOrderId ?? []),
    'exit',
  )
}

function exitCancelDeps({ context }: AccountEngine) {
  const { username, store: work, broker: desk, clock, log } = context
  return { username, work, desk, clock, log }
}

function unrealizedOf(evaluations: readonly TradeEvaluation[]): Cents | null {
  let sum = cents(0)
  for (const { verdict } of evaluations) {
    if (verdict.metrics.unrealizedPnl === null) return null
    sum = addCents(sum, verdict.metrics.unrealizedPnl)
  }
  return sum
}
