import { CONTRACT_MULTIPLIER } from '../domain/money/premium.ts'
import { price } from '../domain/money/price.ts'
import { ok, refuse } from '../domain/refusal.ts'
import { netPriceOfPaid } from '../domain/spread/net-price.ts'
import type { EntryCandidate } from '../engine/entry/entry-candidate.ts'
import type { Admission } from '../engine/entry/entry-deps.ts'
import type { EntryPlan } from '../engine/risk-gate/entry-plan.ts'
import { judgeEntry } from '../engine/risk-gate/judge-entry.ts'
import type { StoreTransaction } from '../ports/store/store.ts'
import type { AccountEngine } from './account-engine.ts'
import { readExposureBook } from './read-exposure-book.ts'

/**
 * Judges an entry by every limit of the account, in the entry's own transaction, so that what is admitted is counted by
 * the next one. Answers the risk to reserve, or the first limit that refuses, with the others in its message.
 */
export async function admitEntry(
  tx: StoreTransaction,
  { context, settings }: AccountEngine,
  candidate: EntryCandidate,
  quantity: number,
): Promise<Admission> {
  const { account, clock } = context
  const { snapshotId } = await tx.lockAccount(account)
  const snapshot = snapshotId === null ? null : await tx.snapshotById(snapshotId)
  if (snapshot === null) return refuse('snapshot_must_exist', 'The account has not been read yet.')
  const now = clock.now()
  const book = await readExposureBook(tx, account, now, snapshot.startedAt)
  const verdict = judgeEntry({
    plan: planOf(candidate, quantity, settings['entry.walk_floor']),
    book,
    settings,
    equity: snapshot.balances?.totalEquity ?? null,
    optionBuyingPower: snapshot.balances?.optionBuyingPower ?? null,
    flags: (await tx.riskFlags(account, book.day)).map(({ flag }) => flag),
  })
  if (verdict.ok) return ok(verdict.reserve)
  const [first] = verdict.refusals
  return refuse(first!.code, verdict.refusals.map(({ message }) => message).join(' '))
}

/** The entry at the worst price that its walk may come to. */
function planOf(candidate: EntryCandidate, quantity: number, floorBeyond: number): EntryPlan {
  const { strategy, underlying, expiration, legs, natural, mid } = candidate
  const worst = netPriceOfPaid(price(-(Math.min(natural, mid) - floorBeyond)))
  const id = 'the entry'
  return { id, strategy, underlying, expiration, legs, quantity, worst, multiplier: CONTRACT_MULTIPLIER }
}
