import type { TradingDay } from '../../../domain/calendar/trading-day.ts'
import type { BrokerRead } from '../../../ports/broker-fault.ts'
import type { GainLossRow, HistoryRow } from '../../../ports/broker-reports.ts'
import { fault } from '../faults.ts'
import { listOf } from '../wire/list.ts'
import { WIRE_CLOSED, WIRE_EVENT, type WireEvent } from '../wire/report.ts'
import { centsOf } from './account.ts'
import { standardContract } from './symbol.ts'

/** Rows of one page, and whether another follows. */
export interface ReportPage<Row> {
  readonly rows: readonly Row[]
  readonly isFull: boolean
}

function closedRow(row: unknown): GainLossRow | null {
  const read = WIRE_CLOSED.safeParse(row)
  if (!read.success) return null
  const { symbol, quantity, open_date, close_date } = read.data
  const [cost, proceeds, gainLoss] = [read.data.cost, read.data.proceeds, read.data.gain_loss].map(centsOf)
  if (cost == null || proceeds == null || gainLoss == null) return null
  return {
    symbol,
    contract: standardContract(symbol),
    quantity,
    cost,
    proceeds,
    gainLoss,
    openedOn: open_date as TradingDay,
    closedOn: close_date as TradingDay,
  }
}

function kindOf(event: WireEvent): HistoryRow['kind'] {
  if (event.type === 'trade') return 'trade'
  const kind = event.option?.option_type ?? ''
  if (/^assign/i.test(kind)) return 'assignment'
  if (/^exercise/i.test(kind)) return 'exercise'
  return /^(expir|optexp)/i.test(kind) ? 'expired' : 'other'
}

function eventRow(row: unknown): HistoryRow | null {
  const read = WIRE_EVENT.safeParse(row)
  const amount = centsOf(read.data?.amount ?? null)
  if (!read.success || amount === null) return null
  const event = read.data
  const details = event.trade ?? event.option ?? event
  return {
    day: event.date as TradingDay,
    kind: kindOf(event),
    symbol: details.symbol,
    description: details.description ?? '',
    amount,
    quantity: details.quantity ?? 0,
  }
}

function pageOf<Row>(
  answer: unknown,
  [outer, inner]: readonly [string, string],
  rowOf: (row: unknown) => Row | null,
  limit: number,
): BrokerRead<ReportPage<Row>> {
  const list = listOf(answer, outer, inner)
  const rows = list?.rows.map(rowOf).filter((row) => row !== null)
  if (list === null || rows === undefined || rows.length < list.rows.length) {
    return fault('malformed', `${outer}_unreadable`, `The ${outer} cannot be read.`)
  }
  return { ok: true, value: { rows, isFull: rows.length >= limit } }
}

/** A page of closed lots. */
export function gainLossPage(answer: unknown, limit: number): BrokerRead<ReportPage<GainLossRow>> {
  return pageOf(answer, ['gainloss', 'closed_position'], closedRow, limit)
}

/** A page of the history. */
export function historyPage(answer: unknown, limit: number): BrokerRead<ReportPage<HistoryRow>> {
  return pageOf(answer, ['history', 'event'], eventRow, limit)
}
