import { ChevronDown } from 'lucide-react'
import type { ReactNode } from 'react'
import type { OpenTradeView, UnderlyingView } from '../api/trade-view.ts'
import { StateChip } from '../ui/badge.tsx'
import { DistanceBar } from '../ui/distance-bar.tsx'
import { Profit, ProfitShare } from '../ui/money.tsx'
import { dayText, priceText } from '../ui/money-text.ts'
import { SpreadName } from '../ui/spread-name.tsx'
import { statesOf, unitOf } from '../ui/trade-words.ts'
import { shareOfMaximum } from './open-columns.tsx'

interface OpenCardsProps {
  readonly trades: readonly OpenTradeView[]
  readonly underlyings: readonly UnderlyingView[]
  readonly expanded: string | null
  readonly onExpand: (id: string | null) => void
  readonly renderDetail: (trade: OpenTradeView) => ReactNode
}

/** The open trades on a small screen: one card each, which opens in place. */
export function OpenCards({ trades, underlyings, ...rest }: OpenCardsProps) {
  const groups = Map.groupBy(trades, ({ underlying }) => underlying)
  return (
    <div className="flex flex-col gap-4">
      {[...groups].map(([symbol, own]) => {
        const found = underlyings.find((one) => one.symbol === symbol)
        return (
          <section key={symbol} aria-label={symbol}>
            <h2 className="mb-1.5 flex items-baseline gap-2 px-1">
              <span className="font-semibold">{symbol}</span>
              <span className="num text-xs text-muted">{priceText(found?.spot ?? null)}</span>
              <span className="text-xs">
                <ProfitShare
                  share={found?.changePercent == null ? null : found.changePercent / 100}
                  digits={2}
                  arrow
                />
              </span>
            </h2>
            <ul className="divide-y divide-line overflow-hidden rounded-xl border border-line bg-surface">
              {own.map((trade) => (
                <li key={trade.id}>
                  <TradeCard trade={trade} {...rest} />
                </li>
              ))}
            </ul>
          </section>
        )
      })}
    </div>
  )
}

type TradeCardProps = Omit<OpenCardsProps, 'trades' | 'underlyings'> & { readonly trade: OpenTradeView }

function TradeCard({ trade, expanded, onExpand, renderDetail }: TradeCardProps) {
  const isOpen = expanded === trade.id
  return (
    <>
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => onExpand(isOpen ? null : trade.id)}
        className="block w-full px-3 py-2.5 text-left"
      >
        <span className="flex items-baseline justify-between gap-2">
          <span className="min-w-0 truncate">
            <SpreadName strategy={trade.strategy} strikes={trade.strikes} />
          </span>
          <Profit
            cents={trade.unrealizedCents}
            why="its quotes are too old to use"
            className="text-base font-semibold"
          />
        </span>
        <span className="mt-0.5 flex items-baseline justify-between gap-2 text-xs text-muted">
          <span className="num">
            {unitOf(trade.strategy, trade.openQuantity)} · {dayText(trade.expiration)} · {trade.dte} days
          </span>
          <span>
            <ProfitShare share={shareOfMaximum(trade)} why="no share of a maximum" />
            {shareOfMaximum(trade) === null ? null : ' of max'}
          </span>
        </span>
        <CardFoot trade={trade} isOpen={isOpen} />
      </button>
      {isOpen ? <div className="border-t border-line bg-page">{renderDetail(trade)}</div> : null}
    </>
  )
}

function CardFoot({ trade, isOpen }: Pick<TradeCardProps, 'trade'> & { readonly isOpen: boolean }) {
  const { nextExit } = trade
  return (
    <span className="mt-2 flex items-center justify-between gap-3">
      <span className="flex flex-wrap gap-1">
        {statesOf(trade.status, trade.flags).map((state) => (
          <StateChip key={state.word} {...state} />
        ))}
      </span>
      <span className="flex items-center gap-2 text-xs text-muted">
        {nextExit === null ? null : (
          <>
            {nextExit.rule}
            <span className="w-14">
              <DistanceBar {...nextExit} />
            </span>
          </>
        )}
        <ChevronDown
          aria-hidden="true"
          className={`size-4 transition-transform ${isOpen ? 'rotate-180' : ''}`}
        />
      </span>
    </span>
  )
}
