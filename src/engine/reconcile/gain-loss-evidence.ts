import { instant } from '../../domain/calendar/instant.ts'
import { newYorkDayOf } from '../../domain/calendar/new-york-time.ts'
import { type Cents, cents } from '../../domain/money/cents.ts'
import { signOfAction } from '../../domain/option/action.ts'
import { formatOccSymbol } from '../../domain/option/occ-symbol.ts'
import type { Evidence, TradeCommand } from '../../domain/trade/trade-command.ts'
import type { BrokerOrder } from '../../ports/broker-order.ts'
import type { GainLossRow } from '../../ports/broker-reports.ts'
import type { OrderRecord } from '../../ports/store/order-store.ts'
import { wasExercised } from './note-exercised.ts'
import type { TradeRecord } from '../../ports/store/trade-store.ts'

/** What may tell how a trade really ended. */
export interface EvidenceSources {
  /** Orders of the account that are not ours, newest first. */
  readonly foreign: readonly OrderRecord[]
  readonly gainLoss: readonly GainLossRow[]
  readonly evidence: (reference: string) => Evidence
}

/**
 * The price that evidence gives an unknown exit, as the command that records it, or null. An order of a person's that
 * closed exactly this spread comes first, the broker's gain/loss report second; either must account for the whole
 * quantity of every leg and for nothing else, since a price that fits only partly would be a guess. The exit's reason
 * stays what it was.
 */
export function evidencedPrice(record: TradeRecord, sources: EvidenceSources): TradeCommand | null {
  const { trade } = record
  const unknown = trade.exits.find(({ cashFlow }) => cashFlow === null)
  // The report of an exercised option says 0, as if it had been worth nothing: its value went into the shares.
  if (unknown === undefined || wasExercised(record)) return null
  const { key, quantity } = unknown
  const byOrder = sources.foreign.find(({ order }) => closesExactly(record, order, quantity))
  if (byOrder !== undefined && byOrder.order.cashFlow !== null) {
    const { cashFlow, id } = byOrder.order
    const evidence = sources.evidence(`order ${id}`)
    return { type: 'price_evidenced', side: 'exit', key, cashFlow, provenance: 'order_history', evidence }
  }
  const cashFlow = cashOfReport(record, sources.gainLoss, quantity)
  if (cashFlow === null) return null
  const evidence = sources.evidence('gain/loss report')
  return { type: 'price_evidenced', side: 'exit', key, cashFlow, provenance: 'gain_loss', evidence }
}

/** Whether an order closed each leg of the trade in exactly this quantity after the trade was opened. */
function closesExactly({ trade, spread }: TradeRecord, order: BrokerOrder, quantity: number): boolean {
  if (order.legs.length !== spread.legs.length || trade.openedAt === null) return false
  if (order.changedAt < trade.openedAt || order.unbalanced) return false
  return spread.legs.every(({ contract, action, ratio }) => {
    const symbol = formatOccSymbol(contract)
    const closing = signOfAction(action) > 0 ? 'sell_to_close' : 'buy_to_close'
    return order.legs.some(
      (leg) => leg.symbol === symbol && leg.action === closing && leg.filledQuantity === quantity * ratio,
    )
  })
}

/** The exit's cash by the report: proceeds of the legs that were held, less the cost of those that were owed. */
function cashOfReport(
  { trade, spread }: TradeRecord,
  rows: readonly GainLossRow[],
  quantity: number,
): Cents | null {
  if (trade.openedAt === null || trade.closedAt === null) return null
  const opened = newYorkDayOf(instant(trade.openedAt))
  const closed = newYorkDayOf(instant(trade.closedAt))
  let sum = 0
  for (const { contract, action, ratio } of spread.legs) {
    const symbol = formatOccSymbol(contract)
    const own = rows.filter(
      (row) => row.symbol === symbol && row.openedOn === opened && row.closedOn <= closed,
    )
    const contracts = own.reduce((total, row) => total + Math.abs(row.quantity), 0)
    if (contracts !== quantity * ratio) return null
    const held = signOfAction(action) > 0
    sum += own.reduce((total, { proceeds, cost }) => total + (held ? proceeds : -cost), 0)
  }
  return cents(sum)
}
