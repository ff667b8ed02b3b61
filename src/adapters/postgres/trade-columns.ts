import { instant } from '../../domain/calendar/instant.ts'
import { newYorkDayOf } from '../../domain/calendar/new-york-time.ts'
import {
  entryPrice,
  exitPrice,
  filledQuantity,
  netPnl,
  openQuantity,
  realizedPnl,
} from '../../domain/trade/trade-figures.ts'
import type { Leg } from '../../domain/option/contract.ts'
import type { TradeEvent } from '../../domain/trade/trade-event.ts'
import {
  expectedVersion,
  firstFillAt,
  type TradeRecord,
  type TradeSave,
} from '../../ports/store/trade-store.ts'
import { columnsOf } from './column.ts'

function dayOf(at: number | null) {
  return at === null ? null : newYorkDayOf(instant(at))
}

/** Columns of `trades`; the figures are the domain's, of the facts that are stored beside them. */
export const TRADE_COLUMNS = columnsOf<TradeSave>({
  id: ['text', ({ record }) => record.trade.id],
  account: ['text', ({ record }) => record.account],
  version: ['integer', ({ record }) => record.trade.version],
  status: ['text', ({ record }) => record.trade.status],
  origin: ['text', ({ record }) => record.trade.origin],
  managed: ['boolean', ({ record }) => record.trade.managed],
  linked_to: ['text', ({ record }) => record.trade.linkedTo],
  proposal_id: ['text', ({ record }) => record.proposalId],
  strategy: ['text', ({ record }) => record.spread.strategy],
  underlying: ['text', ({ record }) => record.spread.underlying],
  root: ['text', ({ record }) => record.spread.root],
  expiration: ['date', ({ record }) => record.spread.expiration],
  quantity: ['integer', ({ record }) => record.trade.quantity],
  multiplier: ['integer', ({ record }) => record.trade.multiplier],
  filled_quantity: ['integer', ({ record }) => filledQuantity(record.trade)],
  open_quantity: ['integer', ({ record }) => openQuantity(record.trade)],
  entry_effect: ['text', ({ record }) => entryPrice(record.trade)?.effect],
  entry_price: ['bigint', ({ record }) => entryPrice(record.trade)?.amount],
  exit_effect: ['text', ({ record }) => exitPrice(record.trade)?.effect],
  exit_price: ['bigint', ({ record }) => exitPrice(record.trade)?.amount],
  realized_pnl: ['bigint', ({ record }) => realizedPnl(record.trade)],
  fees: ['bigint', ({ record }) => record.trade.fees],
  net_pnl: ['bigint', ({ record }) => netPnl(record.trade)],
  max_profit: ['bigint', ({ record }) => record.maxProfit],
  max_loss: ['bigint', ({ record }) => record.maxLoss],
  reserve: ['bigint', ({ record }) => record.reserve],
  iv_entry: ['double precision', ({ record }) => record.ivEntry],
  underlying_entry: ['bigint', ({ record }) => record.underlyingEntry],
  flags: ['jsonb', ({ record }) => record.trade.flags],
  exit_reason: ['text', ({ record }) => record.trade.exitReason],
  created_at: ['timestamptz', ({ record }) => record.createdAt],
  opened_at: ['timestamptz', ({ record }) => record.trade.openedAt],
  closed_at: ['timestamptz', ({ record }) => record.trade.closedAt],
  opened_on: ['date', (save) => dayOf(firstFillAt(save))],
  closed_on: ['date', ({ record: { trade } }) => (trade.status === 'CLOSED' ? dayOf(trade.closedAt) : null)],
  facts: ['jsonb', ({ record }) => record],
})

/** The version that a save must find, beside the columns that it writes. */
export const SAVE_COLUMNS = [
  ...TRADE_COLUMNS,
  ...columnsOf<TradeSave>({ expected: ['integer', expectedVersion] }),
]

interface TradeLegRow {
  readonly record: TradeRecord
  readonly ordinal: number
  readonly leg: Leg
}

/** The legs of a trade as rows. */
export function tradeLegRows(record: TradeRecord): TradeLegRow[] {
  return record.spread.legs.map((leg, ordinal) => ({ record, ordinal, leg }))
}

export const TRADE_LEG_COLUMNS = columnsOf<TradeLegRow>({
  trade_id: ['text', ({ record }) => record.trade.id],
  ordinal: ['integer', ({ ordinal }) => ordinal],
  root: ['text', ({ leg }) => leg.contract.root],
  expiration: ['date', ({ leg }) => leg.contract.expiration],
  option_type: ['text', ({ leg }) => leg.contract.type],
  strike: ['bigint', ({ leg }) => leg.contract.strike],
  action: ['text', ({ leg }) => leg.action],
  ratio: ['integer', ({ leg }) => leg.ratio],
})

interface TransitionRow {
  readonly tradeId: string
  readonly ordinal: number
  readonly event: TradeEvent
}

/** The events of a save as rows; the ordinal tells those of one version apart. */
export function transitionRows({ record, events }: TradeSave): TransitionRow[] {
  return events.map((event, ordinal) => ({ tradeId: record.trade.id, ordinal, event }))
}

function statusChange({ event }: TransitionRow) {
  return event.type === 'status_changed' ? event : null
}

export const TRANSITION_COLUMNS = columnsOf<TransitionRow>({
  trade_id: ['text', ({ tradeId }) => tradeId],
  version: ['integer', ({ event }) => event.version],
  ordinal: ['integer', ({ ordinal }) => ordinal],
  type: ['text', ({ event }) => event.type],
  from_status: ['text', (row) => statusChange(row)?.from],
  to_status: ['text', (row) => statusChange(row)?.to],
  trigger: ['text', (row) => statusChange(row)?.trigger],
  exit_reason: ['text', (row) => statusChange(row)?.exitReason],
  actor: ['text', ({ event }) => event.evidence.actor],
  at: ['timestamptz', ({ event }) => event.evidence.at],
  snapshot_id: ['text', ({ event }) => event.evidence.snapshotId],
  reference: ['text', ({ event }) => event.evidence.reference],
  event: ['jsonb', ({ event }) => event],
})
