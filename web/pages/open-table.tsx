import { ChevronRight } from 'lucide-react'
import { Fragment, type ReactNode } from 'react'
import type { OpenTradeView, UnderlyingView } from '../api/trade-view.ts'
import { Button } from '../ui/button.tsx'
import { Profit, ProfitShare } from '../ui/money.tsx'
import { priceText, signedNumberText } from '../ui/money-text.ts'
import { ScrollArea } from '../ui/scroll-area.tsx'
import { SortHead } from '../ui/sortable.tsx'
import { type Sorting, sortedBy } from '../ui/sorting.ts'
import { SpreadName, strikesText } from '../ui/spread-name.tsx'
import { OPEN_COLUMNS, type OpenColumn } from './open-columns.tsx'
import type { TradeActions } from './trade-actions.ts'

interface OpenTableProps {
  readonly trades: readonly OpenTradeView[]
  readonly underlyings: readonly UnderlyingView[]
  readonly hidden: ReadonlySet<string>
  readonly sorting: Sorting | null
  readonly onSort: (sorting: Sorting | null) => void
  readonly expanded: string | null
  readonly onExpand: (id: string | null) => void
  readonly actions: TradeActions
  readonly renderDetail: (trade: OpenTradeView) => ReactNode
}

const sumOf = (trades: readonly OpenTradeView[], key: 'unrealizedCents' | 'theta' | 'delta'): number =>
  trades.reduce((sum, trade) => sum + (trade[key] ?? 0), 0)

/** The open trades, by underlying; a trade opens in place. */
export function OpenTable(props: OpenTableProps) {
  const { trades, hidden, sorting, onSort } = props
  const columns = OPEN_COLUMNS.filter(({ id }) => !hidden.has(id))
  const column = OPEN_COLUMNS.find(({ id }) => id === sorting?.column)
  const rows =
    column === undefined || sorting === null ? trades : sortedBy(trades, column.valueOf, sorting.direction)
  const groups = Map.groupBy(rows, ({ underlying }) => underlying)
  return (
    <ScrollArea label="Open trades" className="rounded-xl border border-line bg-surface">
      <table className="w-full text-right text-[0.8125rem]">
        <caption className="sr-only">
          Open trades by underlying; prices per share, sums for the whole trade
        </caption>
        <thead className="border-b border-line text-xs text-muted">
          <tr>
            <th scope="col" className="py-2 pl-4 text-left font-medium">
              Trade
            </th>
            {columns.map(({ id, head, align }) => (
              <SortHead key={id} column={id} sorting={sorting} onSort={onSort} align={align ?? 'right'}>
                {head}
              </SortHead>
            ))}
            <th scope="col" className="pr-4 pl-2">
              <span className="sr-only">Actions</span>
            </th>
          </tr>
        </thead>
        {[...groups].map(([symbol, own]) => (
          <UnderlyingRows key={symbol} {...props} symbol={symbol} trades={own} columns={columns} />
        ))}
        <TotalRow trades={trades} columns={columns} />
      </table>
    </ScrollArea>
  )
}

type RowsProps = OpenTableProps & { readonly columns: readonly OpenColumn[] }

function UnderlyingRows({
  symbol,
  trades,
  underlyings,
  columns,
  ...rest
}: RowsProps & { readonly symbol: string }) {
  const found = underlyings.find((one) => one.symbol === symbol)
  const pnl = columns.findIndex(({ id }) => id === 'pnl')
  // Without the column of profit there is no place for the sum of the group.
  const before = pnl === -1 ? columns.length : pnl
  const marked = trades.filter(({ unrealizedCents }) => unrealizedCents !== null)
  return (
    <tbody className="border-b border-line last-of-type:border-b-0">
      <tr className="bg-page">
        <th scope="rowgroup" colSpan={before + 1} className="h-9 px-4 text-left font-normal">
          <span className="font-semibold">{symbol}</span>{' '}
          <span className="num ml-1 text-muted">{priceText(found?.spot ?? null)}</span>{' '}
          <ProfitShare
            share={found?.changePercent == null ? null : found.changePercent / 100}
            digits={2}
            arrow
          />
        </th>
        <td className="px-2">
          {before < columns.length && marked.length > 1 ? (
            <Profit cents={sumOf(marked, 'unrealizedCents')} />
          ) : null}
        </td>
        <td colSpan={Math.max(1, columns.length - before)} />
      </tr>
      {trades.map((trade) => (
        <Fragment key={trade.id}>
          <TradeRow {...rest} trade={trade} columns={columns} />
          {rest.expanded === trade.id ? (
            <tr>
              <td
                id={`detail-${trade.id}`}
                colSpan={columns.length + 2}
                className="border-t border-line bg-page p-0 text-left"
              >
                {rest.renderDetail(trade)}
              </td>
            </tr>
          ) : null}
        </Fragment>
      ))}
    </tbody>
  )
}

interface TradeRowProps extends Pick<RowsProps, 'columns' | 'expanded' | 'onExpand' | 'actions'> {
  readonly trade: OpenTradeView
}

function TradeRow({ trade, columns, expanded, onExpand, actions }: TradeRowProps) {
  const isOpen = expanded === trade.id
  const name = `${trade.underlying} ${strikesText(trade)}`
  return (
    <tr className={`border-t border-line hover:bg-raised ${trade.mark === null ? 'text-muted' : ''}`}>
      <th scope="row" className="py-0 pr-2 pl-2 text-left font-normal">
        <button
          type="button"
          aria-expanded={isOpen}
          aria-controls={isOpen ? `detail-${trade.id}` : undefined}
          onClick={() => onExpand(isOpen ? null : trade.id)}
          className="inline-flex min-h-11 items-center gap-1.5 text-left"
        >
          <ChevronRight
            aria-hidden="true"
            className={`size-4 text-muted transition-transform ${isOpen ? 'rotate-90' : ''}`}
          />
          <span className="sr-only">{trade.underlying} </span>
          <SpreadName strategy={trade.strategy} strikes={trade.strikes} />
        </button>
      </th>
      {columns.map(({ id, show, align }) => (
        <td key={id} className={`px-2 whitespace-nowrap ${align === 'left' ? 'text-left' : ''}`}>
          {show(trade)}
        </td>
      ))}
      <td className="pr-4 pl-2">
        <Button size="small" kind="quiet" disabled={!trade.can.close} onClick={() => actions.close(trade)}>
          Close…<span className="sr-only"> {name}</span>
        </Button>
      </td>
    </tr>
  )
}

function TotalRow({ trades, columns }: Pick<RowsProps, 'trades' | 'columns'>) {
  const unmarked = trades.filter(({ mark }) => mark === null).length
  const totals: Readonly<Record<string, ReactNode>> = {
    pnl: <Profit cents={sumOf(trades, 'unrealizedCents')} className="font-semibold" />,
    theta: <span className="num">{signedNumberText(sumOf(trades, 'theta'), 2)}</span>,
  }
  return (
    <tfoot className="border-t-2 border-line">
      <tr>
        <th scope="row" className="h-11 pl-4 text-left font-semibold whitespace-nowrap">
          {trades.length} trades
          {unmarked === 0 ? null : (
            <span className="font-normal text-muted">, {unmarked} without a mark left out</span>
          )}
        </th>
        {columns.map(({ id }) => (
          <td key={id} className="px-2 whitespace-nowrap">
            {totals[id] ?? null}
          </td>
        ))}
        <td />
      </tr>
    </tfoot>
  )
}
