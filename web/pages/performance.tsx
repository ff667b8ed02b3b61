import { ENOUGH_TRADES, type PerformanceView } from '../api/performance-view.ts'
import { HeatMap } from '../ui/heat-map.tsx'
import { Profit } from '../ui/money.tsx'
import { moneyText, percentText, signedMoneyText, UNKNOWN } from '../ui/money-text.ts'
import type { Place } from '../ui/nav-tabs.tsx'
import { Notice } from '../ui/notice.tsx'
import { Panel } from '../ui/panel.tsx'
import { Stat, StatRow } from '../ui/stat.tsx'
import { EquityPanel } from './equity-panel.tsx'
import { PortfolioHead } from './portfolio-head.tsx'
import { SliceTable } from './slice-table.tsx'

const RANGES = ['MTD', 'YTD', '1Y', 'Max'] as const

interface PerformanceProps {
  readonly performance: PerformanceView
  readonly places: readonly Place[]
}

/** How the account did: money first, then ratios where there are enough trades for them. */
export function Performance({ performance, places }: PerformanceProps) {
  const { trades, unknown } = performance
  return (
    <>
      <PortfolioHead places={places} current="Performance" actions={<Ranges />} />
      {trades < ENOUGH_TRADES ? (
        <div className="mb-4">
          <Notice tone="plain" level={2} title={`Too few trades for ratios: ${trades} of ${ENOUGH_TRADES}`}>
            With so few, a win rate says more about luck than about the rules. Sums are shown; ratios follow.
          </Notice>
        </div>
      ) : null}
      <Figures performance={performance} />
      <div className="grid gap-4 xl:grid-cols-2">
        <EquityPanel equity={performance.equity} />
        <Panel title="Month by month" aside="net, by day of closing" className="xl:col-span-2">
          <HeatMap months={performance.months} />
        </Panel>
        <SliceTable title="By strategy" slices={performance.byStrategy} />
        <SliceTable title="By underlying" slices={performance.byUnderlying} />
        <SliceTable title="By exit reason" slices={performance.byReason} />
        <SliceTable title="By days to expiration at entry" slices={performance.byDte} />
      </div>
      <p className="mt-4 text-xs text-muted">
        {trades} closed trades.{' '}
        {unknown === 0
          ? 'All profits are known.'
          : `${unknown} more has no known profit and is in no figure here.`}
      </p>
    </>
  )
}

function Ranges() {
  return (
    <fieldset className="flex">
      <legend className="sr-only">Range</legend>
      {RANGES.map((range) => (
        <label
          key={range}
          className="grid min-h-11 min-w-11 place-items-center rounded-lg px-2 font-medium text-muted has-checked:bg-raised has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-focus"
        >
          <input type="radio" name="range" className="sr-only" defaultChecked={range === 'YTD'} />
          {range}
        </label>
      ))}
    </fieldset>
  )
}

function Figures({ performance }: Pick<PerformanceProps, 'performance'>) {
  const { trades, winRate, profitFactor, expectancyCents, averageWinCents, averageLossCents } = performance
  const enough = trades >= ENOUGH_TRADES
  const sample = `of ${trades} trades`
  return (
    <section aria-label="Figures" className="mb-4 rounded-xl border border-line bg-surface px-4 py-3">
      <StatRow label="Figures of the range">
        <Stat label="Realized, net" note={`${moneyText(performance.feesCents)} fees`}>
          <Profit cents={performance.realizedCents} />
        </Stat>
        <Stat label="Unrealized" note="not in the ratios">
          <Profit cents={performance.unrealizedCents} />
        </Stat>
        <Stat label="Win rate" note={enough ? sample : 'too few trades'}>
          {enough ? percentText(winRate) : UNKNOWN}
        </Stat>
        <Stat label="Profit factor" note={enough ? 'won over lost' : 'too few trades'}>
          {enough && profitFactor !== null ? profitFactor.toFixed(2) : UNKNOWN}
        </Stat>
        <Stat label="Expectancy" note={enough ? 'a trade' : 'too few trades'}>
          {enough ? <Profit cents={expectancyCents} /> : UNKNOWN}
        </Stat>
        <Stat
          label="Average win / loss"
          note={enough ? `worst drawdown ${percentText(performance.worstDrawdown, 1)}` : 'too few trades'}
        >
          {enough && averageWinCents !== null && averageLossCents !== null ? (
            <span className="amount text-base">
              {signedMoneyText(Math.round(averageWinCents)).replace(/\.\d+$/, '')} /{' '}
              {signedMoneyText(Math.round(averageLossCents)).replace(/\.\d+$/, '')}
            </span>
          ) : (
            UNKNOWN
          )}
        </Stat>
      </StatRow>
    </section>
  )
}
