import { lazy, Suspense } from 'react'
import type { PerformanceView } from '../api/performance-view.ts'
import { fullDayText, moneyText, percentText } from '../ui/money-text.ts'
import { Panel } from '../ui/panel.tsx'

const LineChart = lazy(() =>
  import('../ui/line-chart.tsx').then(({ LineChart: found }) => ({ default: found })),
)

const secondsOf = (day: string): number => Date.parse(`${day}T00:00:00Z`) / 1000

/** What the account was worth at each close, and how far that was below its peak. */
export function EquityPanel({ equity }: Pick<PerformanceView, 'equity'>) {
  const first = equity[0]
  const last = equity.at(-1)
  if (first === undefined || last === undefined)
    return (
      <Panel title="Equity">
        <p className="text-muted">No close yet: the curve begins with the first evening.</p>
      </Panel>
    )
  const worst = Math.min(...equity.map(({ drawdown }) => drawdown))
  const line = equity.map(({ day, cents }) => ({ time: secondsOf(day), value: cents }))
  const below = equity.map(({ day, drawdown }) => ({ time: secondsOf(day), value: drawdown }))
  return (
    <>
      <Panel title="Equity" aside={`${moneyText(first.cents)} to ${moneyText(last.cents)}`}>
        <Suspense fallback={<div className="h-[220px]" />}>
          <LineChart
            points={line}
            unit="cents"
            baseline={first.cents}
            height={220}
            summary={`Equity at each close from ${fullDayText(first.day)}, ${moneyText(first.cents)}, to ${fullDayText(last.day)}, ${moneyText(last.cents)}.`}
          />
        </Suspense>
      </Panel>
      <Panel title="Drawdown" aside={`worst ${percentText(worst, 2)}`}>
        <Suspense fallback={<div className="h-[220px]" />}>
          <LineChart
            points={below}
            unit="share"
            baseline={0}
            height={220}
            summary={`Distance of equity below its peak; the worst was ${percentText(worst, 2)}.`}
          />
        </Suspense>
      </Panel>
    </>
  )
}
