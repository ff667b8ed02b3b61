import type { BrokerOrder } from '../../ports/broker-order.ts'
import type { OrderIntent } from '../../ports/store/intent-store.ts'
import { isOurTag } from '../submission/order-tag.ts'

/** Which of the broker's orders belongs to which intent. */
export interface OrderMatches {
  readonly pairs: readonly { readonly intent: OrderIntent; readonly order: BrokerOrder }[]
  /** Orders with a tag of ours that no intent of ours explains: also the second one with the same tag. */
  readonly strays: readonly BrokerOrder[]
  /** Orders of other people or programs. */
  readonly foreign: readonly BrokerOrder[]
}

/**
 * Matches orders to intents by the broker's id where we know it, otherwise by the tag. An order without a readable
 * tag is matched by id only: to guess it by its looks could adopt somebody else's order. One that has the id of an
 * order of ours and another tag is another order: an account that was reset hands out its ids again.
 */
export function matchOrders(orders: readonly BrokerOrder[], intents: readonly OrderIntent[]): OrderMatches {
  const byId = new Map(
    intents.flatMap((one) => (one.brokerOrderId === null ? [] : [[one.brokerOrderId, one]])),
  )
  const byTag = new Map(intents.map((one) => [one.tag, one]))
  const pairs: { intent: OrderIntent; order: BrokerOrder }[] = []
  const strays: BrokerOrder[] = []
  const foreign: BrokerOrder[] = []
  const taken = new Set<string>()
  for (const order of orders) {
    const numbered = byId.get(order.id) as OrderIntent | undefined
    const known = order.tag === null || order.tag === numbered?.tag ? numbered : undefined
    const tagged = order.tag === null ? undefined : byTag.get(order.tag)
    const intent = known ?? (tagged?.brokerOrderId === null ? tagged : undefined)
    if (intent !== undefined && !taken.has(intent.id)) {
      taken.add(intent.id)
      pairs.push({ intent, order })
    } else if (isOurTag(order.tag)) strays.push(order)
    else foreign.push(order)
  }
  return { pairs, strays, foreign }
}
