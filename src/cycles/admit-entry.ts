import { CONTRACT_MULTIPLIER } from '../domain/money/premium.ts'
import { price } from '../domain/money/price.ts'
import { parseOccSymbol } from '../domain/option/occ-symbol.ts'
import { underlyingOfRoot } from '../domain/option/product.ts'
import { ok, type Refusal, refuse } from '../domain/refusal.ts'
import { netPriceOfPaid } from '../domain/spread/net-price.ts'
import type { EntryCandidate } from '../engine/entry/entry-candidate.ts'
import type { Admission } from '../engine/entry/entry-deps.ts'
import type { EntryPlan } from '../engine/risk-gate/entry-plan.ts'
import { judgeEntry } from '../engine/risk-gate/judge-entry.ts'
import type { BreakRecord } from '../ports/store/break-store.ts'
import { stopsEntries } from '../ports/store/risk-state-store.ts'
import type { StoreTransaction } from '../ports/store/store.ts'
import type { AccountEngine } from './account-engine.ts'
import { exposureBookOf, type LimitReads, readLimits } from '../engine/risk-gate/read-exposure-book.ts'

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
  const reads = await readLimits(tx, account, now, now)
  const breaks = await tx.openBreaks(account)
  const unclear = await unclearAbout(tx, candidate.underlying, { ...reads, breaks })
  if (unclear !== null) return unclear
  const book = exposureBookOf(reads, snapshot.startedAt)
  const verdict = judgeEntry({
    plan: planOf(candidate, quantity, settings['entry.walk_floor']),
    book,
    settings,
    equity: snapshot.balances?.totalEquity ?? null,
    optionBuyingPower: snapshot.balances?.optionBuyingPower ?? null,
    flags: (await tx.riskFlags(account, book.day)).map(({ flag }) => flag).filter(stopsEntries),
  })
  if (verdict.ok) return ok(verdict.reserve)
  const [first] = verdict.refusals
  return refuse(first!.code, verdict.refusals.map(({ message }) => message).join(' '))
}

type Unclear = Pick<LimitReads, 'intents' | 'unfinished'> & { readonly breaks: readonly BreakRecord[] }

/**
 * Refuses an underlying of which something is not known: an order that may have happened, or a difference to the broker
 * that nobody has explained. To add to it would make the difference harder to find.
 */
export async function unclearAbout(
  tx: Pick<StoreTransaction, 'tradesByIds'>,
  underlying: string,
  { intents, unfinished, breaks }: Unclear,
): Promise<Refusal<'order_outcome_must_be_known' | 'break_must_be_resolved'> | null> {
  const unknown = new Set(intents.filter(({ state }) => state === 'unknown').map(({ tradeId }) => tradeId))
  const known = unfinished.filter(({ trade }) => unknown.has(trade.id))
  for (const { trade } of known) unknown.delete(trade.id)
  const others = unknown.size === 0 ? [] : await tx.tradesByIds([...unknown])
  if ([...known, ...others].some(({ spread }) => spread.underlying === underlying)) {
    return refuse(
      'order_outcome_must_be_known',
      `An order in ${underlying} may have happened unseen; entries wait.`,
    )
  }
  const open = breaks.find((one) => underlyingOf(one.symbol) === underlying)
  if (open === undefined) return null
  const { cause, difference, symbol } = open
  return refuse(
    'break_must_be_resolved',
    `${symbol} differs by ${difference} from what fills explain (${cause}); entries in ${underlying} wait until it is resolved.`,
  )
}

function underlyingOf(symbol: string): string {
  const contract = parseOccSymbol(symbol)
  return contract.ok ? underlyingOfRoot(contract.value.root) : symbol
}

/** The entry at the worst price that its walk may come to. */
function planOf(candidate: EntryCandidate, quantity: number, floorBeyond: number): EntryPlan {
  const { strategy, underlying, expiration, legs, natural, mid } = candidate
  const worst = netPriceOfPaid(price(-(Math.min(natural, mid) - floorBeyond)))
  const id = 'the entry'
  return { id, strategy, underlying, expiration, legs, quantity, worst, multiplier: CONTRACT_MULTIPLIER }
}
