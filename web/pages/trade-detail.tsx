import { lazy, Suspense } from 'react'
import type { OpenTradeView, TradeDetailView } from '../api/trade-view.ts'
import { Button } from '../ui/button.tsx'
import { moneyText, percentText, priceText } from '../ui/money-text.ts'
import { Panel } from '../ui/panel.tsx'
import { PayoffChart } from '../ui/payoff-chart.tsx'
import { BracketPanel } from './bracket-panel.tsx'
import { DecisionPanel, NotesPanel, TimelinePanel } from './detail-log.tsx'
import { ExitRules } from './exit-rules.tsx'
import { LegsTable } from './legs-table.tsx'
import type { TradeActions } from './trade-actions.ts'

// The chart is the largest part of the screens, so it is fetched when a trade is opened first.
const MarksChart = lazy(() =>
  import('./marks-chart.tsx').then(({ MarksChart: found }) => ({ default: found })),
)

interface TradeDetailProps {
  readonly trade: OpenTradeView
  readonly detail: TradeDetailView
  readonly actions: TradeActions
}

/** Everything about one trade, inside its row. */
export function TradeDetail({ trade, detail, actions }: TradeDetailProps) {
  return (
    <div className="grid items-start gap-3 p-3 lg:grid-cols-[minmax(0,7fr)_minmax(0,5fr)] lg:p-4">
      <div className="grid min-w-0 gap-3">
        <PayoffPanel trade={trade} detail={detail} />
        <Panel title="Legs" level={3} aside="per share, our greeks">
          <LegsTable legs={detail.legs} />
        </Panel>
        <Panel title="Profit and loss since entry" level={3} aside="price snapshots">
          <Suspense fallback={<div className="h-[200px]" />}>
            <MarksChart marks={detail.marks} />
          </Suspense>
        </Panel>
        <DecisionPanel decisions={detail.decisions} />
      </div>
      <div className="grid min-w-0 gap-3">
        <Panel
          title="Distance to each exit"
          level={3}
          aside={trade.managed ? 'managed by the engine' : 'exits by hand'}
        >
          <ExitRules exits={detail.exits} managed={trade.managed} />
        </Panel>
        <BracketPanel trade={trade} bracket={detail.bracket} actions={actions} />
        <TimelinePanel timeline={detail.timeline} />
        <NotesPanel note={detail.note} tags={detail.tags} />
      </div>
      <div className="flex flex-wrap justify-end gap-2 lg:col-span-2">
        <Button>{trade.managed ? 'Take over from the engine…' : 'Let the engine manage it…'}</Button>
        <Button disabled={!trade.can.close} kind="primary" onClick={() => actions.close(trade)}>
          Close this trade…
        </Button>
      </div>
    </div>
  )
}

function PayoffPanel({ trade, detail }: Pick<TradeDetailProps, 'trade' | 'detail'>) {
  const { payoff } = detail
  if (payoff === null)
    return (
      <Panel title="Payoff" level={3}>
        <p className="text-muted">No payoff: the entry price of this trade is not known.</p>
      </Panel>
    )
  const { maxProfitCents, maxLossCents, breakevens, chance } = payoff
  const facts = [
    ['Most to gain', maxProfitCents === 'unbounded' ? 'no bound' : moneyText(maxProfitCents)],
    ['Most to lose', moneyText(maxLossCents)],
    [breakevens.length > 1 ? 'Breakevens' : 'Breakeven', breakevens.map(priceText).join(', ')],
    ['Chance of profit', percentText(chance)],
  ] as const
  return (
    <Panel title="Payoff" level={3} aside={`whole trade, ${trade.dte} days to expiration`}>
      <dl className="mb-3 grid grid-cols-2 gap-3 sm:grid-cols-4">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt className="text-xs text-muted">{name}</dt>
            <dd className="num font-semibold">{value}</dd>
          </div>
        ))}
      </dl>
      <PayoffChart payoff={payoff} />
    </Panel>
  )
}
