import type { ReactNode } from 'react'
import type { OpenTradeView } from '../api/trade-view.ts'
import { StateChip } from '../ui/badge.tsx'
import { DistanceBar } from '../ui/distance-bar.tsx'
import { Profit, ProfitShare } from '../ui/money.tsx'
import { dayText, netPriceText, signedNumberText, UNKNOWN } from '../ui/money-text.ts'
import { statesOf } from '../ui/trade-words.ts'

/** A column of the open trades: its head, what it is sorted by, and what it shows. */
export interface OpenColumn {
  readonly id: string
  readonly head: string
  readonly valueOf: (trade: OpenTradeView) => number | string | null
  readonly show: (trade: OpenTradeView) => ReactNode
  readonly align?: 'left'
}

/** The profit as a share of the most that the trade can make. */
export function shareOfMaximum({ unrealizedCents, maxProfitCents }: OpenTradeView): number | null {
  if (unrealizedCents === null || maxProfitCents === null || maxProfitCents === 'unbounded') return null
  return unrealizedCents / maxProfitCents
}

const quantity = ({ openQuantity, quantity: wanted }: OpenTradeView): string =>
  openQuantity === wanted ? String(wanted) : `${openQuantity} of ${wanted}`

function NextExit({ trade }: { readonly trade: OpenTradeView }) {
  const { nextExit, managed } = trade
  if (nextExit === null) return <span className="text-muted">{managed ? UNKNOWN : 'By hand'}</span>
  return (
    <span className="block w-32 pr-2">
      <span className="mb-1 block text-xs">{nextExit.rule}</span>
      <DistanceBar {...nextExit} />
    </span>
  )
}

/** Every column that the open trades can show, in their order. */
export const OPEN_COLUMNS: readonly OpenColumn[] = [
  {
    id: 'expiration',
    head: 'Expires',
    valueOf: ({ expiration }) => expiration,
    show: ({ expiration }) => <span className="num">{dayText(expiration)}</span>,
  },
  {
    id: 'dte',
    head: 'DTE',
    valueOf: ({ dte }) => dte,
    show: ({ dte }) => <span className="num">{dte === 0 ? '0 (today)' : dte}</span>,
  },
  {
    id: 'quantity',
    head: 'Qty',
    valueOf: ({ openQuantity }) => openQuantity,
    show: (trade) => <span className="num">{quantity(trade)}</span>,
  },
  {
    id: 'entry',
    head: 'Entry',
    valueOf: ({ entry }) => entry?.amount ?? null,
    show: ({ entry }) => <span className="num">{netPriceText(entry)}</span>,
  },
  {
    id: 'mark',
    head: 'Mark',
    valueOf: ({ mark }) => mark?.amount ?? null,
    show: ({ mark }) => <span className="num">{netPriceText(mark)}</span>,
  },
  {
    id: 'pnl',
    head: 'P&L',
    valueOf: ({ unrealizedCents }) => unrealizedCents,
    show: ({ unrealizedCents }) => (
      <Profit cents={unrealizedCents} why="its quotes are too old to use" className="font-semibold" />
    ),
  },
  {
    id: 'share',
    head: '% of max',
    valueOf: shareOfMaximum,
    show: (trade) => (
      <ProfitShare
        share={shareOfMaximum(trade)}
        why={
          trade.maxProfitCents === 'unbounded' ? 'its profit has no maximum' : 'its quotes are too old to use'
        }
      />
    ),
  },
  {
    id: 'delta',
    head: 'Delta',
    valueOf: ({ delta }) => delta,
    show: ({ delta }) => <span className="num">{signedNumberText(delta, 1)}</span>,
  },
  {
    id: 'theta',
    head: 'Theta/day',
    valueOf: ({ theta }) => theta,
    show: ({ theta }) => <span className="num">{signedNumberText(theta, 2)}</span>,
  },
  {
    id: 'exit',
    head: 'Nearest exit',
    align: 'left',
    valueOf: ({ nextExit }) => nextExit?.nearness ?? null,
    show: (trade) => <NextExit trade={trade} />,
  },
  {
    id: 'state',
    head: 'State',
    align: 'left',
    valueOf: ({ status }) => status,
    show: ({ status, flags }) => (
      <span className="flex flex-wrap gap-1">
        {statesOf(status, flags).map((state) => (
          <StateChip key={state.word} {...state} />
        ))}
      </span>
    ),
  },
]
