import type { BrokerOrder, BrokerOrderClass, BrokerOrderLeg } from '../../../ports/broker-order.ts'
import {
  WIRE_GROUP,
  WIRE_HEAD,
  WIRE_NET,
  WIRE_SIMPLE,
  type WireGroup,
  type WireHead,
  type WireNet,
  type WireSimple,
} from '../wire/order.ts'
import { countSpreads, netCash, sumKnown } from './order-fill.ts'
import { netLimit, priceOf, simpleLimit } from './order-price.ts'
import { orderStatus } from './order-status.ts'
import { standardContract } from './symbol.ts'

function headOf(wire: WireHead) {
  return {
    id: wire.id,
    tag: wire.tag,
    status: orderStatus(wire.status),
    reason: wire.reason_description,
    createdAt: wire.create_date,
    changedAt: wire.transaction_date ?? wire.create_date,
  }
}

/** Zero is how an average that is not there yet prints, so it is no price. */
function legOf(wire: WireSimple): BrokerOrderLeg {
  const symbol = wire.option_symbol ?? wire.symbol
  const average = wire.avg_fill_price
  return {
    id: wire.id,
    symbol,
    contract: standardContract(symbol),
    action: wire.side,
    quantity: wire.quantity,
    filledQuantity: wire.exec_quantity,
    averageFillPrice: average === null || average <= 0 ? null : average,
  }
}

function simpleOrder(wire: WireSimple, orderClass: 'equity' | 'option'): BrokerOrder {
  const leg = legOf(wire)
  return {
    ...headOf(wire),
    class: orderClass,
    underlying: wire.symbol,
    quantity: leg.quantity,
    filledQuantity: leg.filledQuantity,
    limit: simpleLimit(wire.price, leg.action),
    stop: priceOf(wire.stop_price),
    cashFlow: netCash([leg], countSpreads([leg]), null),
    unbalanced: false,
    legs: [leg],
    children: [],
  }
}

function netOrder(wire: WireNet, orderClass: 'multileg' | 'combo'): BrokerOrder {
  const legs = wire.leg.map(legOf)
  const count = countSpreads(legs)
  return {
    ...headOf(wire),
    class: orderClass,
    underlying: wire.symbol,
    ...count,
    limit: netLimit(wire.price, wire.type),
    stop: null,
    cashFlow: netCash(legs, count, wire.avg_fill_price),
    legs,
    children: [],
  }
}

function emptyOrder(wire: WireHead, orderClass: BrokerOrderClass): BrokerOrder {
  return {
    ...headOf(wire),
    class: orderClass,
    underlying: null,
    quantity: 0,
    filledQuantity: 0,
    limit: null,
    stop: null,
    cashFlow: null,
    unbalanced: false,
    legs: [],
    children: [],
  }
}

function childOf(wire: WireSimple): BrokerOrder {
  return simpleOrder(wire, wire.class === 'equity' ? 'equity' : 'option')
}

function groupOrder(wire: WireGroup, orderClass: 'oco' | 'oto' | 'otoco'): BrokerOrder {
  const children = wire.leg.map(childOf)
  return {
    ...emptyOrder(wire, orderClass),
    underlying: children[0]?.underlying ?? null,
    cashFlow: sumKnown(children.map(({ cashFlow }) => cashFlow)),
    children,
  }
}

/** An order as Tradier writes it, in our words; null when it cannot be read. */
export function orderOf(row: unknown): BrokerOrder | null {
  const head = WIRE_HEAD.safeParse(row)
  if (!head.success) return null
  const orderClass = head.data.class
  switch (orderClass) {
    case 'equity':
    case 'option': {
      const simple = WIRE_SIMPLE.safeParse(row)
      return simple.success ? simpleOrder(simple.data, orderClass) : null
    }
    case 'multileg':
    case 'combo': {
      const net = WIRE_NET.safeParse(row)
      return net.success ? netOrder(net.data, orderClass) : null
    }
    case 'oco':
    case 'oto':
    case 'otoco': {
      const group = WIRE_GROUP.safeParse(row)
      return group.success ? groupOrder(group.data, orderClass) : null
    }
    default:
      return emptyOrder(head.data, 'other')
  }
}
