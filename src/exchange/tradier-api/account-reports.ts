import { epochDay } from '../../domain/calendar/trading-day.ts'
import { parseOccSymbol } from '../../domain/option/occ-symbol.ts'
import type { HistoryEvent } from '../venue/venue-event.ts'
import type { ClosedLot } from '../venue/venue-types.ts'
import type { Market } from '../market/market.ts'
import type { FaceCall, FaceRoom } from './face-call.ts'
import { accountList } from './list-shape.ts'
import { describeOption } from './option-row.ts'
import { pageOf } from './page-of.ts'
import { type Reply, recordReply, textReply } from './reply.ts'
import { newYorkDate } from './wire-time.ts'
import { float, type WireRecord, type WireValue } from './wire-value.ts'

const GAINLOSS_LIMIT = 100
const HISTORY_LIMIT = 25

function closedRow(lot: ClosedLot): WireRecord {
  const gain = lot.proceeds - lot.cost
  const percent = lot.cost === 0 ? 0 : Math.round((gain / Math.abs(lot.cost)) * 10_000) / 100
  const opened = newYorkDate(lot.openedAt)
  const closed = newYorkDate(lot.closedAt)
  return {
    close_date: `${closed}T00:00:00.000Z`,
    cost: float(lot.cost / 100),
    gain_loss: float(gain / 100),
    gain_loss_percent: float(percent),
    open_date: `${opened}T00:00:00.000Z`,
    proceeds: float(lot.proceeds / 100),
    quantity: float(lot.quantity),
    symbol: lot.symbol,
    term: epochDay(closed) - epochDay(opened),
  }
}

/** Whether a row of an instant is in the days asked for, and not of today when reports come nightly. */
function within({ params, now, room }: FaceCall, at: number): boolean {
  const day = newYorkDate(at)
  if (room.switches.nightlyReports && day >= newYorkDate(now)) return false
  return day >= (params.text('start') ?? '') && day <= (params.text('end') ?? '9999')
}

/** The `gainloss` of an account, by closing day, latest first unless asked otherwise. */
export function gainlossValue(call: FaceCall, accountId: string): WireValue {
  const { params, room } = call
  const symbol = params.text('symbol')?.toUpperCase()
  const lots = room.venue
    .closedLots(accountId)
    .filter((lot) => within(call, lot.closedAt) && (symbol === undefined || lot.symbol === symbol))
  const key = params.text('sortBy')?.toLowerCase() === 'opendate' ? 'openedAt' : 'closedAt'
  const ascending = params.text('sort')?.toLowerCase() === 'asc'
  const sorted = [...lots].sort((a, b) => (ascending ? a[key] - b[key] : b[key] - a[key]))
  const page = pageOf(sorted, params.count('page', 1), params.count('limit', GAINLOSS_LIMIT))
  return accountList('closed_position', page.rows.map(closedRow), {
    page: page.page,
    total_pages: page.totalPages,
    total_positions: page.totalRows,
  })
}

/** `GET /accounts/{id}/gainloss`. */
export function accountGainloss(call: FaceCall): Reply {
  return recordReply({ gainloss: gainlossValue(call, call.path['account']!) })
}

/** What was traded, in words; the symbol itself when the market no longer knows it. */
function describe({ symbol }: HistoryEvent, market: Market): string {
  const contract = parseOccSymbol(symbol)
  return contract.ok ? describeOption(contract.value) : (market.underlying(symbol)?.description ?? symbol)
}

function details(event: HistoryEvent, { market, switches }: FaceRoom): WireRecord {
  const { description } = event
  const quantity = float(event.quantity)
  if (event.type === 'trade') {
    const name = event.tradeType === 'equity' ? 'Equity' : 'Option'
    return {
      commission: float(event.commission / 100),
      description: describe(event, market),
      price: float((event.price ?? 0) / 10_000),
      quantity,
      symbol: event.symbol,
      trade_type: switches.tradeTypeCase === 'capital' ? name : name.toLowerCase(),
    }
  }
  return event.type === 'option'
    ? { option_type: event.optionType, description, quantity }
    : { description, quantity }
}

function eventRow(event: HistoryEvent, room: FaceRoom): WireRecord {
  return {
    amount: float(event.amount / 100),
    date: `${newYorkDate(event.at)}T00:00:00Z`,
    type: event.type,
    [event.type]: details(event, room),
  }
}

/** The `history` of an account, latest first. */
export function historyValue(call: FaceCall, accountId: string): WireValue {
  const { params, room } = call
  const types = new Set(params.list('type'))
  const symbol = params.text('symbol')?.toUpperCase()
  const exact = params.flag('exactMatch')
  const isWanted = (event: HistoryEvent): boolean => {
    if (!within(call, event.at) || (types.size > 0 && !types.has(event.type))) return false
    return symbol === undefined || (exact ? event.symbol === symbol : event.symbol.startsWith(symbol))
  }
  const latestFirst = room.venue.history(accountId).filter(isWanted).reverse()
  const page = pageOf(latestFirst, params.count('page', 1), params.count('limit', HISTORY_LIMIT))
  return accountList(
    'event',
    page.rows.map((event) => eventRow(event, room)),
  )
}

/** `GET /accounts/{id}/history`: of live accounts only. */
export function accountHistory(call: FaceCall): Reply {
  if (call.token.personality === 'live') {
    return recordReply({ history: historyValue(call, call.path['account']!) })
  }
  if (call.room.switches.sandboxHistory === 'not_found') return textReply(404, 'Not Found')
  return recordReply({ history: 'null' })
}
