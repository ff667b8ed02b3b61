import type { OpenTradeView, TradeDetailView } from '../api/trade-view.ts'
import { Button } from '../ui/button.tsx'
import { priceText } from '../ui/money-text.ts'
import { Panel } from '../ui/panel.tsx'
import type { TradeActions } from './trade-actions.ts'

interface BracketPanelProps {
  readonly trade: OpenTradeView
  readonly bracket: TradeDetailView['bracket']
  readonly actions: TradeActions
}

/** The stop and the take-profit that rest at the broker, and how to change them. */
export function BracketPanel({ trade, bracket, actions }: BracketPanelProps) {
  const rows = [
    ['Take-profit', bracket?.takeProfit ?? null],
    ['Stop', bracket?.stopLoss ?? null],
  ] as const
  return (
    <Panel
      title="Protection at the broker"
      level={3}
      aside={
        <Button size="small" disabled={!trade.can.adjust} onClick={() => actions.adjust(trade)}>
          Adjust…
        </Button>
      }
    >
      {bracket === null ? (
        <p className="max-w-[60ch] text-muted">
          {trade.managed
            ? 'No orders rest at the broker for this spread: the engine watches it each minute and closes it by its rules. Prices that you set here are watched too.'
            : 'No stop and no take-profit rest at the broker.'}
        </p>
      ) : (
        <dl className="grid grid-cols-2 gap-3">
          {rows.map(([name, value]) => (
            <div key={name}>
              <dt className="text-xs text-muted">{name}</dt>
              <dd className="num font-semibold">{priceText(value)}</dd>
            </div>
          ))}
        </dl>
      )}
    </Panel>
  )
}
