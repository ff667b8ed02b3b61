import { nearestPriceFromNumber } from '../../../domain/money/json-number.ts'
import type { Price } from '../../../domain/money/price.ts'
import { credit, debit, EVEN, type NetPrice } from '../../../domain/spread/net-price.ts'
import type { BrokerOrderLeg } from '../../../ports/broker-order.ts'

const BUYS: ReadonlySet<BrokerOrderLeg['action']> = new Set([
  'buy',
  'buy_to_open',
  'buy_to_close',
  'buy_to_cover',
])

/** Whether an action pays. */
export function isBuy(action: BrokerOrderLeg['action']): boolean {
  return BUYS.has(action)
}

/** A price of the wire, or null where there is none. */
export function priceOf(dollars: number | null): Price | null {
  const read = dollars === null ? null : nearestPriceFromNumber(dollars)
  return read?.ok === true ? read.value : null
}

/** The limit of an order of one instrument, which is a debit when it buys. */
export function simpleLimit(dollars: number | null, action: BrokerOrderLeg['action']): NetPrice | null {
  const limit = priceOf(dollars)
  if (limit === null) return null
  return isBuy(action) ? debit(limit) : credit(limit)
}

/** The limit of a net order: its price is positive whatever its side, which only the type says. */
export function netLimit(dollars: number | null, type: string | null): NetPrice | null {
  if (type === 'even') return EVEN
  const limit = priceOf(dollars)
  if (limit === null) return null
  if (type === 'credit') return credit(limit)
  return type === 'debit' ? debit(limit) : null
}
