import { cents, type Cents } from '../../domain/money/cents.ts'
import { absPrice, type Price } from '../../domain/money/price.ts'
import { divideHalfEven } from '../../domain/money/rounding.ts'
import { totalCashFlow } from '../../domain/trade/execution.ts'
import { netPnl, realizedPnl } from '../../domain/trade/trade-figures.ts'
import { isFinal } from '../../domain/trade/trade-status.ts'
import type { BrokerEnvironment } from '../../ports/broker-account.ts'
import type { CallerContext } from '../../ports/store/hand-terms.ts'
import type { StoreTransaction } from '../../ports/store/store.ts'
import type { TradeRecord } from '../../ports/store/trade-store.ts'
import { tradeLines } from '../engine/list-books.ts'
import type { TradeLine } from '../engine/trade-line.ts'

/** A trade in a list. What nobody knows is null. */
export interface TradeRow extends TradeLine {
  /** The optimistic lock: whoever changes the trade names it. */
  readonly version: number
  /** Nothing of it changes any more. */
  readonly locked: boolean
  readonly account: string
  readonly brokerMode: BrokerEnvironment
  /** Premiums per share at which it is given up or taken home, at least 0; null without. */
  readonly stopLoss: Price | null
  readonly takeProfit: Price | null
  /** What the broker has accepted of it; null when nothing of it stands there. */
  readonly bracket: { readonly stopLoss: Price | null; readonly takeProfit: Price | null } | null
  readonly overrideCount: number
  readonly context: CallerContext | null
  readonly feesCents: Cents | null
  readonly netCents: Cents | null
  /** Realized profit over what was paid, or over the greatest loss of what brought a credit; of a closed trade. */
  readonly realizedBasisPoints: number | null
  /** From the first fill to the close; null while it is open. */
  readonly holdMs: number | null
}

/** Profit over what was put up, in basis points to the nearest; null while either is unknown or nothing was put up. */
function returnOf({ trade, maxLoss }: TradeRecord): number | null {
  const profit = realizedPnl(trade)
  const cash = totalCashFlow(trade.entries)
  if (profit === null || cash === null) return null
  const putUp = cash < 0 ? cents(0 - cash) : maxLoss
  return putUp === null || putUp === 0 ? null : divideHalfEven(profit * 10_000, putUp)
}

function rowOf(record: TradeRecord, line: TradeLine): TradeRow {
  const { trade, hand, account } = record
  const [environment = ''] = account.split(':')
  const premium = (closing: Price | null | undefined) => (closing == null ? null : absPrice(closing))
  const isClosed = trade.status === 'CLOSED'
  return {
    ...line,
    version: trade.version,
    locked: isFinal(trade.status),
    account,
    brokerMode: environment as BrokerEnvironment,
    stopLoss: premium(hand?.stopLoss),
    takeProfit: premium(hand?.takeProfit),
    bracket: trade.bracket,
    overrideCount: hand?.overrideCount ?? 0,
    context: hand?.context ?? null,
    feesCents: trade.fees,
    netCents: isClosed ? netPnl(trade) : null,
    realizedBasisPoints: isClosed ? returnOf(record) : null,
    holdMs: isClosed && trade.openedAt !== null ? trade.closedAt! - trade.openedAt : null,
  }
}

/** The rows of some trades, in a fixed number of reads. */
export async function tradeRows(
  tx: StoreTransaction,
  records: readonly TradeRecord[],
): Promise<readonly TradeRow[]> {
  const lines = await tradeLines(tx, records)
  return records.map((record, i) => rowOf(record, lines[i]!))
}
