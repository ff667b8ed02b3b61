import type { Instant } from '../../domain/calendar/instant.ts'
import { newYorkDayOf } from '../../domain/calendar/new-york-time.ts'
import type { TradingDay } from '../../domain/calendar/trading-day.ts'
import { addCents, type Cents, cents, negateCents, scaleCents } from '../../domain/money/cents.ts'
import { CONTRACT_MULTIPLIER } from '../../domain/money/premium.ts'
import { divideCeil } from '../../domain/money/rounding.ts'
import { coveringShares } from '../../domain/option/held-quantity.ts'
import { underlyingOfRoot } from '../../domain/option/product.ts'
import type { Exposure, RestingOrder } from '../../domain/risk/exposure.ts'
import { cashFlowOf } from '../../domain/spread/net-price.ts'
import { filledQuantity, openQuantity, realizedPnl } from '../../domain/trade/trade-figures.ts'
import { isFinal } from '../../domain/trade/trade-status.ts'
import { allocatePositions, signedPositions } from '../exits/allocate-positions.ts'
import type { BookLine, ExposureBook } from './exposure-book.ts'
import type { OrderTicket } from '../../ports/order-ticket.ts'
import type { OrderIntent } from '../../ports/store/intent-store.ts'
import type { PositionRow } from '../../ports/store/position-reader.ts'
import type { StoreTransaction } from '../../ports/store/store.ts'
import type { LimitTrades, TradeRecord } from '../../ports/store/trade-store.ts'

/** Closed trades that are looked back on for losses in a row. */
const LOOKED_BACK = 50

/** What the limits count, as it is stored. */
export interface LimitReads extends LimitTrades {
  readonly day: TradingDay
  readonly positions: readonly PositionRow[]
  /** Intents that may still fill. */
  readonly intents: readonly OrderIntent[]
}

/**
 * Reads what the limits count, each thing once, in the transaction at hand.
 *
 * @param since trades that were begun from then on are listed by themselves
 */
export async function readLimits(
  tx: StoreTransaction,
  account: string,
  now: Instant,
  since: Instant,
): Promise<LimitReads> {
  const day = newYorkDayOf(now)
  const [trades, positions, intents] = await Promise.all([
    tx.tradesForLimits({ account, day, lookBack: LOOKED_BACK, since }),
    tx.positions(account),
    tx.unsettledIntents(account),
  ])
  return { ...trades, day, positions, intents }
}

/**
 * Everything that the limits count, read in the entry's own transaction and under the account's lock: open and working
 * trades, intents that may still fill, what the broker holds that no trade explains, and the day's results.
 *
 * @param seenAt when the newest complete snapshot was read: what was reserved since then, the broker does not show yet
 */
export async function readExposureBook(
  tx: StoreTransaction,
  account: string,
  now: Instant,
  seenAt: Instant,
): Promise<ExposureBook> {
  return exposureBookOf(await readLimits(tx, account, now, now), seenAt)
}

/**
 * The book of what was read.
 *
 * @param seenAt as of `readExposureBook`
 */
export function exposureBookOf(
  { day, unfinished, opened, closed, recent, positions, intents }: LimitReads,
  seenAt: Instant,
): ExposureBook {
  const lines = [
    ...unfinished.map((record) => lineOf(record, seenAt)),
    ...opened.filter(({ trade }) => isFinal(trade.status)).map((record) => lineOf(record, seenAt)),
    ...unclaimedLines(unfinished, positions),
  ]
  return {
    day,
    lines,
    ...resultsOf(closed),
    lossesInARow: lossesInARow(recent),
    exposure: exposureOf(positions, intents),
  }
}

function lineOf(record: TradeRecord, seenAt: Instant): BookLine {
  const { trade, spread, reserve, createdAt } = record
  const kind = kindOf(record)
  const exposed = kind === 'working' || kind === 'unknown' ? trade.quantity : openQuantity(trade)
  return {
    id: trade.id,
    kind,
    underlying: spread.underlying,
    expiration: spread.expiration,
    strategy: spread.strategy,
    legs: spread.legs,
    quantity: exposed,
    filledQuantity: filledQuantity(trade),
    risk: riskOf(record, kind),
    unseenBuyingPower: createdAt > seenAt ? reserve : cents(0),
    enteredOn: trade.origin === 'IMPORTED' ? null : newYorkDayOf(createdAt),
  }
}

function kindOf({ trade }: TradeRecord): BookLine['kind'] {
  if (isFinal(trade.status)) return 'finished'
  if (trade.status !== 'ENTRY_PENDING' && trade.status !== 'PARTIALLY_FILLED') return 'open'
  return trade.flags.includes('UNKNOWN_OUTCOME') ? 'unknown' : 'working'
}

/** What is held at its greatest loss, rounded up; of an entry that works, all that it reserved. */
function riskOf({ trade, reserve, maxLoss }: TradeRecord, kind: BookLine['kind']): Cents | null {
  if (kind === 'working' || kind === 'unknown') return reserve
  if (maxLoss === null) return kind === 'finished' ? reserve : null
  const [open, filled] = [openQuantity(trade), filledQuantity(trade)]
  return kind === 'finished' || filled === 0 ? maxLoss : cents(divideCeil(maxLoss * open, filled))
}

/** Options that the broker holds and no trade of ours explains: a long one may lose what it cost, a short one unknown. */
function unclaimedLines(unfinished: readonly TradeRecord[], rows: readonly PositionRow[]): BookLine[] {
  const { unclaimed } = allocatePositions(unfinished, signedPositions(rows))
  return rows.flatMap((row): BookLine[] => {
    const extra = unclaimed.get(row.symbol) ?? 0
    if (row.contract === null || extra === 0 || extra > 0 !== (row.side === 'long')) return []
    const quantity = Math.abs(extra)
    const paid = row.costBasisPerContract
    const action = extra > 0 ? 'buy_to_open' : 'sell_to_open'
    return [
      {
        id: row.symbol,
        kind: 'open',
        underlying: underlyingOfRoot(row.contract.root),
        expiration: row.contract.expiration,
        strategy: null,
        legs: [{ contract: row.contract, ratio: 1, action }],
        quantity,
        filledQuantity: quantity,
        risk: extra > 0 && paid !== null ? scaleCents(paid, quantity) : null,
        unseenBuyingPower: cents(0),
        enteredOn: null,
      },
    ]
  })
}

function resultsOf(closed: readonly TradeRecord[]): { realizedToday: Cents; unpricedToday: Cents } {
  let [realizedToday, unpricedToday] = [cents(0), cents(0)]
  for (const { trade, maxLoss } of closed) {
    const profit = realizedPnl(trade)
    if (profit === null) unpricedToday = addCents(unpricedToday, maxLoss ?? cents(0))
    else realizedToday = addCents(realizedToday, profit)
  }
  return { realizedToday, unpricedToday }
}

/** C-38: counted from the newest back, to the first trade that did not lose. Unpriced ones are passed over. */
function lossesInARow(recent: readonly TradeRecord[]): number {
  const closed = recent
    .filter(({ trade }) => trade.status === 'CLOSED' && realizedPnl(trade) !== null)
    .toSorted((a, b) => (b.trade.closedAt ?? 0) - (a.trade.closedAt ?? 0))
  const first = closed.findIndex(({ trade }) => (realizedPnl(trade) ?? 0) >= 0)
  return first === -1 ? closed.length : first
}

function exposureOf(rows: readonly PositionRow[], intents: readonly OrderIntent[]): Exposure {
  return {
    options: rows.flatMap(({ contract, side, quantity, costBasisPerContract: paid }) =>
      contract === null
        ? []
        : [
            {
              contract,
              quantity: side === 'long' ? quantity : -quantity,
              multiplier: CONTRACT_MULTIPLIER,
              cashFlow: paid === null ? null : negateCents(scaleCents(paid, quantity)),
            },
          ],
    ),
    shares: rows.flatMap(({ contract, symbol, side, quantity, costBasisPerContract: paid }) =>
      contract !== null || symbol.length > 6
        ? []
        : [
            {
              underlying: symbol,
              shares: coveringShares(side === 'long' ? quantity : -quantity),
              cashFlow: paid === null ? null : negateCents(cents(Math.round(paid * quantity))),
            },
          ],
    ),
    orders: intents.flatMap(({ id, ticket, filledQuantity: filled }) => restingOrder(id, ticket, filled)),
  }
}

/** What may still fill of an order of ours; of an OCO the side that takes profit stands for both. */
function restingOrder(id: string, ticket: OrderTicket, filled: number): RestingOrder[] {
  if (ticket.kind === 'oco') return restingOrder(id, ticket.takeProfit, filled)
  if (ticket.kind === 'otoco') return restingOrder(id, ticket.entry, filled)
  const quantity = ticket.quantity - filled
  if (quantity <= 0) return []
  const base = { id, ocoGroup: null, quantity, multiplier: CONTRACT_MULTIPLIER, cashFlowPerSpread: null }
  if (ticket.kind === 'spread') {
    return [
      {
        ...base,
        legs: ticket.legs,
        cashFlowPerSpread: ticket.limit === null ? null : cashFlowOf(ticket.limit, 1),
      },
    ]
  }
  return [{ ...base, legs: [{ contract: ticket.contract, ratio: 1, action: ticket.action }] }]
}
