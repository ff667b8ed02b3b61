import type { AccountView } from '../../../src/service/engine/account-view.ts'
import { buildMarketCalendar } from '../../../src/domain/calendar/market-calendar.ts'
import { type Instant, instant } from '../../../src/domain/calendar/instant.ts'
import { cents } from '../../../src/domain/money/cents.ts'
import { beginTrade } from '../../../src/domain/trade/trade.ts'
import type { Store } from '../../../src/ports/store/store.ts'
import { type CallerContext, NO_CONTEXT } from '../../../src/ports/store/hand-terms.ts'
import type { TradeRecord } from '../../../src/ports/store/trade-store.ts'
import { ACCOUNT, accountRecord, CALL_500, OPEN } from '../../conformance/store/sample-records.ts'
import { evidence, told, tradeRecord } from '../../conformance/store/sample-trades.ts'

export const USER = 'reader'

/** A view on a store whose clock stands still. */
export function viewOf(store: Store, now: number = OPEN): AccountView {
  return {
    username: USER,
    account: ACCOUNT,
    mode: 'PAPER',
    work: store,
    clock: { now: () => instant(now) },
    calendar: buildMarketCalendar(2025, 2027),
    preset: [],
  }
}

/** A long call of some contracts, not yet filled. */
export function longCall(
  id: string,
  quantity = 1,
  context: Partial<CallerContext> = {},
  at = OPEN,
): TradeRecord {
  const trade = beginTrade({ id, origin: 'MANUAL', managed: true, quantity, multiplier: 100 })
  return tradeRecord(trade, {
    createdAt: at,
    spread: {
      strategy: 'LONG_CALL',
      underlying: 'SPY',
      root: 'SPY',
      expiration: CALL_500.expiration,
      legs: [{ contract: CALL_500, ratio: 1, action: 'buy_to_open' }],
    },
    hand: { stopLoss: null, takeProfit: null, overrideCount: 0, context: { ...NO_CONTEXT, ...context } },
  })
}

/** A store with the account. */
export async function withAccount(store: Store): Promise<Store> {
  await store.transact(USER, (tx) => tx.insertAccount(accountRecord()))
  return store
}

/** Fills a trade for an amount, and closes it for another when one is given; cents, null for a price nobody knows. */
export async function live(
  store: Store,
  record: TradeRecord,
  paid: number,
  out?: { readonly at: number; readonly cash: number | null },
  openedAt: number = OPEN,
): Promise<void> {
  const { id, quantity } = record.trade
  const seen = evidence(openedAt)
  const filled = {
    type: 'entry_filled',
    orderId: 'o1',
    filledQuantity: quantity,
    cashFlow: cents(-paid),
    evidence: seen,
  } as const
  const exit = out === undefined ? [] : exitOf(id, quantity, out)
  await store.transact(USER, async (tx) => {
    await tx.insertTrade(record)
    await tx.saveTrades([told(record, filled, ...exit)])
  })
}

function exitOf(
  id: string,
  quantity: number,
  { at, cash }: { readonly at: number; readonly cash: number | null },
) {
  const seen = evidence(at)
  if (cash === null) return [{ type: 'flat_at_broker', evidence: seen }] as const
  const orderId = `x-${id}`
  return [
    { type: 'exit_requested', orderId, quantity, reason: 'MANUAL_CLOSE', evidence: seen },
    { type: 'exit_filled', orderId, filledQuantity: quantity, cashFlow: cents(cash), evidence: seen },
  ] as const
}

/** An instant of a day of New York in September 2026, when it is four hours behind. */
export function newYork(day: number, hour: number, minute = 0): Instant {
  return instant(Date.UTC(2026, 8, day, hour + 4, minute))
}
