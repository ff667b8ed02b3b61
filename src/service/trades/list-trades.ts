import { ok, type Result, refuse } from '../../domain/refusal.ts'
import { listedAt, type TradeTotals } from '../../ports/store/trade-query.ts'
import type { AccountView } from '../engine/account-view.ts'
import { cursorOf, placeOf, queryOf, type TradeFilter } from './trade-filter.ts'
import { type TradeRow, tradeRows } from './trade-row.ts'

/** A page of a list. */
export interface TradePage {
  readonly trades: readonly TradeRow[]
  /** Of the next page; null on the last. */
  readonly cursor: string | null
  /** Over the whole filter, not the page. */
  readonly totals: TradeTotals
  /** As `tradesVersion` had it when the page was read. */
  readonly version: number
}

/** Rows of a page, unless another number is asked for, and at most. */
export const PAGE_ROWS = 100
const MOST_ROWS = 500

/**
 * A page of the trades that a filter lets through, the newest end or beginning first. Each trade is in exactly one of
 * the lists active, closed and cancelled. What cannot be read is thrown, and never an empty page.
 *
 * Refuses: those of `queryOf` and `placeOf`, `page_must_have_1_to_500_rows`.
 *
 * @param cursor of the page before; null for the first
 */
export async function listTradePage(
  { work, username, account }: AccountView,
  filter: TradeFilter,
  cursor: string | null,
  rows: number = PAGE_ROWS,
): Promise<Result<TradePage>> {
  const query = queryOf(account, filter)
  if (!query.ok) return query
  const place = placeOf(cursor)
  if (!place.ok) return place
  if (!Number.isSafeInteger(rows) || rows < 1 || rows > MOST_ROWS) {
    return refuse('page_must_have_1_to_500_rows', `A page has 1 to ${MOST_ROWS} rows, not ${rows}.`)
  }
  return work.transact(username, async (tx) => {
    // The version first: a list may be newer than it says, and never older.
    const [version, found, totals] = await Promise.all([
      tx.tradesVersion(account),
      tx.tradePage(query.value, place.value, rows + 1),
      tx.tradeTotals(query.value),
    ])
    const shown = found.slice(0, rows)
    const last = shown.at(-1)
    const isMore = found.length > rows && last !== undefined
    return ok({
      trades: await tradeRows(tx, shown),
      cursor: isMore ? cursorOf({ at: listedAt(last), id: last.trade.id }) : null,
      totals,
      version,
    })
  })
}

/** By what it is known, with one read, that the lists of an account are as they were. */
export function tradesVersion({ work, username, account }: AccountView): Promise<number> {
  return work.transact(username, (tx) => tx.tradesVersion(account))
}
