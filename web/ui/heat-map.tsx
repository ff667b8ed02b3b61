import type { PerformanceView } from '../api/performance-view.ts'
import { signedMoneyText } from './money-text.ts'
import { ScrollArea } from './scroll-area.tsx'

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

const withoutCents = (cents: number): string =>
  signedMoneyText(Math.round(cents / 100) * 100).replace(/\.00$/, '')

/** The wash of a month: the colour of its sign, the stronger the more it made or lost. */
function washOf(cents: number, most: number): string {
  const share = Math.round(35 + 65 * Math.min(1, Math.abs(cents) / most))
  const name = cents >= 0 ? '--gain-wash' : '--loss-wash'
  return `color-mix(in srgb, var(${name}) ${share}%, var(--surface))`
}

/** Profit by month, a table whose cells are tinted. */
export function HeatMap({ months }: Pick<PerformanceView, 'months'>) {
  const most = Math.max(1, ...months.map(({ netCents }) => Math.abs(netCents)))
  const years = [...new Set(months.map(({ month }) => month.slice(0, 4)))].sort()
  return (
    <ScrollArea label="Profit by month">
      <table className="w-full min-w-[46rem] table-fixed border-separate border-spacing-1 text-center text-xs">
        <caption className="sr-only">Net profit by month of closing</caption>
        <thead>
          <tr className="text-muted">
            <th scope="col" className="text-left font-medium">
              Year
            </th>
            {[...MONTHS, 'Year sum'].map((month) => (
              <th key={month} scope="col" className="px-1 font-medium">
                {month}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {years.map((year) => (
            <YearRow key={year} year={year} months={months} most={most} />
          ))}
        </tbody>
      </table>
    </ScrollArea>
  )
}

function YearRow({
  year,
  months,
  most,
}: Pick<PerformanceView, 'months'> & { readonly year: string; readonly most: number }) {
  const own = months.filter(({ month }) => month.startsWith(year))
  const sum = own.reduce((total, { netCents }) => total + netCents, 0)
  return (
    <tr>
      <th scope="row" className="num text-left font-medium">
        {year}
      </th>
      {MONTHS.map((name, i) => {
        const found = own.find(({ month }) => Number(month.slice(5)) === i + 1)
        if (found === undefined)
          return (
            <td key={name} className="rounded-md bg-raised p-2 text-muted">
              <span className="sr-only">no trades</span>
            </td>
          )
        const { netCents, trades } = found
        return (
          <td
            key={name}
            className={`num amount rounded-md p-2 font-medium ${netCents >= 0 ? 'text-gain' : 'text-loss'}`}
            style={{ background: washOf(netCents, most) }}
            title={`${name} ${year}: ${signedMoneyText(netCents)} from ${trades} trades`}
          >
            {withoutCents(netCents)}
          </td>
        )
      })}
      <td className={`num amount p-2 text-right font-semibold ${sum >= 0 ? 'text-gain' : 'text-loss'}`}>
        {withoutCents(sum)}
      </td>
    </tr>
  )
}
