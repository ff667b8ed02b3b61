import { instant, MINUTE_MS } from '../domain/calendar/instant.ts'
import { newYorkDayOf } from '../domain/calendar/new-york-time.ts'
import { CONTRACT_MULTIPLIER } from '../domain/money/premium.ts'
import type { HandDesk, HandPlan } from '../engine/risk-gate/hand-desk.ts'
import { plainCheck } from '../engine/risk-gate/hand-check.ts'
import { lossesUntilStop } from '../engine/risk-gate/heat-of-book.ts'
import { type HandVerdict, judgeByHand } from '../engine/risk-gate/judge-by-hand.ts'
import { stopsEntries } from '../ports/store/risk-state-store.ts'
import type { StoreTransaction } from '../ports/store/store.ts'
import type { AccountEngine } from './account-engine.ts'
import { unclearAbout } from './admit-entry.ts'
import { entriesForbidden } from './entries-forbidden.ts'
import { exposureBookOf, readLimits } from '../engine/risk-gate/read-exposure-book.ts'

/** A person's limit is judged by quotes of this moment: the cycles' own are good for longer. */
const FRESH_QUOTES_MS = 1_000

/** What entries by hand need of an account at work. */
export function handDeskOf(engine: AccountEngine): HandDesk {
  const { context, settings, quotes } = engine
  const { account, broker, market, clock } = context
  return {
    reads: context.store.reads,
    key: broker.key,
    desk: broker,
    clock,
    settings,
    declaredDelayMs: market.declaredDelayMs,
    inTurn: engine.handInTurn,
    quotes: (symbols) => quotes.read(symbols, 'entry', FRESH_QUOTES_MS),
    expirations: (underlying) => market.readExpirations(underlying, 'entry'),
    judge: (tx, plan) => judge(tx, engine, plan),
    forbids: (tx) => entriesForbidden(tx, account, clock.now()),
    freshSnapshot: () => engine.freshSnapshot(),
    look: () => engine.syncTradierSnapshot('entry', true),
    confirm: (orderIds, known) => engine.confirm(orderIds, 'entry', known),
  }
}

async function judge(
  tx: StoreTransaction,
  { context, settings }: AccountEngine,
  { spread, quantity, limit, lossUntilStop, context: said }: HandPlan,
): Promise<HandVerdict> {
  const { account, clock } = context
  const now = clock.now()
  const stored = await tx.accountByName(account)
  const [snapshot, reads, flags, breaks] = await Promise.all([
    stored?.snapshotId == null ? null : tx.snapshotById(stored.snapshotId),
    readLimits(tx, account, now, instant(now - MINUTE_MS + 1)),
    tx.riskFlags(account, newYorkDayOf(now)),
    tx.openBreaks(account),
  ])
  const book = exposureBookOf(reads, snapshot?.startedAt ?? instant(0))
  const { strategy, underlying, expiration, legs } = spread
  const plan = { id: 'the trade', strategy, underlying, expiration, legs, quantity, worst: limit }
  const verdict = judgeByHand({
    plan: { ...plan, multiplier: CONTRACT_MULTIPLIER },
    book,
    settings,
    equity: snapshot?.balances?.totalEquity ?? null,
    optionBuyingPower: snapshot?.balances?.optionBuyingPower ?? null,
    flags: flags.map(({ flag }) => flag).filter(stopsEntries),
    losses: lossesUntilStop(book.lines, reads.unfinished),
    ownLoss: lossUntilStop,
    lastMinute: reads.begunSince,
    context: said,
  })
  const unclear = await unclearAbout(tx, underlying, { ...reads, breaks })
  const clear = plainCheck(unclear?.code ?? 'order_outcome_must_be_known', unclear?.message ?? null)
  const [stopped, ...others] = verdict.checks
  return { ...verdict, checks: [stopped!, clear, ...others] }
}
