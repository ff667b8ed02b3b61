import { newYorkOffsetMinutes } from '../../src/domain/calendar/new-york-time.ts'
import type { TradeDetailView } from '../api/trade-view.ts'
import { LineChart } from '../ui/line-chart.tsx'
import { dayTimeText, signedMoneyText } from '../ui/money-text.ts'

/** The profit of a trade over its price snapshots. */
export function MarksChart({ marks }: Pick<TradeDetailView, 'marks'>) {
  const known = marks.filter(({ pnl }) => pnl !== null)
  if (known.length < 2) return <p className="text-muted">Fewer than two price snapshots so far.</p>
  const values = known.map(({ pnl }) => pnl!)
  const last = known.at(-1)!
  const summary =
    `From ${dayTimeText(known[0]!.at)} to ${dayTimeText(last.at)} New York time: now ${signedMoneyText(last.pnl)}, ` +
    `best ${signedMoneyText(Math.max(...values))}, worst ${signedMoneyText(Math.min(...values))}.`
  const points = marks.map(({ at, pnl }) => ({ time: at / 1000 + newYorkOffsetMinutes(at) * 60, value: pnl }))
  return (
    <>
      <LineChart points={points} unit="cents" baseline={0} height={200} summary={summary} intraday />
      <p className="num mt-2 text-xs text-muted" aria-hidden="true">
        Best {signedMoneyText(Math.max(...values))}, worst {signedMoneyText(Math.min(...values))}
      </p>
    </>
  )
}
