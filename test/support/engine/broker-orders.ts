import { instant } from '../../../src/domain/calendar/instant.ts'
import { cents } from '../../../src/domain/money/cents.ts'
import { formatOccSymbol } from '../../../src/domain/option/occ-symbol.ts'
import { closingLegs } from '../../../src/domain/spread/spread-legs.ts'
import { prepareIntent } from '../../../src/engine/submission/prepare-intent.ts'
import type { BrokerOrder, BrokerOrderLeg, BrokerOrderStatus } from '../../../src/ports/broker-order.ts'
import type { OrderIntent } from '../../../src/ports/store/intent-store.ts'
import type { OrderRole } from '../../../src/ports/store/order-store.ts'
import type { TradeRecord } from '../../../src/ports/store/trade-store.ts'
import { ACCOUNT, TEN } from './spread-trades.ts'

/** An intent for a trade, in a state; its id is `I-` and the name. */
export function intentFor(
  record: TradeRecord,
  name: string,
  role: OrderRole,
  more: Partial<OrderIntent> = {},
): OrderIntent {
  const { legs, underlying } = record.spread
  const { quantity } = record.trade
  const own = role === 'ENTRY' ? legs : closingLegs(legs)
  const base = prepareIntent({
    id: `I-${name}`,
    account: ACCOUNT,
    tradeId: record.trade.id,
    proposalId: null,
    role,
    ticket: { kind: 'spread', underlying, legs: own, quantity, limit: null, timeInForce: 'day' },
    preparedAt: TEN,
    notAfter: instant(TEN + 10_000),
  })
  return { ...base, ...more }
}

interface OrderFacts {
  readonly status: BrokerOrderStatus
  readonly filled?: number
  /** Cash of each filled spread, + received; null while the broker gives no price. */
  readonly cashEach?: number | null
  readonly tag?: string | null
}

/** The order that the broker has for an intent. */
export function orderFor(intent: OrderIntent, id: string, facts: OrderFacts): BrokerOrder {
  const { ticket } = intent
  if (ticket.kind !== 'spread') throw new Error('these tests trade spreads')
  const { status, filled = 0, cashEach = 0, tag = intent.tag } = facts
  return {
    id,
    tag,
    class: 'multileg',
    status,
    reason: null,
    underlying: ticket.underlying,
    quantity: ticket.quantity,
    filledQuantity: filled,
    limit: ticket.limit,
    stop: null,
    cashFlow: cashEach === null ? null : cents(cashEach * filled),
    unbalanced: false,
    legs: ticket.legs.map(
      ({ contract, action, ratio }, i): BrokerOrderLeg => ({
        id: `${id}-${i}`,
        symbol: formatOccSymbol(contract),
        contract,
        action,
        quantity: ratio * ticket.quantity,
        filledQuantity: ratio * filled,
        averageFillPrice: null,
      }),
    ),
    children: [],
    createdAt: TEN,
    changedAt: TEN,
  }
}
