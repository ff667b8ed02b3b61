import { Columns3, RefreshCw } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { OpenBook } from '../api/portfolio-source.ts'
import type { OpenTradeView } from '../api/trade-view.ts'
import { Button } from '../ui/button.tsx'
import { Menu, MenuCheck } from '../ui/menu.tsx'
import type { Place } from '../ui/nav-tabs.tsx'
import { Empty } from '../ui/notice.tsx'
import type { Sorting } from '../ui/sorting.ts'
import { useNarrow } from '../ui/use-narrow.ts'
import { AccountFiguresRow } from './account-figures.tsx'
import { OpenCards } from './open-cards.tsx'
import { OPEN_COLUMNS } from './open-columns.tsx'
import { OpenTable } from './open-table.tsx'
import { PinnedTrades } from './pinned-trades.tsx'
import { PortfolioHead } from './portfolio-head.tsx'
import type { TradeActions } from './trade-actions.ts'

/** What of the open trades is shown, as the address keeps it. */
export interface OpenView {
  readonly sorting: Sorting | null
  readonly expanded: string | null
  readonly filter: string
}

interface OpenPositionsProps {
  readonly book: OpenBook
  readonly view: OpenView
  readonly onView: (view: OpenView) => void
  readonly places: readonly Place[]
  readonly actions: TradeActions
  readonly renderDetail: (trade: OpenTradeView) => ReactNode
}

const matches = ({ underlying, strategy, status }: OpenTradeView, text: string): boolean =>
  `${underlying} ${strategy} ${status}`.toLowerCase().includes(text.trim().toLowerCase())

/** The open positions: what needs a person first, then everything by underlying. */
export function OpenPositions({ book, view, onView, places, actions, renderDetail }: OpenPositionsProps) {
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set())
  const narrow = useNarrow()
  const trades = book.trades.filter((trade) => matches(trade, view.filter))
  const shared = {
    trades,
    underlyings: book.underlyings,
    expanded: view.expanded,
    onExpand: (expanded: string | null) => onView({ ...view, expanded }),
    renderDetail,
  }
  return (
    <>
      <PortfolioHead
        places={places}
        current="Open positions"
        actions={
          <OpenTools view={view} onView={onView} hidden={hidden} onHidden={setHidden} narrow={narrow} />
        }
      />
      <AccountFiguresRow figures={book.figures} />
      <PinnedTrades trades={book.trades.filter(({ trouble }) => trouble !== null)} actions={actions} />
      {trades.length === 0 ? (
        <Empty
          title="No trade matches"
          action={<Button onClick={() => onView({ ...view, filter: '' })}>Clear the filter</Button>}
        >
          The filter “{view.filter}” hides all {book.trades.length} open trades.
        </Empty>
      ) : narrow ? (
        <OpenCards {...shared} />
      ) : (
        <OpenTable
          {...shared}
          hidden={hidden}
          sorting={view.sorting}
          onSort={(sorting) => onView({ ...view, sorting })}
          actions={actions}
        />
      )}
    </>
  )
}

interface OpenToolsProps {
  readonly view: OpenView
  readonly onView: (view: OpenView) => void
  readonly hidden: ReadonlySet<string>
  readonly onHidden: (hidden: ReadonlySet<string>) => void
  readonly narrow: boolean
}

function OpenTools({ view, onView, hidden, onHidden, narrow }: OpenToolsProps) {
  return (
    <>
      <input
        type="search"
        aria-label="Filter trades"
        aria-keyshortcuts="/"
        placeholder="Filter"
        value={view.filter}
        onChange={(event) => onView({ ...view, filter: event.target.value })}
        className="field w-36! max-sm:hidden"
      />
      {narrow ? null : (
        <Menu
          trigger={
            <Button kind="quiet">
              <Columns3 aria-hidden="true" className="size-4" /> Columns
            </Button>
          }
        >
          {OPEN_COLUMNS.map(({ id, head }) => (
            <MenuCheck
              key={id}
              checked={!hidden.has(id)}
              onCheckedChange={(shown) =>
                onHidden(shown ? new Set([...hidden].filter((one) => one !== id)) : new Set([...hidden, id]))
              }
            >
              {head}
            </MenuCheck>
          ))}
        </Menu>
      )}
      <Button kind="quiet">
        <RefreshCw aria-hidden="true" className="size-4" />
        <span className="max-sm:sr-only">Refresh all</span>
      </Button>
    </>
  )
}
