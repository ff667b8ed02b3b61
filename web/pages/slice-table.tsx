import { ENOUGH_TRADES, type PerformanceSlice } from '../api/performance-view.ts'
import { Profit } from '../ui/money.tsx'
import { percentText } from '../ui/money-text.ts'
import { Panel } from '../ui/panel.tsx'

interface SliceTableProps {
  readonly title: string
  readonly slices: readonly PerformanceSlice[]
}

/** The trades by one property. A win rate of few trades is not shown. */
export function SliceTable({ title, slices }: SliceTableProps) {
  return (
    <Panel title={title}>
      <table className="w-full text-right text-[0.8125rem]">
        <thead className="text-xs text-muted">
          <tr>
            <th scope="col" className="pb-2 text-left font-medium">
              <span className="sr-only">Name</span>
            </th>
            <th scope="col" className="pb-2 font-medium">
              Trades
            </th>
            <th scope="col" className="pb-2 font-medium">
              Win rate
            </th>
            <th scope="col" className="pb-2 font-medium">
              Net
            </th>
          </tr>
        </thead>
        <tbody>
          {slices.map(({ name, trades, wins, netCents }) => (
            <tr key={name} className="border-t border-line">
              <th scope="row" className="py-2 pr-2 text-left font-normal first-letter:uppercase">
                {name}
              </th>
              <td className="num">{trades}</td>
              <td className="num text-muted">
                {trades < ENOUGH_TRADES ? (
                  <span className="text-xs">too few</span>
                ) : (
                  percentText(wins / trades)
                )}
              </td>
              <td>
                <Profit cents={netCents} className="font-medium" />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  )
}
