import type { Instant } from '../../domain/calendar/instant.ts'
import { newYorkDayOf } from '../../domain/calendar/new-york-time.ts'
import { formatOccSymbol } from '../../domain/option/occ-symbol.ts'
import { ok, type Result, refuse } from '../../domain/refusal.ts'
import type { TradeStatus } from '../../domain/trade/trade-status.ts'
import { signedPositions } from '../../engine/exits/allocate-positions.ts'
import { decideReset, type ResetDecision } from '../../engine/reconcile/decide-reset.ts'
import type { AccountRecord } from '../../ports/store/account-store.ts'
import type { BreakRecord } from '../../ports/store/break-store.ts'
import type { IntentState, OrderIntent } from '../../ports/store/intent-store.ts'
import type { StoreTransaction } from '../../ports/store/store.ts'
import type { TradeRecord } from '../../ports/store/trade-store.ts'
import type { AccountView } from './account-view.ts'
import type { PersonDesk } from './person-desk.ts'

/** What accepting a reset does, or has done. */
export interface ResetReport {
  readonly account: string
  /** False: nothing was changed, this is what would be. */
  readonly accepted: boolean
  /** What a person must type for it to be done. */
  readonly phrase: string
  readonly reason: string
  readonly epochBefore: number
  readonly epochAfter: number
  /** What each trade becomes. */
  readonly trades: readonly ResetTrade[]
  readonly orders: readonly {
    readonly intentId: string
    readonly role: OrderIntent['role']
    readonly orderId: string | null
    readonly from: IntentState
    readonly to: IntentState
  }[]
  /** Symbols of the breaks that it resolves. */
  readonly breaks: readonly string[]
}

/** A trade before and after; equal where the broker still holds it or its price is waited for. */
export interface ResetTrade {
  readonly tradeId: string
  readonly underlying: string
  readonly from: TradeStatus
  readonly to: TradeStatus
}

const RULES = 'accept-reset-1'

/** What a person must type to accept a reset. */
export function resetPhrase({ account }: Pick<AccountView, 'account'>): string {
  return `accept reset ${account}`
}

/**
 * Ends the suspicion that the broker has reset the account by a person's word that it has. Under the account's lock its
 * epoch rises by 1: orders of the old one are history and their ids may come again; open trades that the broker does
 * not hold are closed with price and profit unknown, orders under way are given up, the breaks of the reset resolved.
 * The next snapshot is the first of the new epoch. Without `typed` nothing is changed and what would be is answered.
 *
 * Refuses: `snapshot_is_not_fresh`, `reset_must_be_suspected`, `confirmation_must_be_typed`.
 */
export async function acceptReset(hand: PersonDesk, typed: string | null): Promise<Result<ResetReport>> {
  const { view, log } = hand
  const phrase = resetPhrase(view)
  if (typed !== null && typed !== phrase) {
    return refuse('confirmation_must_be_typed', `To accept the reset, confirm with exactly "${phrase}".`)
  }
  // An account that has just been emptied is believed at the second look.
  if (!(await hand.look()) && !(await hand.look())) {
    return refuse('snapshot_is_not_fresh', 'The account could not be read completely; try again in a moment.')
  }
  const done = await view.work.transact(view.username, (tx) => endEpoch(tx, hand, typed !== null))
  if (!done.ok || !done.value.accepted) return done
  const { account, epochAfter, trades } = done.value
  log.write('warn', '[person][accept-reset]', 'a new epoch of the account has begun', {
    account,
    epoch: epochAfter,
    trades: trades.length,
  })
  await hand.look()
  return done
}

async function endEpoch(
  tx: StoreTransaction,
  hand: PersonDesk,
  isTyped: boolean,
): Promise<Result<ResetReport>> {
  const { account, clock } = hand.view
  const record = await tx.lockAccount(account)
  const now = clock.now()
  const suspicion = (await tx.riskFlags(account, newYorkDayOf(now))).find(
    ({ flag }) => flag === 'BROKER_RESET_SUSPECTED',
  )
  if (suspicion === undefined) {
    return refuse(
      'reset_must_be_suspected',
      `Nothing points at a reset of ${account}; a single difference is ended with legwork break resolve.`,
    )
  }
  const { decision, intents, trades } = await decide(tx, record, now)
  const breaks = breaksEnded(await tx.openBreaks(account), decision, suspicion.raisedAt)
  const report: ResetReport = {
    account,
    accepted: isTyped,
    phrase: resetPhrase(hand.view),
    reason: suspicion.reason,
    epochBefore: record.epoch,
    epochAfter: record.epoch + 1,
    trades: tradesAfter(trades, decision),
    orders: ordersAfter(intents, decision),
    breaks: breaks.map(({ symbol }) => symbol),
  }
  if (!isTyped) return ok(report)
  if (decision.saves.length > 0) await tx.saveTrades(decision.saves)
  if (decision.intents.length > 0) await tx.saveIntents(decision.intents)
  for (const { id } of breaks)
    await tx.resolveBreak(id, now, `reset accepted, epoch ${report.epochAfter} begins`)
  await tx.clearRiskFlag(account, 'BROKER_RESET_SUSPECTED')
  await writeDown(tx, hand, report, record, now)
  // Without a snapshot before it, the next one has nothing to be compared with: it is the beginning.
  await tx.saveAccount({ ...record, epoch: report.epochAfter, snapshotId: null })
  return ok(report)
}

async function decide(tx: StoreTransaction, { account, epoch, snapshotId }: AccountRecord, now: Instant) {
  const trades = await tx.unfinishedTrades(account)
  const intents = new Map(
    [
      ...(await tx.intentsOfTrades(trades.map(({ trade }) => trade.id))),
      ...(await tx.unsettledIntents(account)),
    ].map((intent) => [intent.id, intent]),
  )
  const evidence = { actor: 'person', at: now, snapshotId, reference: `reset of epoch ${epoch}` } as const
  const positions = signedPositions(await tx.positions(account))
  const decision = decideReset({ trades, intents: [...intents.values()], positions, epoch, now, evidence })
  return { decision, intents, trades }
}

/**
 * Those of the reset, those about the contracts of trades that it closes, and those that came since: they are of what
 * happened in the account that the new epoch begins with.
 */
function breaksEnded(
  open: readonly BreakRecord[],
  { saves }: ResetDecision,
  suspectedAt: Instant,
): readonly BreakRecord[] {
  const closed = saves.filter(({ record }) => record.trade.status === 'CLOSED')
  const symbols = new Set(
    closed.flatMap(({ record }) => record.spread.legs.map(({ contract }) => formatOccSymbol(contract))),
  )
  return open.filter(
    ({ cause, symbol, openedAt }) => cause === 'wipe' || symbols.has(symbol) || openedAt >= suspectedAt,
  )
}

function tradesAfter(trades: readonly TradeRecord[], { saves }: ResetDecision): readonly ResetTrade[] {
  const after = new Map(saves.map(({ record }) => [record.trade.id, record.trade.status]))
  return trades.map(({ trade, spread }) => ({
    tradeId: trade.id,
    underlying: spread.underlying,
    from: trade.status,
    to: after.get(trade.id) ?? trade.status,
  }))
}

function ordersAfter(
  before: ReadonlyMap<string, OrderIntent>,
  { intents }: ResetDecision,
): ResetReport['orders'] {
  return intents.flatMap(({ id, role, state }) => {
    const { state: from, brokerOrderId: orderId } = before.get(id)!
    return from === state ? [] : [{ intentId: id, role, orderId, from, to: state }]
  })
}

function writeDown(
  tx: StoreTransaction,
  { ids }: PersonDesk,
  { reason, epochBefore, epochAfter, trades, orders, breaks }: ResetReport,
  { account, snapshotId }: AccountRecord,
  at: Instant,
): Promise<void> {
  return tx.insertDecisions([
    {
      id: ids.next(),
      account,
      kind: 'reconcile',
      tradeId: null,
      proposalId: null,
      snapshotId,
      at,
      rules: RULES,
      inputs: { reason, epoch: epochBefore },
      outcome: {
        epoch: epochAfter,
        trades: trades.map((one) => ({ ...one })),
        orders: orders.map((one) => ({ ...one })),
        breaks,
      },
    },
  ])
}
