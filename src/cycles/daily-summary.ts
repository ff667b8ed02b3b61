import { newYorkDayOf } from '../domain/calendar/new-york-time.ts'
import { cents } from '../domain/money/cents.ts'
import { realizedPnl } from '../domain/trade/trade-figures.ts'
import type { DailySummaryRecord } from '../ports/store/price-snapshot-store.ts'
import type { TradeRecord } from '../ports/store/trade-store.ts'
import type { AccountEngine } from './account-engine.ts'

/** What the day came to, in trades and cents, from our fills; trades without a price are counted, never reckoned. */
export async function summarizeDay(engine: AccountEngine): Promise<DailySummaryRecord> {
  const { store, username, account, clock, log } = engine.context
  const generatedAt = clock.now()
  const day = newYorkDayOf(generatedAt)
  const record = await store.transact(username, async (tx) => {
    const closed = await tx.tradesClosedOn(account, day)
    const opened = await tx.tradesOpenedOn(account, day)
    const standing = await tx.latestAccountSnapshot(account)
    const summary = {
      opened: opened.length,
      ...resultsOf(closed),
      openTrades: (await tx.unfinishedTrades(account)).length,
      openBreaks: (await tx.openBreaks(account)).length,
      equity: standing?.totalEquity ?? null,
      unrealized: standing?.unrealizedOpen ?? null,
    }
    const made = { account, day, generatedAt, summary }
    await tx.putDailySummary(made)
    return made
  })
  log.write('info', '[dailySummary]', day, record.summary)
  return record
}

function resultsOf(closed: readonly TradeRecord[]) {
  const profits = closed.map(({ trade }) => realizedPnl(trade))
  const known = profits.filter((profit) => profit !== null)
  return {
    closed: closed.length,
    won: known.filter((profit) => profit > 0).length,
    lost: known.filter((profit) => profit < 0).length,
    unpriced: profits.length - known.length,
    realized: known.reduce((sum, profit) => cents(sum + profit), cents(0)),
  }
}
