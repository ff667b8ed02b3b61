import type { BrokerOrderStatus } from '../../../ports/broker-order.ts'

/** Tradier's statuses, with those that only some of its documents and streams have; all of these still work. */
const STATUSES: ReadonlyMap<string, BrokerOrderStatus> = new Map([
  ['pending', 'pending'],
  ['submitted', 'pending'],
  ['held', 'pending'],
  ['calculated', 'pending'],
  ['accepted_for_bidding', 'pending'],
  ['open', 'open'],
  ['pending_cancel', 'open'],
  ['partially_filled', 'partially_filled'],
  ['filled', 'filled'],
  ['canceled', 'cancelled'],
  ['cancelled', 'cancelled'],
  ['expired', 'expired'],
  ['rejected', 'rejected'],
  ['error', 'error'],
])

/** The status in our words; what is not listed is `unrecognised`, which counts as working. */
export function orderStatus(wire: string): BrokerOrderStatus {
  return STATUSES.get(wire.toLowerCase()) ?? 'unrecognised'
}
