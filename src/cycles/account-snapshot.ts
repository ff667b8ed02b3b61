import { newYorkDayOf } from '../domain/calendar/new-york-time.ts'
import { addCents, type Cents, cents } from '../domain/money/cents.ts'
import { realizedPnl } from '../domain/trade/trade-figures.ts'
import type { SnapshotOutcome } from '../engine/snapshot/snapshot-outcome.ts'
import type { AccountSnapshotRecord } from '../ports/store/price-snapshot-store.ts'
import type { StoreTransaction } from '../ports/store/store.ts'
import type { AccountEngine } from './account-engine.ts'

/** A difference to the broker's own figure of the day that is worth a line: one dollar. */
const TOLERANCE_CENTS = 100

/**
 * Writes down how the account stands, from our fills beside the broker's own figures, and says so when the two differ.
 * It changes no trade.
 *
 * @param unrealized of all open trades at their marks; null while one has none
 */
export async function recordAccount(
  engine: AccountEngine,
  outcome: SnapshotOutcome,
  unrealized: Cents | null,
): Promise<AccountSnapshotRecord | null> {
  const { reading } = outcome
  if (outcome.state !== 'complete' || reading.kind !== 'complete') return null
  const { store, username, account, log } = engine.context
  const record = await store.transact(username, async (tx) => {
    const made = await accountSnapshot(tx, account, outcome, unrealized)
    await tx.insertAccountSnapshot(made)
    return made
  })
  const { brokerClosePl, realizedToday, unpricedToday } = record
  const differs = brokerClosePl !== null && Math.abs(brokerClosePl - realizedToday) > TOLERANCE_CENTS
  if (differs && unpricedToday === 0) {
    const facts = { ours: realizedToday, broker: brokerClosePl }
    log.write('info', '[accountSync]', 'realized today differs from the broker’s figure', facts)
  }
  return record
}

async function accountSnapshot(
  tx: StoreTransaction,
  account: string,
  { at, snapshotId, reading }: SnapshotOutcome,
  unrealizedOpen: Cents | null,
): Promise<AccountSnapshotRecord> {
  const day = newYorkDayOf(at)
  const closed = await tx.tradesClosedOn(account, day)
  const profits = closed.map(({ trade }) => realizedPnl(trade))
  const balances = reading.kind === 'complete' ? reading.balances : null
  return {
    account,
    at,
    day,
    snapshotId,
    totalEquity: balances?.totalEquity ?? null,
    totalCash: balances?.totalCash ?? null,
    optionBuyingPower: balances?.optionBuyingPower ?? null,
    openTrades: await tx.countUnfinished(account),
    unrealizedOpen,
    realizedToday: profits.reduce<Cents>((sum, profit) => addCents(sum, profit ?? cents(0)), cents(0)),
    unpricedToday: profits.filter((profit) => profit === null).length,
    brokerClosePl: balances?.closePl ?? null,
  }
}
