import type { LegView } from '../api/trade-view.ts'
import { percentText, priceText, signedNumberText } from '../ui/money-text.ts'
import { ScrollArea } from '../ui/scroll-area.tsx'

const GREEKS = [
  ['Delta', 'delta', 3],
  ['Gamma', 'gamma', 4],
  ['Theta', 'theta', 3],
  ['Vega', 'vega', 3],
] as const

/** The legs with their quotes and greeks. */
export function LegsTable({ legs }: { readonly legs: readonly LegView[] }) {
  return (
    <ScrollArea label="Table of the legs">
      <table className="w-full text-right text-[0.8125rem]">
        <thead className="text-xs text-muted">
          <tr>
            <th scope="col" className="pb-2 text-left font-medium">
              Contract
            </th>
            {['Qty', 'Bid', 'Ask', 'IV', ...GREEKS.map(([name]) => name)].map((name) => (
              <th key={name} scope="col" className="pb-2 pl-3 font-medium">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {legs.map(({ occSymbol, quantity, description, bid, ask, volatility, greeks }) => (
            <tr key={occSymbol} className="border-t border-line">
              <th scope="row" className="py-2 pr-2 text-left font-normal whitespace-nowrap" title={occSymbol}>
                {description}
              </th>
              <td className="num pl-3">{signedNumberText(quantity, 0)}</td>
              <td className="num pl-3">{priceText(bid)}</td>
              <td className="num pl-3">{priceText(ask)}</td>
              <td className="num pl-3">{percentText(volatility, 1)}</td>
              {GREEKS.map(([name, key, digits]) => (
                <td key={name} className="num pl-3">
                  {signedNumberText(greeks[key], digits)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollArea>
  )
}
