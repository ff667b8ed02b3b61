import { Download } from 'lucide-react'
import { useState } from 'react'
import type { ClosedTradeView, HistoryView } from '../api/history-view.ts'
import { Button } from '../ui/button.tsx'
import { Profit } from '../ui/money.tsx'
import { moneyText } from '../ui/money-text.ts'
import type { Place } from '../ui/nav-tabs.tsx'
import { Empty } from '../ui/notice.tsx'
import { Stat, StatRow } from '../ui/stat.tsx'
import { useNarrow } from '../ui/use-narrow.ts'
import { HistoryCards } from './history-cards.tsx'
import { HistoryTable } from './history-table.tsx'
import { PortfolioHead } from './portfolio-head.tsx'

const OUTCOMES = ['All', 'Wins', 'Losses', 'Expired', 'Unknown'] as const
type Outcome = (typeof OUTCOMES)[number]

function matches({ netCents, reason }: ClosedTradeView, outcome: Outcome): boolean {
  if (outcome === 'Wins') return netCents !== null && netCents > 0
  if (outcome === 'Losses') return netCents !== null && netCents <= 0
  if (outcome === 'Expired') return reason === 'EXPIRED'
  return outcome === 'All' || netCents === null
}

interface HistoryProps {
  readonly history: HistoryView
  readonly places: readonly Place[]
}

/** The trades that are over, and what they came to. */
export function History({ history, places }: HistoryProps) {
  const [outcome, setOutcome] = useState<Outcome>('All')
  const narrow = useNarrow()
  const trades = history.trades.filter((trade) => matches(trade, outcome))
  return (
    <>
      <PortfolioHead
        places={places}
        current="Trade history"
        actions={
          <>
            <Button kind="quiet">
              <Download aria-hidden="true" className="size-4" /> CSV
            </Button>
            <Button kind="quiet">
              <Download aria-hidden="true" className="size-4" /> JSON
            </Button>
          </>
        }
      />
      <HistoryFilter outcome={outcome} onOutcome={setOutcome} />
      <HistorySums history={history} />
      {trades.length === 0 ? (
        <Empty
          title="No trade matches"
          action={<Button onClick={() => setOutcome('All')}>Clear filters</Button>}
        >
          No closed trade of this range is among “{outcome}”. {history.total} trades are hidden by the filter.
        </Empty>
      ) : narrow ? (
        <HistoryCards trades={trades} />
      ) : (
        <HistoryTable trades={trades} />
      )}
    </>
  )
}

interface HistoryFilterProps {
  readonly outcome: Outcome
  readonly onOutcome: (outcome: Outcome) => void
}

function HistoryFilter({ outcome, onOutcome }: HistoryFilterProps) {
  return (
    <div className="mb-4 flex flex-wrap items-end gap-3">
      <fieldset className="flex w-full min-w-0 overflow-x-auto sm:w-auto rounded-lg border border-line-strong bg-surface">
        <legend className="sr-only">Outcome</legend>
        {OUTCOMES.map((name) => (
          <label
            key={name}
            className="flex min-h-11 items-center border-l border-line px-3 font-medium first:border-l-0 has-checked:bg-primary has-checked:text-on-primary has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-focus"
          >
            <input
              type="radio"
              name="outcome"
              className="sr-only"
              checked={name === outcome}
              onChange={() => onOutcome(name)}
            />
            {name}
          </label>
        ))}
      </fieldset>
      <label className="flex flex-col gap-1 text-xs text-muted">
        Strategy
        <select className="field w-44! text-sm text-ink">
          <option>All strategies</option>
          <option>Bull put</option>
          <option>Bear call</option>
          <option>Bull call</option>
        </select>
      </label>
      <label className="flex flex-col gap-1 text-xs text-muted">
        Closed
        <select className="field w-40! text-sm text-ink">
          <option>This year</option>
          <option>This month</option>
          <option>Last 30 days</option>
          <option>All time</option>
        </select>
      </label>
    </div>
  )
}

function HistorySums({ history }: Pick<HistoryProps, 'history'>) {
  const { netCents, feesCents, wins, losses, unknown, total } = history
  return (
    <section aria-label="Sums" className="mb-4 rounded-xl border border-line bg-surface px-4 py-3">
      <StatRow label="Sums of the filtered trades">
        <Stat label="Net profit" note="after fees">
          <Profit cents={netCents} />
        </Stat>
        <Stat label="Fees">
          <span className="amount">{moneyText(feesCents)}</span>
        </Stat>
        <Stat label="Trades">{total}</Stat>
        <Stat label="Wins">{wins}</Stat>
        <Stat label="Losses">{losses}</Stat>
        <Stat label="Profit unknown" note="in no sum">
          {unknown}
        </Stat>
      </StatRow>
    </section>
  )
}
