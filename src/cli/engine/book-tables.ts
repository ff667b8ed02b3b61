import type { Instant } from '../../domain/calendar/instant.ts'
import type { OrderLine, PositionLine } from '../../service/engine/list-books.ts'
import type { TradeLine } from '../../service/engine/trade-line.ts'
import { paintFor } from '../paint.ts'
import type { Screen } from '../shell.ts'
import { columnsThatFit, renderTable, type TextColumn } from '../text-table.ts'
import {
  moneyText,
  netText,
  priceText,
  profitInk,
  profitText,
  shortId,
  spreadText,
  unknownText,
  whenText,
  wordsOf,
} from './engine-text.ts'

type Cell<Row> = (row: Row) => string

function column<Row>(
  rows: readonly Row[],
  head: string,
  cell: Cell<Row>,
  more: Partial<TextColumn> = {},
): TextColumn {
  return { head, cells: rows.map(cell), ...more }
}

const LEFT = { align: 'left' } as const

function table(columns: readonly TextColumn[], screen: Screen): string[] {
  return renderTable(columnsThatFit(columns, screen.columns), paintFor(screen.colour))
}

/** Trades as a table; columns that do not fit are left out from the right. */
export function tradeTable(trades: readonly TradeLine[], now: Instant, screen: Screen): string[] {
  if (trades.length === 0) return ['No trades.']
  const profit = ({ unrealizedCents, realizedCents }: TradeLine): number | null =>
    unrealizedCents ?? realizedCents
  return table(
    [
      column(trades, 'trade', ({ id }) => shortId(id), LEFT),
      column(trades, 'spread', (trade) => spreadText(trade), LEFT),
      column(trades, 'qty', ({ quantity, openQuantity }) =>
        openQuantity > 0 && openQuantity < quantity ? `${openQuantity}/${quantity}` : String(quantity),
      ),
      column(
        trades,
        'status',
        ({ status, flags }) => [wordsOf(status), ...flags.map(wordsOf)].join(', '),
        LEFT,
      ),
      column(trades, 'P&L', (trade) => profitText(profit(trade), screen), {
        ink: (row) => profitInk(profit(trades[row]!)),
      }),
      column(trades, 'entry', ({ entry }) => netText(entry, screen)),
      column(trades, 'closes at', ({ mark, exit }) =>
        exit === null ? priceText(mark, screen) : netText(exit, screen),
      ),
      column(trades, 'opened', ({ openedAt, createdAt }) => whenText(openedAt ?? createdAt, now, screen)),
      column(
        trades,
        'why',
        ({ exitReason, managed }) =>
          exitReason === null ? (managed ? '' : 'not managed') : wordsOf(exitReason),
        LEFT,
      ),
      column(trades, 'max loss', ({ maxLossCents }) => moneyText(maxLossCents, screen)),
    ],
    screen,
  )
}

/** Orders as a table. */
export function orderTable(orders: readonly OrderLine[], now: Instant, screen: Screen): string[] {
  if (orders.length === 0) return ['No orders.']
  return table(
    [
      column(orders, 'order', ({ id }) => id, LEFT),
      column(
        orders,
        'for',
        ({ role, tradeId }) =>
          role === null ? 'not ours' : `${role.toLowerCase()} ${tradeId === null ? '' : shortId(tradeId)}`,
        LEFT,
      ),
      column(orders, 'status', ({ status }) => wordsOf(status), LEFT),
      column(orders, 'filled', ({ quantity, filledQuantity }) => `${filledQuantity}/${quantity}`),
      column(orders, 'limit', ({ limit }) => netText(limit, screen)),
      column(orders, 'cash', ({ cashFlowCents }) => moneyText(cashFlowCents, screen)),
      column(orders, 'at', ({ createdAt }) => whenText(createdAt, now, screen)),
      column(orders, 'legs', ({ legs }) => legs.map(shortLeg).join(' '), LEFT),
    ],
    screen,
  )
}

/** `buy_to_open SPY...` as `+SPY...`, a sale with a minus. */
function shortLeg(leg: string): string {
  const [action = '', symbol = ''] = leg.split(' ')
  return `${action.startsWith('buy') ? '+' : '-'}${symbol}`
}

/** Positions as a table, with the trades that explain them. */
export function positionTable(positions: readonly PositionLine[], screen: Screen): string[] {
  if (positions.length === 0) return ['The broker holds nothing.']
  return table(
    [
      column(positions, 'symbol', ({ symbol }) => symbol, LEFT),
      column(positions, 'side', ({ side }) => side, LEFT),
      column(positions, 'qty', ({ quantity }) => String(quantity)),
      column(positions, 'cost each', ({ costBasisCents }) => moneyText(costBasisCents, screen)),
      column(
        positions,
        'trades',
        ({ trades }) => (trades.length === 0 ? unknownText(screen) : trades.map(shortId).join(' ')),
        LEFT,
      ),
      column(positions, 'unexplained', ({ unclaimed }) => (unclaimed === 0 ? '' : String(unclaimed))),
    ],
    screen,
  )
}
