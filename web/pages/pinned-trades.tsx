import type { OpenTradeView } from '../api/trade-view.ts'
import { StateChip } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { Profit } from '../ui/money.tsx'
import { dayText } from '../ui/money-text.ts'
import { Notice } from '../ui/notice.tsx'
import { strikesText } from '../ui/spread-name.tsx'
import { shortStrategy, statesOf } from '../ui/trade-words.ts'
import type { TradeActions } from './trade-actions.ts'

interface PinnedTradesProps {
  readonly trades: readonly OpenTradeView[]
  readonly actions: TradeActions
}

/** Trades in trouble stand above everything else until a person has dealt with them. */
export function PinnedTrades({ trades, actions }: PinnedTradesProps) {
  if (trades.length === 0) return null
  return (
    <section aria-labelledby="needs-you" className="mb-4">
      <h2 id="needs-you" className="mb-2 text-sm font-semibold">
        Needs you <span className="num font-normal text-muted">{trades.length}</span>
      </h2>
      <ul className="grid gap-2 lg:grid-cols-2">
        {trades.map((trade) => (
          <li key={trade.id}>
            <PinnedTrade trade={trade} actions={actions} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function PinnedTrade({ trade, actions }: { readonly trade: OpenTradeView; readonly actions: TradeActions }) {
  const { underlying, strategy, expiration, can } = trade
  const name = `${underlying} ${strikesText(trade)} ${shortStrategy(strategy).toLowerCase()}, ${dayText(expiration)}`
  return (
    <Notice
      tone="danger"
      title={name}
      actions={
        <>
          <Button size="small" disabled={!can.close} onClick={() => actions.close(trade)}>
            Close…<span className="sr-only"> {name}</span>
          </Button>
          {can.acknowledge ? (
            <Button size="small" onClick={() => actions.acknowledge(trade)}>
              Acknowledge<span className="sr-only"> {name}</span>
            </Button>
          ) : can.adjust ? (
            <Button size="small" onClick={() => actions.adjust(trade)}>
              Protect…<span className="sr-only"> {name}</span>
            </Button>
          ) : null}
        </>
      }
    >
      <span className="mb-1 flex flex-wrap items-center gap-2">
        {statesOf(trade.status, trade.flags).map((state) => (
          <StateChip key={state.word} {...state} />
        ))}
        <Profit cents={trade.unrealizedCents} className="font-semibold" />
      </span>
      {trade.trouble}
    </Notice>
  )
}
