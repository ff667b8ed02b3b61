import { instant } from '../../domain/calendar/instant.ts'
import { formatNewYork } from '../../domain/calendar/new-york-time.ts'
import { formatPrice } from '../../domain/money/price-text.ts'
import { price } from '../../domain/money/price.ts'
import { ok, type Result } from '../../domain/refusal.ts'
import { listedAt, type TradePlace, type TradeQuery } from '../../ports/store/trade-query.ts'
import type { AccountView } from '../engine/account-view.ts'
import { csvLine } from './csv-text.ts'
import { HOUR_MS } from './hold-time.ts'
import { extremesOf, type TradeExtremes } from './trade-extremes.ts'
import { cursorOf, placeOf, queryOf, type TradeFilter } from './trade-filter.ts'
import { type TradeRow, tradeRows } from './trade-row.ts'

/** A trade as it is exported. */
interface ExportRow {
  readonly row: TradeRow
  readonly extremes: TradeExtremes | null
}

type Cell = string | number | boolean | null

const dollars = (cents: number | null): string | null => (cents === null ? null : (cents / 100).toFixed(2))
const perShare = (units: number | null): string | null => (units === null ? null : formatPrice(price(units)))
const time = (at: number | null): string | null => (at === null ? null : formatNewYork(instant(at)))

/** The columns: amounts in dollars, prices in dollars per share, times as New York shows them. */
const COLUMNS: readonly (readonly [string, (one: ExportRow) => Cell])[] = [
  ['id', ({ row }) => row.id],
  ['account', ({ row }) => row.account],
  ['broker_mode', ({ row }) => row.brokerMode],
  ['origin', ({ row }) => row.origin],
  ['status', ({ row }) => row.status],
  ['version', ({ row }) => row.version],
  ['ticker', ({ row }) => row.underlying],
  ['root', ({ row }) => row.root],
  ['instrument', ({ row }) => row.strategy],
  ['strikes', ({ row }) => row.strikes.map((strike) => formatPrice(strike)).join(' ')],
  ['expiry', ({ row }) => row.expiration],
  ['qty', ({ row }) => row.quantity],
  ['entry_effect', ({ row }) => row.entry?.effect ?? null],
  ['entry_price', ({ row }) => perShare(row.entry?.amount ?? null)],
  ['entry_date', ({ row }) => time(row.openedAt)],
  ['created_at', ({ row }) => time(row.createdAt)],
  ['sl_price', ({ row }) => perShare(row.stopLoss)],
  ['tp_price', ({ row }) => perShare(row.takeProfit)],
  ['current_price', ({ row }) => perShare(row.mark)],
  ['last_updated', ({ row }) => time(row.markedAt)],
  ['unrealized_pnl', ({ row }) => dollars(row.unrealizedCents)],
  ['close_effect', ({ row }) => row.exit?.effect ?? null],
  ['close_price', ({ row }) => perShare(row.exit?.amount ?? null)],
  ['close_date', ({ row }) => time(row.closedAt)],
  ['close_reason', ({ row }) => row.exitReason],
  ['realized_pnl', ({ row }) => dollars(row.realizedCents)],
  [
    'realized_pct',
    ({ row }) => (row.realizedBasisPoints === null ? null : (row.realizedBasisPoints / 100).toFixed(2)),
  ],
  ['fees', ({ row }) => dollars(row.feesCents)],
  ['net_pnl', ({ row }) => dollars(row.netCents)],
  ['max_drawdown', ({ extremes }) => dollars(extremes?.maxDrawdownCents ?? null)],
  ['max_gain', ({ extremes }) => dollars(extremes?.maxGainCents ?? null)],
  ['hold_duration_h', ({ row }) => (row.holdMs === null ? null : (row.holdMs / HOUR_MS).toFixed(2))],
  ['override_count', ({ row }) => row.overrideCount],
  ['strategy', ({ row }) => row.context?.strategy ?? null],
  ['card_score', ({ row }) => row.context?.cardScore ?? null],
  ['ai_score', ({ row }) => row.context?.aiScore ?? null],
  ['ai_verdict', ({ row }) => row.context?.aiVerdict ?? null],
  ['gate_verdict', ({ row }) => row.context?.gateVerdict ?? null],
  ['technical_score', ({ row }) => row.context?.technicalScore ?? null],
  ['sentiment_score', ({ row }) => row.context?.sentimentScore ?? null],
  ['delta_at_entry', ({ row }) => row.context?.deltaAtEntry ?? null],
  ['iv_at_entry', ({ row }) => row.context?.ivAtEntry ?? null],
]

const PAGE_ROWS = 200

async function readPage(
  { work, username }: AccountView,
  query: TradeQuery,
  after: TradePlace | null,
): Promise<{ readonly rows: readonly ExportRow[]; readonly next: TradePlace | null }> {
  return work.transact(username, async (tx) => {
    const records = await tx.tradePage(query, after, PAGE_ROWS)
    const rows = await tradeRows(tx, records)
    const marks = await tx.markExtremes(records.map(({ trade }) => trade.id))
    const of = new Map(marks.map((one) => [one.tradeId, one]))
    const last = records.length < PAGE_ROWS ? undefined : records.at(-1)
    return {
      rows: records.map((record, i) => ({
        row: rows[i]!,
        extremes: extremesOf(record, of.get(record.trade.id)),
      })),
      next: last === undefined ? null : { at: listedAt(last), id: last.trade.id },
    }
  })
}

async function* chunks(
  view: AccountView,
  query: TradeQuery,
  textOf: (rows: readonly ExportRow[], isFirst: boolean, isLast: boolean) => string,
): AsyncGenerator<string> {
  let after: TradePlace | null = null
  for (let isFirst = true; isFirst || after !== null; isFirst = false) {
    const page: Awaited<ReturnType<typeof readPage>> = await readPage(view, query, after)
    after = page.next
    yield textOf(page.rows, isFirst, after === null)
  }
}

function csvOf(rows: readonly ExportRow[], isFirst: boolean): string {
  const head = isFirst ? csvLine(COLUMNS.map(([name]) => name)) : ''
  return head + rows.map((one) => csvLine(COLUMNS.map(([, read]) => read(one)))).join('')
}

function jsonOf(rows: readonly ExportRow[], isFirst: boolean, isLast: boolean): string {
  const texts = rows.map((one) =>
    JSON.stringify(Object.fromEntries(COLUMNS.map(([name, read]) => [name, read(one)]))),
  )
  const joined = texts.length === 0 ? '' : `${isFirst ? '' : ',\n'}${texts.join(',\n')}`
  return `${isFirst ? '[' : ''}${joined}${isLast ? ']\n' : ''}`
}

/**
 * Every trade that a filter lets through as CSV (RFC 4180, with a head, safe to open in a spreadsheet), page by page, so
 * that memory is bounded however many there are. What cannot be read is thrown while it is iterated.
 *
 * Refuses as `queryOf` does.
 */
export function exportCsv(view: AccountView, filter: TradeFilter): Result<AsyncGenerator<string>> {
  const query = queryOf(view.account, filter)
  return query.ok ? ok(chunks(view, query.value, csvOf)) : query
}

/** The same as one JSON list of objects, the names as in the CSV. */
export function exportJson(view: AccountView, filter: TradeFilter): Result<AsyncGenerator<string>> {
  const query = queryOf(view.account, filter)
  return query.ok ? ok(chunks(view, query.value, jsonOf)) : query
}

/** One piece of an export, and the cursor of the next; for whoever cannot hold a transaction of pages open. */
export interface ExportPiece {
  readonly text: string
  readonly cursor: string | null
}

/**
 * One page of an export: the pieces of all pages joined are what `exportCsv` and `exportJson` give.
 *
 * Refuses as `queryOf` and `placeOf` do.
 */
export async function exportPiece(
  view: AccountView,
  filter: TradeFilter,
  format: 'csv' | 'json',
  cursor: string | null,
): Promise<Result<ExportPiece>> {
  const query = queryOf(view.account, filter)
  if (!query.ok) return query
  const place = placeOf(cursor)
  if (!place.ok) return place
  const { rows, next } = await readPage(view, query.value, place.value)
  const text = (format === 'csv' ? csvOf : jsonOf)(rows, cursor === null, next === null)
  return ok({ text, cursor: next === null ? null : cursorOf(next) })
}
