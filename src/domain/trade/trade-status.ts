/** Every status of a trade, in the order of its life. The last two are final. */
export const TRADE_STATUSES = [
  'ENTRY_PENDING',
  'PARTIALLY_FILLED',
  'OPEN',
  'CLOSING_PENDING',
  'EXIT_ERROR',
  'INVALID_STRUCTURE',
  'CLOSED',
  'CANCELLED',
] as const

/** Where a trade stands in its life; the transition table says what may follow. */
export type TradeStatus = (typeof TRADE_STATUSES)[number]

/**
 * Whether nothing can follow: a final trade never reopens. What still happens at the broker (a tombstoned
 * entry that fills) begins a new, linked trade.
 *
 * @example
 * isFinal('CLOSED') // => true
 * isFinal('EXIT_ERROR') // => false
 */
export function isFinal(status: TradeStatus): boolean {
  return status === 'CLOSED' || status === 'CANCELLED'
}
