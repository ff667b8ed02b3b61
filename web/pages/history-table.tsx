import { type ReactNode, useState } from 'react'
import type { ClosedTradeView } from '../api/history-view.ts'
import { Profit } from '../ui/money.tsx'
import { dayText, moneyText, netPriceText } from '../ui/money-text.ts'
import { ScrollArea } from '../ui/scroll-area.tsx'
import { SortHead } from '../ui/sortable.tsx'
import { type Sorting, sortedBy } from '../ui/sorting.ts'
import { SpreadName } from '../ui/spread-name.tsx'
import { provenanceText, reasonText } from '../ui/trade-words.ts'

interface HistoryColumn {
  readonly id: string
  readonly head: string
  readonly valueOf: (trade: ClosedTradeView) => number | string | null
  readonly show: (trade: ClosedTradeView) => ReactNode
  readonly align?: 'left'
}

const COLUMNS: readonly HistoryColumn[] = [
  {
    id: 'closed',
    head: 'Closed',
    align: 'left',
    valueOf: ({ closed }) => closed,
    show: ({ closed }) => <span className="num">{dayText(closed)}</span>,
  },
  {
    id: 'trade',
    head: 'Trade',
    align: 'left',
    valueOf: ({ underlying }) => underlying,
    show: (trade) => (
      <>
        <span className="mr-2 font-semibold">{trade.underlying}</span>
        <SpreadName strategy={trade.strategy} strikes={trade.strikes} />
      </>
    ),
  },
  {
    id: 'quantity',
    head: 'Qty',
    valueOf: ({ quantity }) => quantity,
    show: ({ quantity }) => <span className="num">{quantity}</span>,
  },
  {
    id: 'opened',
    head: 'Opened',
    valueOf: ({ opened }) => opened,
    show: ({ opened }) => <span className="num">{dayText(opened)}</span>,
  },
  {
    id: 'held',
    head: 'Held',
    valueOf: ({ daysHeld }) => daysHeld,
    show: ({ daysHeld }) => <span className="num">{daysHeld} d</span>,
  },
  {
    id: 'entry',
    head: 'Entry',
    valueOf: ({ entry }) => entry?.amount ?? null,
    show: ({ entry }) => <span className="num">{netPriceText(entry)}</span>,
  },
  {
    id: 'exit',
    head: 'Exit',
    valueOf: ({ exit }) => exit?.amount ?? null,
    show: ({ exit }) => <span className="num">{netPriceText(exit)}</span>,
  },
  {
    id: 'fees',
    head: 'Fees',
    valueOf: ({ feesCents }) => feesCents,
    show: ({ feesCents }) => <span className="num amount">{moneyText(feesCents)}</span>,
  },
  {
    id: 'net',
    head: 'Net P&L',
    valueOf: ({ netCents }) => netCents,
    show: ({ netCents }) => (
      <Profit
        cents={netCents}
        className="font-semibold"
        why="the position was found closed at the broker, without a fill"
      />
    ),
  },
  {
    id: 'reason',
    head: 'Reason',
    align: 'left',
    valueOf: ({ reason }) => reason,
    show: ({ reason }) => reasonText(reason),
  },
  {
    id: 'provenance',
    head: 'Vouched by',
    align: 'left',
    valueOf: ({ provenance }) => provenance,
    show: ({ provenance }) => (
      <span className={provenance === null ? 'font-medium text-warn' : 'text-muted'}>
        {provenanceText(provenance)}
      </span>
    ),
  },
]

/** The closed trades as a table. */
export function HistoryTable({ trades }: { readonly trades: readonly ClosedTradeView[] }) {
  const [sorting, setSorting] = useState<Sorting | null>({ column: 'closed', direction: 'descending' })
  const column = COLUMNS.find(({ id }) => id === sorting?.column)
  const rows =
    column === undefined || sorting === null ? trades : sortedBy(trades, column.valueOf, sorting.direction)
  return (
    <ScrollArea label="Closed trades" className="rounded-xl border border-line bg-surface">
      <table className="w-full text-right text-[0.8125rem]">
        <caption className="sr-only">
          Closed trades; prices per share, profit for the whole trade after fees
        </caption>
        <thead className="border-b border-line text-xs text-muted">
          <tr>
            {COLUMNS.map(({ id, head, align }) => (
              <SortHead key={id} column={id} sorting={sorting} onSort={setSorting} align={align ?? 'right'}>
                {head}
              </SortHead>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {rows.map((trade) => (
            <tr key={trade.id} className="hover:bg-raised">
              {COLUMNS.map(({ id, show, align }) => (
                <td
                  key={id}
                  className={`h-10 px-2 whitespace-nowrap first:pl-4 last:pr-4 ${align === 'left' ? 'text-left' : ''}`}
                >
                  {show(trade)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollArea>
  )
}
