import { instant } from '../../domain/calendar/instant.ts'
import type { Cents } from '../../domain/money/cents.ts'
import { buildSpreadLegs } from '../../domain/spread/spread-legs.ts'
import { CONTRACT_MULTIPLIER } from '../../domain/money/premium.ts'
import { beginTrade } from '../../domain/trade/trade.ts'
import type { OrderPreview } from '../../ports/order-desk.ts'
import type { JsonValue } from '../../ports/store/decision-store.ts'
import type { OrderIntent } from '../../ports/store/intent-store.ts'
import type { ProposalRecord, RuleOutcome } from '../../ports/store/proposal-store.ts'
import type { TradeRecord } from '../../ports/store/trade-store.ts'
import { prepareIntent } from '../submission/prepare-intent.ts'
import { submitIntent } from '../submission/submit-intent.ts'
import { type EntryCandidate, entryTicket, walkLimit } from './entry-candidate.ts'
import type { EntryDeps, EntryTransaction } from './entry-deps.ts'
import { closedFor } from './judge-moment.ts'

/** How an entry ended: sent, or the rule that kept it back. A proposal that `stays` may be tried again. */
export type EntryOutcome =
  | { readonly kind: 'sent'; readonly intent: OrderIntent; readonly tradeId: string }
  | { readonly kind: 'not_sent'; readonly code: string; readonly stays: boolean }

/** An entry's order must leave within this time of its decision. */
const SEND_WITHIN_MS = 10_000

/**
 * Enters a proposal: judged again on fresh quotes, previewed by the broker, admitted by the limits under the
 * account's lock; and in that one transaction the trade (ENTRY_PENDING), the intent and the reservation are written
 * before anything is sent. The order's price is then walked by `advanceEntries`.
 */
export async function enterProposal<Tx extends EntryTransaction>(
  deps: EntryDeps<Tx>,
  proposal: ProposalRecord,
): Promise<EntryOutcome> {
  const { settings, desk } = deps
  const closed = closedFor(proposal.root, deps.clock.now(), deps.calendar, settings)
  if (closed !== null) return { kind: 'not_sent', code: closed, stays: true }
  const refused = await refusedAlready(deps, proposal)
  if (refused !== null) return { kind: 'not_sent', code: refused, stays: true }
  const again = await deps.revalidate(proposal)
  if (again.kind === 'not_available') return { kind: 'not_sent', code: again.why, stays: true }
  if (again.kind === 'fails') return leave(deps, proposal, again.rule)
  const { candidate, inputs } = again
  const limit = walkLimit(candidate, 0, settings.walkTicks, settings.floorBeyondNatural)
  const ticket = entryTicket(candidate, settings.quantity, limit)
  if (settings.dryRun) return leave(deps, proposal, rule('dry_run'), 'CONSUMED')
  const preview = await desk.preview(ticket, 'entry')
  if (!preview.ok) {
    if (preview.kind !== 'rejected') return { kind: 'not_sent', code: `preview_${preview.kind}`, stays: true }
    return leave(deps, proposal, rule(`preview: ${preview.code}`))
  }
  return send(deps, proposal, candidate, preview.value, inputs)
}

/** The limit that refuses the proposal as it stands: then it is not worth a chain, quotes and a preview. */
async function refusedAlready<Tx extends EntryTransaction>(
  { work, username, settings, admit }: EntryDeps<Tx>,
  proposal: ProposalRecord,
): Promise<string | null> {
  const { strategy, strikes, expiration, root } = proposal
  const legs = buildSpreadLegs(strategy, strikes, expiration, root)
  if (!legs.ok) return null
  const candidate = { ...proposal, legs: legs.value }
  const admitted = await work.transact(username, (tx) => admit(tx, candidate, settings.quantity))
  return admitted.ok ? null : admitted.code
}

async function send<Tx extends EntryTransaction>(
  deps: EntryDeps<Tx>,
  proposal: ProposalRecord,
  candidate: EntryCandidate,
  preview: OrderPreview,
  inputs: JsonValue,
): Promise<EntryOutcome> {
  const { username, work } = deps
  const snapshotId = await deps.freshSnapshot()
  if (snapshotId === null) return { kind: 'not_sent', code: 'snapshot_is_not_fresh', stays: true }
  const written = await work.transact(username, (tx) =>
    reserve(tx, deps, { proposal, candidate, preview, inputs, snapshotId }),
  )
  if ('code' in written) return { kind: 'not_sent', code: written.code, stays: written.stays }
  const intent = await submitIntent(deps, written.intent.id)
  await deps.look()
  return { kind: 'sent', intent, tradeId: written.intent.tradeId }
}

interface Reservation {
  readonly proposal: ProposalRecord
  readonly candidate: EntryCandidate
  readonly preview: OrderPreview
  readonly inputs: JsonValue
  readonly snapshotId: string
}

type Written = { readonly intent: OrderIntent } | { readonly code: string; readonly stays: boolean }

/** Limits, reservation, trade and intent: all of them in one transaction, or none. */
async function reserve<Tx extends EntryTransaction>(
  tx: Tx,
  deps: EntryDeps<Tx>,
  { proposal, candidate, preview, inputs, snapshotId }: Reservation,
): Promise<Written> {
  const { account, settings, clock, ids } = deps
  await tx.lockAccount(account)
  const admitted = await deps.admit(tx, candidate, settings.quantity)
  if (!admitted.ok) {
    deps.log.write('info', '[risk]', admitted.message, { proposal: proposal.id, rule: admitted.code })
    return { code: admitted.code, stays: true }
  }
  const taken = await tx.leaveReady(proposal.id, 'CONSUMED', 'entered', null, null)
  if (!taken) return { code: 'proposal_must_be_ready', stays: false }
  const now = clock.now()
  const record = tradeOf(deps, proposal, candidate, admitted.value)
  const limit = walkLimit(candidate, 0, settings.walkTicks, settings.floorBeyondNatural)
  const intent = prepareIntent({
    id: ids.next(),
    account,
    tradeId: record.trade.id,
    proposalId: proposal.id,
    role: 'ENTRY',
    ticket: entryTicket(candidate, settings.quantity, limit),
    preparedAt: now,
    notAfter: instant(now + SEND_WITHIN_MS),
    reserve: admitted.value,
    preview,
  })
  await tx.insertTrade(record)
  const inserted = await tx.insertIntent(intent)
  if (!inserted.ok) throw new Error(`an intent for proposal ${proposal.id} exists although it was READY`)
  await tx.insertDecisions([
    {
      id: ids.next(),
      account,
      kind: 'entry',
      tradeId: record.trade.id,
      proposalId: proposal.id,
      snapshotId,
      at: now,
      rules: 'entry-1',
      inputs,
      outcome: { intent: intent.id, limit: limit.amount, effect: limit.effect, reserve: admitted.value },
    },
  ])
  return { intent }
}

function tradeOf<Tx extends EntryTransaction>(
  { account, ids, clock, settings }: EntryDeps<Tx>,
  proposal: ProposalRecord,
  candidate: EntryCandidate,
  reserved: Cents,
): TradeRecord {
  const now = clock.now()
  const { strategy, underlying, root, expiration, legs, natural, mid } = candidate
  const { quantity } = settings
  return {
    account,
    trade: beginTrade({
      id: ids.next(),
      origin: 'ENGINE',
      managed: true,
      quantity,
      multiplier: CONTRACT_MULTIPLIER,
    }),
    spread: { strategy, underlying, root, expiration, legs },
    proposalId: proposal.id,
    createdAt: now,
    maxProfit: null,
    maxLoss: null,
    reserve: reserved,
    ivEntry: null,
    underlyingEntry: null,
    lastFillSequence: null,
    absentSnapshots: 0,
    hand: null,
    memo: { entryUntil: now + settings.walkTimeoutMs, walkStep: 0, walkNatural: natural, walkMid: mid },
  }
}

function rule(name: string): RuleOutcome {
  return { rule: name, outcome: 'failed', value: null, threshold: null }
}

async function leave<Tx extends EntryTransaction>(
  { work, username, log }: EntryDeps<Tx>,
  proposal: ProposalRecord,
  failed: RuleOutcome,
  status: 'CONSUMED' | 'INVALIDATED' = 'INVALIDATED',
): Promise<EntryOutcome> {
  const { rule: code, value, threshold } = failed
  await work.transact(username, (tx) => tx.leaveReady(proposal.id, status, code, value, threshold))
  const facts = { proposal: proposal.id, underlying: proposal.underlying, rule: code, value, threshold }
  log.write('info', '[entry]', `proposal ${status.toLowerCase()}`, facts)
  return { kind: 'not_sent', code, stays: false }
}
