import type { ClosedTradeView } from '../api/history-view.ts'
import { Profit } from '../ui/money.tsx'
import { dayText, netPriceText } from '../ui/money-text.ts'
import { SpreadName } from '../ui/spread-name.tsx'
import { provenanceText, reasonText } from '../ui/trade-words.ts'

/** The closed trades on a small screen. */
export function HistoryCards({ trades }: { readonly trades: readonly ClosedTradeView[] }) {
  return (
    <ul className="divide-y divide-line overflow-hidden rounded-xl border border-line bg-surface">
      {trades.map((trade) => (
        <li key={trade.id} className="px-3 py-2.5">
          <div className="flex items-baseline justify-between gap-2">
            <span className="min-w-0 truncate">
              <span className="mr-1.5 font-semibold">{trade.underlying}</span>
              <SpreadName strategy={trade.strategy} strikes={trade.strikes} />
            </span>
            <Profit
              cents={trade.netCents}
              why="it was found closed at the broker, without a fill"
              className="font-semibold"
            />
          </div>
          <div className="num mt-0.5 flex flex-wrap justify-between gap-x-3 text-xs text-muted">
            <span>
              {dayText(trade.closed)} · {trade.daysHeld} days · {netPriceText(trade.entry)} →{' '}
              {netPriceText(trade.exit)}
            </span>
            <span>
              {reasonText(trade.reason)}
              {trade.provenance === 'fill' ? '' : ` · ${provenanceText(trade.provenance)}`}
            </span>
          </div>
        </li>
      ))}
    </ul>
  )
}
