import type { TradingDay } from '../../domain/calendar/trading-day.ts'
import type { Result } from '../../domain/refusal.ts'
import type { Evidence, TradeCommand } from '../../domain/trade/trade-command.ts'
import { openQuantity } from '../../domain/trade/trade-figures.ts'
import type { TradeFlag } from '../../domain/trade/trade-flag.ts'
import type { TradeRefusalCode } from '../../domain/trade/trade-refusal.ts'
import type { LogFacts, LogLevel } from '../../ports/log.ts'
import type { Alert } from '../../ports/notifier.ts'
import type { TradeRecord, TradeSave } from '../../ports/store/trade-store.ts'
import { allocatePositions, type SignedPositions } from '../exits/allocate-positions.ts'
import { applyCommands } from '../lifecycle/apply-commands.ts'
import { combineSaves } from '../lifecycle/combine-saves.ts'
import { recordTradeClosed, type TradeClosing } from '../lifecycle/record-trade-closed.ts'
import { markTradeClosedWithReason } from '../lifecycle/mark-trade-closed.ts'
import { judgeTrade, type TradeSight } from './judge-trade.ts'

/** What a reconciliation looks at: the trades, and the mirror as the newest complete snapshot left it. */
export interface ReconcileInput {
  readonly trades: readonly TradeRecord[]
  readonly positions: SignedPositions
  readonly graceSequence: number | null
  readonly today: TradingDay
  /** The account looks reset by the broker: then absence is no evidence and nothing closes. */
  readonly wipeSuspected: boolean
  /** The snapshot that the positions are of: a trade's absence counts once in each. */
  readonly snapshotId: string
  /** Complete snapshots in a row in which a trade must be absent before it is closed. */
  readonly absentNeeded: number
  readonly evidence: (reference: string) => Evidence
}

/** A line for the log. */
export interface ReconcileNote {
  readonly level: LogLevel
  readonly tag: string
  readonly message: string
  readonly facts: LogFacts
}

/** What a reconciliation changes and tells. */
export interface ReconcileDecision {
  readonly saves: readonly TradeSave[]
  readonly notes: readonly ReconcileNote[]
  readonly alerts: readonly Alert[]
  readonly sights: ReadonlyMap<string, TradeSight>
  /** Trades whose working exit must be cancelled: a leg of theirs was assigned. */
  readonly cancelExitsOf: readonly string[]
  /** The trades that it closes, each told of once. */
  readonly closings: readonly TradeClosing[]
}

/** The flags that only a sight of the positions sets and clears. */
const SIGHT_FLAGS: readonly TradeFlag[] = ['LEGS_OUT_OF_SYNC', 'POSITION_UNCONFIRMED']

/**
 * Compares the trades with what the broker holds, all but those that are gone from it. Trades that are not managed are
 * never touched, nor is anything while an entry still works. A leg that is missing freezes the exits and closes
 * nothing; a structure that cannot be right is marked, and unmarked when it is right again.
 */
export function decideRepair(input: ReconcileInput): ReconcileDecision {
  return decide(input, (sight) => sight.kind !== 'absent')
}

/**
 * Closes the trades that the broker holds nothing of, once enough complete snapshots agree: as BROKER_ALREADY_FLAT,
 * EXPIRED or ASSIGNED, with price and profit unknown. Nothing is ever booked that no fill or report shows, and an
 * account that looks reset closes nothing. One that is not managed is closed only when its contracts have ended.
 */
export function decidePhantoms(input: ReconcileInput): ReconcileDecision {
  return decide(input, (sight) => sight.kind === 'absent' || sight.kind === 'in_order')
}

function decide(input: ReconcileInput, concerns: (sight: TradeSight) => boolean): ReconcileDecision {
  const { legsOf, unclaimed } = allocatePositions(input.trades, input.positions)
  const decision = {
    saves: [],
    notes: [],
    alerts: [],
    sights: new Map(),
    cancelExitsOf: [],
    closings: [],
  } as Mutable
  for (const record of input.trades) {
    const { trade } = record
    const pending = trade.status === 'ENTRY_PENDING' || trade.status === 'PARTIALLY_FILLED'
    if (pending || openQuantity(trade) === 0) continue
    const { graceSequence, today } = input
    const sight = judgeTrade({ record, legs: legsOf.get(trade.id) ?? [], unclaimed, graceSequence, today })
    if (!concerns(sight) || (!trade.managed && !hasEnded(sight))) continue
    decision.sights.set(trade.id, sight)
    const { saves, notes, alerts } = act(record, sight, input)
    decision.saves.push(...saves)
    decision.closings.push(...saves.flatMap((save) => recordTradeClosed(save) ?? []))
    decision.notes.push(...notes)
    decision.alerts.push(...alerts)
    if (sight.kind === 'assigned' && trade.status === 'CLOSING_PENDING') decision.cancelExitsOf.push(trade.id)
  }
  return decision
}

/** Whether nothing is left because its contracts have ended: whoever managed the trade, there is nothing left to manage. */
function hasEnded(sight: TradeSight): boolean {
  return sight.kind === 'absent' && sight.expired
}

interface Mutable {
  readonly saves: TradeSave[]
  readonly notes: ReconcileNote[]
  readonly alerts: Alert[]
  readonly sights: Map<string, TradeSight>
  readonly cancelExitsOf: string[]
  readonly closings: TradeClosing[]
}

type Acted = Pick<ReconcileDecision, 'saves' | 'notes' | 'alerts'>

function act(record: TradeRecord, sight: TradeSight, input: ReconcileInput): Acted {
  const absent = sight.kind === 'absent' && !input.wipeSuspected
  const counted = absent ? countAbsence(record, input.snapshotId) : { ...record, absentSnapshots: 0 }
  const made: TradeSave[] = []
  const notes: ReconcileNote[] = []
  let present = counted
  const take = (result: Result<TradeSave, TradeRefusalCode>): void => {
    if (!result.ok) {
      notes.push(note('debug', '[repair]', result.message, { trade: record.trade.id }))
      return
    }
    made.push(result.value)
    present = result.value.record
  }
  const commands = flagCommands(counted, sight, input)
  if (commands.length > 0) take(applyCommands(counted, commands))
  const closes = absent && counted.absentSnapshots >= input.absentNeeded
  if (closes && sight.kind === 'absent') take(closeAbsent(present, sight.expired, input))
  const isExercised = closes && sight.kind === 'absent' && sight.exercised !== 0
  // Its value went into the shares: what they bring is not the option's loss, and a person has to say what it was.
  if (isExercised) take(applyCommands(present, [reviewOf(sight.exercised, input)]))
  const save = combineSaves(record, made)
  const { absentSnapshots } = counted
  const memo = isExercised ? { ...counted.memo, exercised: sight.exercised } : counted.memo
  const after = { ...save.record, absentSnapshots, memo }
  const changed = save.events.length > 0 || after.absentSnapshots !== record.absentSnapshots
  notes.push(...notesOf(record, sight, closes))
  return { saves: changed ? [{ ...save, record: after }] : [], notes, alerts: alertsOf(record, sight) }
}

function reviewOf(shares: number, { evidence }: ReconcileInput): TradeCommand {
  return { type: 'flag_raised', flag: 'NEEDS_REVIEW', evidence: evidence(`exercised into ${shares} shares`) }
}

/** One more snapshot without the trade, unless this one was counted already. */
function countAbsence(record: TradeRecord, snapshotId: string): TradeRecord {
  const { memo, absentSnapshots } = record
  if (memo['absentIn'] === snapshotId) return record
  return { ...record, absentSnapshots: absentSnapshots + 1, memo: { ...memo, absentIn: snapshotId } }
}

function flagCommands(
  { trade }: TradeRecord,
  sight: TradeSight,
  { evidence }: ReconcileInput,
): TradeCommand[] {
  const wanted = flagOf(sight)
  const proof = evidence(`positions ${sight.kind}`)
  const commands: TradeCommand[] = []
  for (const flag of SIGHT_FLAGS) {
    const stands = trade.flags.includes(flag)
    if (stands && flag !== wanted) commands.push({ type: 'flag_cleared', flag, evidence: proof })
  }
  if (wanted !== null && !trade.flags.includes(wanted)) {
    commands.push({ type: 'flag_raised', flag: wanted, evidence: proof })
  }
  if (sight.kind === 'in_order' && trade.status === 'INVALID_STRUCTURE') {
    commands.push({ type: 'structure_repaired', evidence: proof })
  }
  if (sight.kind === 'invalid' && trade.status === 'OPEN')
    commands.push({ type: 'structure_broken', evidence: proof })
  return commands
}

function flagOf(sight: TradeSight): TradeFlag | null {
  switch (sight.kind) {
    case 'unconfirmed':
      return 'POSITION_UNCONFIRMED'
    case 'legs_missing':
      return 'LEGS_OUT_OF_SYNC'
    case 'assigned':
      return 'ASSIGNED'
    case 'reduced':
      return 'NEEDS_REVIEW'
    default:
      return null
  }
}

/**
 * Closes a trade that the broker holds nothing of. One that was assigned is closed as ASSIGNED now that legs and shares
 * are gone; one whose contracts have ended as EXPIRED; any other as BROKER_ALREADY_FLAT. The cash is unknown in each
 * case until evidence tells it.
 */
function closeAbsent(
  record: TradeRecord,
  expired: boolean,
  { evidence }: ReconcileInput,
): Result<TradeSave, TradeRefusalCode> {
  const reason = record.trade.flags.includes('ASSIGNED')
    ? 'ASSIGNED'
    : expired
      ? 'EXPIRED'
      : 'BROKER_ALREADY_FLAT'
  return markTradeClosedWithReason(
    record,
    null,
    evidence(`absent in ${record.absentSnapshots} snapshots`),
    reason,
  )
}

function note(level: LogLevel, tag: string, message: string, facts: LogFacts): ReconcileNote {
  return { level, tag, message, facts }
}

function notesOf({ trade }: TradeRecord, sight: TradeSight, closes: boolean): ReconcileNote[] {
  const facts = { trade: trade.id, status: trade.status }
  switch (sight.kind) {
    case 'legs_missing': {
      const { shortQuantity, longQuantity } = sight
      const both = { ...facts, shortQuantity, longQuantity }
      return [
        note(
          'error',
          '[monitorCycle][legs-out-of-sync]',
          'a leg is missing at the broker; the trade stays open',
          both,
        ),
        note(
          'error',
          '[portfolio][spread-legs-missing]',
          'no spread order is sent until the legs agree',
          both,
        ),
      ]
    }
    case 'absent':
      return closes
        ? [note('warn', '[monitor][phantom-close]', 'nothing of the trade is at the broker', facts)]
        : []
    case 'reduced':
      return [
        note('warn', '[repair]', 'fewer spreads are at the broker', { ...facts, spreads: sight.spreads }),
      ]
    case 'invalid':
      return [note('error', '[repair]', sight.why, facts)]
    case 'assigned':
      return [note('critical', '[repair]', 'a leg was assigned', { ...facts, shares: sight.shares })]
    default:
      return []
  }
}

/** Whether a trade owes contracts that nothing of it covers. */
export function isUncovered(sight: TradeSight): boolean {
  return (sight.kind === 'legs_missing' || sight.kind === 'invalid') && sight.uncovered
}

function alertsOf({ trade, spread }: TradeRecord, sight: TradeSight): Alert[] {
  const key = `${sight.kind}:${trade.id}`
  const name = `${spread.underlying} ${spread.strategy} ${spread.expiration}`
  if (isUncovered(sight)) {
    const title = `Uncovered short: ${name}`
    const body = `Trade ${trade.id} owes contracts that nothing covers. Buy them back (legwork close ${trade.id} --short-leg) or restore the long leg.`
    return [{ key, severity: 'critical', title, body }]
  }
  if (sight.kind === 'assigned') {
    const title = `Assigned: ${name}`
    const body = `Trade ${trade.id}: ${sight.shares} shares of ${spread.underlying} came by assignment. Its exits are frozen until the shares and the remaining legs are dealt with.`
    return [{ key, severity: 'critical', title, body }]
  }
  if (sight.kind === 'absent' && sight.exercised !== 0) {
    const title = `Exercised: ${name}`
    const body = `Trade ${trade.id}: ${sight.exercised} shares of ${spread.underlying} by its exercise. Its profit is unknown, as its value went into them; they are yours to keep or to sell.`
    return [{ key: `exercised:${trade.id}`, severity: 'warning', title, body }]
  }
  if (sight.kind === 'legs_missing' || sight.kind === 'invalid') {
    const title = `Legs out of order: ${name}`
    return [
      {
        key,
        severity: 'warning',
        title,
        body: `Trade ${trade.id} does not stand at the broker as it should.`,
      },
    ]
  }
  return []
}
