import type { Instant } from '../../domain/calendar/instant.ts'
import type { IntentStore, OrderIntent } from '../../ports/store/intent-store.ts'

/**
 * What a start does with the intents that it finds: one that was `prepared` has provably not been sent and is
 * `expired`, as the moment it was made for is over; one that was `sending` may have been, and is `unknown`. Nothing is
 * ever sent because of a restart.
 *
 * @returns the intents that were changed
 */
export async function recoverIntents(
  tx: IntentStore,
  account: string,
  now: Instant,
): Promise<readonly OrderIntent[]> {
  const changed = (await tx.unsettledIntents(account)).flatMap((intent) => recovered(intent, now))
  if (changed.length > 0) await tx.saveIntents(changed)
  return changed
}

function recovered(intent: OrderIntent, now: Instant): OrderIntent[] {
  const version = intent.version + 1
  if (intent.state === 'sending') {
    return [{ ...intent, version, state: 'unknown', resolution: 'found_at_start' }]
  }
  if (intent.state === 'prepared') {
    return [{ ...intent, version, state: 'expired', resolvedAt: now, resolution: 'found_at_start' }]
  }
  return []
}
