import { CircleCheck, CircleX } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import type { ChainView, TicketView } from '../api/chain-view.ts'
import { Button } from '../ui/button.tsx'
import { dayText, moneyText, netPriceText, priceText } from '../ui/money-text.ts'
import { Panel } from '../ui/panel.tsx'
import { PayoffChart } from '../ui/payoff-chart.tsx'
import { ChainTable } from './chain-table.tsx'

interface TradeTicketProps {
  readonly chain: ChainView
  readonly ticket: TicketView
}

/** Puts a trade together: pick from the chain, say how many and at which limit, see what it can come to. */
export function TradeTicket({ chain, ticket }: TradeTicketProps) {
  const { underlying, spot, expiration, dte } = chain
  return (
    <>
      <h1 className="mb-4 text-xl font-semibold">New trade</h1>
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,7fr)_minmax(0,5fr)]">
        <div className="min-w-0">
          <div className="mb-3 flex flex-wrap items-end gap-3">
            <Field label="Underlying">
              <input className="field w-28!" defaultValue={underlying} autoCapitalize="characters" />
            </Field>
            <Field label="Expiration">
              <select className="field w-56!">
                <option>
                  {dayText(expiration)}, {dte} days
                </option>
              </select>
            </Field>
            <p className="num pb-1.5 text-muted">spot {priceText(spot)}</p>
          </div>
          <ChainTable chain={chain} picked={ticket.picked} />
        </div>
        <Order ticket={ticket} />
      </div>
    </>
  )
}

function Field({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is the child.
    <label className="flex flex-col gap-1 text-xs text-muted [&_.field]:text-sm [&_.field]:text-ink">
      {label}
      {children}
    </label>
  )
}

function Order({ ticket }: Pick<TradeTicketProps, 'ticket'>) {
  const { name, quantity, limit, payoff, buyingPowerCents, checks } = ticket
  const note = useId()
  const failed = checks.filter(({ passed }) => !passed).length
  const facts = [
    ['Most to gain', payoff.maxProfitCents === 'unbounded' ? 'no bound' : moneyText(payoff.maxProfitCents)],
    ['Most to lose', moneyText(payoff.maxLossCents)],
    ['Buying power taken', moneyText(buyingPowerCents)],
  ] as const
  return (
    <Panel title={name} aside="broker's preview of 13:46:02 ET">
      <div className="grid grid-cols-2 gap-3">
        <Field label="Spreads">
          <input className="field num text-right" inputMode="numeric" defaultValue={quantity} />
        </Field>
        <Field label="Limit, net credit">
          <input
            className="field num text-right"
            inputMode="decimal"
            defaultValue={(limit.amount / 10_000).toFixed(2)}
          />
        </Field>
      </div>
      <dl className="my-4 grid grid-cols-2 gap-3 sm:grid-cols-3">
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt className="text-xs text-muted">{label}</dt>
            <dd className="num font-semibold">{value}</dd>
          </div>
        ))}
      </dl>
      <PayoffChart payoff={payoff} />
      <Checks checks={checks} />
      <Button kind="primary" className="mt-4 w-full" disabled={failed > 0} aria-describedby={note}>
        Review: sell {quantity} spreads at {netPriceText(limit)}…
      </Button>
      <p id={note} className="mt-2 text-xs text-muted">
        {failed === 0
          ? 'Nothing is sent before you confirm.'
          : `Cannot be sent: ${failed === 1 ? 'one check fails' : `${failed} checks fail`}.`}
      </p>
    </Panel>
  )
}

function Checks({ checks }: Pick<TicketView, 'checks'>) {
  return (
    <ul aria-label="Checks" className="mt-4 grid gap-1">
      {checks.map(({ text, passed }) => (
        <li key={text} className="flex gap-2">
          {passed ? (
            <CircleCheck aria-label="passed" className="mt-0.5 size-4 shrink-0 text-muted" />
          ) : (
            <CircleX aria-label="failed" className="mt-0.5 size-4 shrink-0 text-danger" />
          )}
          {text}
        </li>
      ))}
    </ul>
  )
}
