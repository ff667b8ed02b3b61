import { type CSSProperties, useState } from 'react'
import type { Price } from '../../src/domain/money/price.ts'
import { parsePrice } from '../../src/domain/money/price-text.ts'
import { cashFlowOf } from '../../src/domain/spread/net-price.ts'
import type { DeskView } from '../api/desk-view.ts'
import type { OpenTradeView } from '../api/trade-view.ts'
import { Profit } from '../ui/money.tsx'
import { dayText, netPriceText, signedMoneyText } from '../ui/money-text.ts'
import { strikesText } from '../ui/spread-name.tsx'
import { shortStrategy, unitOf } from '../ui/trade-words.ts'
import { ConfirmMoney } from './confirm-money.tsx'

interface CloseTradeProps {
  readonly trade: OpenTradeView
  readonly desk: Pick<DeskView, 'environment' | 'account'>
  readonly onOpenChange: (open: boolean) => void
  readonly onConfirm: (limit: Price) => Promise<void>
}

const LIMIT: CSSProperties = { width: '7.5rem' }

/** Asks before a trade is closed by hand, at a limit that may be changed. */
export function CloseTrade({ trade, desk, onOpenChange, onConfirm }: CloseTradeProps) {
  const { mark, openQuantity, underlying, strategy } = trade
  const [text, setText] = useState(mark === null ? '' : (mark.amount / 10_000).toFixed(2))
  const limit = parsePrice(text)
  const effect = mark?.effect ?? 'debit'
  const cash = limit.ok ? cashFlowOf({ effect, amount: limit.value }, openQuantity) : null
  const what = `${underlying} ${strikesText(trade)} ${shortStrategy(strategy).toLowerCase()}`
  const pays = effect === 'debit'
  return (
    <ConfirmMoney
      open
      onOpenChange={onOpenChange}
      title={`Close ${what}?`}
      description="Sends one closing order to the broker. It is not done until it fills; you can cancel it until then."
      environment={desk.environment}
      account={desk.account}
      verb={limit.ok ? `Close ${unitOf(strategy, openQuantity)} at ${text}` : 'Close'}
      ready={limit.ok}
      onConfirm={async () => (limit.ok ? onConfirm(limit.value) : undefined)}
      facts={[
        ['Trade', `${what}, ${dayText(trade.expiration)}`],
        ['Quantity', `${unitOf(strategy, openQuantity)}, all that is open`],
        ['Order', `limit, ${pays ? 'net debit' : 'net credit'}, good for today`],
        [`Most it ${pays ? 'costs' : 'brings'}`, cash === null ? 'say a limit' : signedMoneyText(cash)],
        ['Mark now', netPriceText(mark)],
        ['Unrealized now', <Profit key="pnl" cents={trade.unrealizedCents} />],
      ]}
    >
      <label className="mt-3 flex items-center justify-between gap-4">
        <span>
          <span className="font-medium">Limit per share</span>
          <span className="block text-xs text-muted">{pays ? 'the most to pay' : 'the least to take'}</span>
        </span>
        <input
          inputMode="decimal"
          className="field num text-right"
          style={LIMIT}
          value={text}
          aria-invalid={!limit.ok}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      {limit.ok ? null : <p className="mt-1 text-sm text-danger">{limit.message}</p>}
    </ConfirmMoney>
  )
}
