import { expect } from 'vitest'
import { price } from '../../../src/domain/money/price.ts'
import { credit, debit, type NetPrice } from '../../../src/domain/spread/net-price.ts'
import type { BrokerRead } from '../../../src/ports/broker-fault.ts'
import type { BrokerOrder } from '../../../src/ports/broker-order.ts'
import type { Placement } from '../../../src/ports/order-desk.ts'
import type { OptionTicket, OrderTicket, SpreadTicket } from '../../../src/ports/order-ticket.ts'
import type { BrokerTarget } from './broker-target.ts'

/** The value of a read that must succeed. */
export async function given<Value>(
  target: BrokerTarget,
  reading: Promise<BrokerRead<Value>>,
): Promise<Value> {
  const read = await target.settle(reading)
  if (!read.ok) throw new Error(`the read failed: ${read.kind} ${read.code} ${read.message}`)
  return read.value
}

/** The sample as an opening order. */
export function openingSpread({ sample }: BrokerTarget, limit: NetPrice | null, quantity = 1): SpreadTicket {
  return {
    kind: 'spread',
    underlying: sample.underlying,
    quantity,
    limit,
    timeInForce: 'day',
    legs: [
      { contract: sample.short, ratio: 1, action: 'sell_to_open' },
      { contract: sample.long, ratio: 1, action: 'buy_to_open' },
    ],
  }
}

/** The sample as an order that waits, and as one that fills at once. */
export function waitingSpread(target: BrokerTarget, quantity = 1): SpreadTicket {
  return openingSpread(target, credit(price(target.sample.far)), quantity)
}

export function fillingSpread(target: BrokerTarget, quantity = 1): SpreadTicket {
  return openingSpread(target, credit(price(target.sample.marketable)), quantity)
}

/** What closes the sample, at a debit. */
export function closingSpread(target: BrokerTarget, paid: number, quantity = 1): SpreadTicket {
  const opening = openingSpread(target, debit(price(paid)), quantity)
  const actions = ['buy_to_close', 'sell_to_close'] as const
  return { ...opening, legs: opening.legs.map((leg, i) => ({ ...leg, action: actions[i]! })) }
}

/** One contract of the sample's long leg. */
export function longOption({ sample }: BrokerTarget, change: Partial<OptionTicket>): OptionTicket {
  return {
    kind: 'option',
    underlying: sample.underlying,
    contract: sample.long,
    action: 'buy_to_open',
    quantity: 1,
    limit: null,
    stop: null,
    timeInForce: 'day',
    ...change,
  }
}

let tags = 0

/** A tag that no other order has. */
export function freshTag(): string {
  tags += 1
  return `case-${tags}`
}

/** Sends an order that may leave for the next ten seconds. */
export function send(target: BrokerTarget, ticket: OrderTicket, tag = freshTag()): Promise<Placement> {
  const notAfter = target.clock.now() + 10_000
  return target.settle(target.broker.place(ticket, tag, 'entry', notAfter))
}

/** Sends an order that must be accepted, and gives its id. */
export async function accepted(target: BrokerTarget, ticket: OrderTicket, tag = freshTag()): Promise<string> {
  const placement = await send(target, ticket, tag)
  expect(placement).toMatchObject({ kind: 'accepted' })
  return (placement as Extract<Placement, { kind: 'accepted' }>).orderId
}

/** An order that the broker must know. */
export async function orderById(target: BrokerTarget, id: string): Promise<BrokerOrder> {
  const order = await given(target, target.broker.readOrder(id, 'resolution'))
  expect(order).not.toBeNull()
  return order!
}
