import { describeStrike } from '../../src/domain/option/describe-contract.ts'
import type { ChainCell, ChainView, TicketView } from '../api/chain-view.ts'
import { percentText, priceText, signedNumberText } from '../ui/money-text.ts'
import { ScrollArea } from '../ui/scroll-area.tsx'
import { useNarrow } from '../ui/use-narrow.ts'

interface ChainTableProps {
  readonly chain: ChainView
  readonly picked: TicketView['picked']
}

const HEADS = ['Delta', 'IV', 'Bid', 'Ask'] as const

/** Calls and puts around the money. A press on a bid sells, on an ask buys. */
export function ChainTable({ chain, picked }: ChainTableProps) {
  const { rows, spot } = chain
  const narrow = useNarrow()
  return (
    <ScrollArea label="Option chain" className="rounded-xl border border-line bg-surface">
      <table className="w-full text-center text-[0.8125rem]">
        <caption className="sr-only">
          Calls on the left, puts on the right of the strike. A bid sells the option, an ask buys it.
        </caption>
        <ChainHead narrow={narrow} />
        <tbody>
          {rows.map((row) => {
            const sideOf = (type: 'call' | 'put') =>
              picked.find((one) => one.strike === row.strike && one.type === type)?.side ?? null
            const inside = 'bg-page'
            return (
              <tr key={row.strike} className="border-t border-line first:border-t-0">
                <Cells
                  cell={row.call}
                  name={`${describeStrike(row.strike)} call`}
                  side={sideOf('call')}
                  tint={row.strike < spot ? inside : ''}
                />
                <th scope="row" className="num border-x border-line px-3 font-semibold">
                  {describeStrike(row.strike)}
                </th>
                <Cells
                  cell={row.put}
                  name={`${describeStrike(row.strike)} put`}
                  side={sideOf('put')}
                  tint={row.strike > spot ? inside : ''}
                  mirrored
                />
              </tr>
            )
          })}
        </tbody>
      </table>
    </ScrollArea>
  )
}

function ChainHead({ narrow }: { readonly narrow: boolean }) {
  // Without room for the greeks, the prices stay.
  const heads = narrow ? HEADS.slice(2) : HEADS
  return (
    <thead className="border-b border-line text-xs text-muted">
      <tr>
        <th scope="colgroup" colSpan={narrow ? 2 : 4} className="pt-2 font-semibold text-ink">
          Calls
        </th>
        <td />
        <th scope="colgroup" colSpan={narrow ? 2 : 4} className="pt-2 font-semibold text-ink">
          Puts
        </th>
      </tr>
      <tr>
        {heads.map((head) => (
          <th key={`call ${head}`} scope="col" className="py-1.5 font-medium">
            {head}
          </th>
        ))}
        <th scope="col" className="font-medium">
          Strike
        </th>
        {[...heads].reverse().map((head) => (
          <th key={`put ${head}`} scope="col" className="font-medium">
            {head}
          </th>
        ))}
      </tr>
    </thead>
  )
}

interface CellsProps {
  readonly cell: ChainCell
  readonly name: string
  readonly side: 'buy' | 'sell' | null
  readonly tint: string
  readonly mirrored?: boolean
}

function Cells({ cell, name, side, tint, mirrored = false }: CellsProps) {
  const cells = [
    <td key="delta" className={`num px-2 text-muted max-md:hidden ${tint}`}>
      {signedNumberText(cell.delta, 2)}
    </td>,
    <td key="iv" className={`num px-2 text-muted max-md:hidden ${tint}`}>
      {percentText(cell.volatility, 1)}
    </td>,
    <td key="bid" className={`px-0.5 ${tint}`}>
      <Pick verb="Sell" name={name} text={priceText(cell.bid)} chosen={side === 'sell'} />
    </td>,
    <td key="ask" className={`px-0.5 ${tint}`}>
      <Pick verb="Buy" name={name} text={priceText(cell.ask)} chosen={side === 'buy'} />
    </td>,
  ]
  return mirrored ? cells.reverse() : cells
}

interface PickProps {
  readonly verb: 'Buy' | 'Sell'
  readonly name: string
  readonly text: string
  readonly chosen: boolean
}

const CHOSEN = {
  Buy: "bg-primary font-semibold text-on-primary after:content-['_B']",
  Sell: "bg-primary font-semibold text-on-primary after:content-['_S']",
} as const

function Pick({ verb, name, text, chosen }: PickProps) {
  return (
    <button
      type="button"
      aria-pressed={chosen}
      aria-label={`${verb} the ${name} at ${text}`}
      className={`num min-h-9 w-full min-w-14 rounded-md px-2 max-md:min-h-11 pointer-coarse:min-h-11 ${chosen ? CHOSEN[verb] : 'hover:bg-raised'}`}
    >
      {text}
    </button>
  )
}
