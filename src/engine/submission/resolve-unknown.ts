import type { OrderIntent } from '../../ports/store/intent-store.ts'

/** How long an order of unknown outcome is looked for before it is given up, at least. */
export const LOOK_FOR_MS = 120_000
/** In how many complete order lists it must have been missing. */
export const CLEAN_SCANS = 3

/**
 * An intent of unknown outcome after a complete order list that does not show it. It is `tombstoned` when it has been
 * missing from enough lists for long enough: the order most likely never arrived, nobody sends it again, and should it
 * turn up after all, it is cancelled or adopted. Until then it stays `unknown`, and its risk reserved.
 */
export function afterCleanScan(intent: OrderIntent, now: OrderIntent['preparedAt']): OrderIntent {
  if (intent.state !== 'unknown') return intent
  const cleanScans = intent.cleanScans + 1
  const version = intent.version + 1
  const looked = now - (intent.sentAt ?? intent.preparedAt)
  if (cleanScans < CLEAN_SCANS || looked < LOOK_FOR_MS) return { ...intent, cleanScans, version }
  return { ...intent, cleanScans, version, state: 'tombstoned', resolvedAt: now }
}
