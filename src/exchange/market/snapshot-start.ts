import type { MarketCalendar } from '../../domain/calendar/market-calendar.ts'
import { ok, type Result, refuse } from '../../domain/refusal.ts'
import type { RecordedChain } from '../../ports/recorded-chain.ts'
import type { MarketTime } from '../venue/venue-types.ts'
import { chainSnapshots } from './chain-snapshots.ts'
import { recordedSmiles } from './recorded-surface.ts'
import { SYNTHETIC_RATE } from './underlying-state.ts'

/**
 * Whether a market can go on from a recording (`createSnapshotMarket`): at its last instant not after `start`, an
 * underlying must have a price and quotes on both sides from which a smile can be read.
 *
 * Refuses: `snapshot_must_have_a_smile`.
 */
export function checkSnapshot(
  chain: RecordedChain,
  calendar: MarketCalendar,
  start: MarketTime,
): Result<true, 'snapshot_must_have_a_smile'> {
  for (const snapshots of chainSnapshots(chain, calendar).values()) {
    const last = snapshots.findLast(({ at }) => at <= start)
    if (last === undefined || !(last.spot > 0)) continue
    if (recordedSmiles(last, calendar, SYNTHETIC_RATE).length > 0) return ok(true)
  }
  return refuse(
    'snapshot_must_have_a_smile',
    'No underlying has a price and calls and puts quoted on both sides, so there is nothing to go on from; ' +
      'play it with recorded:PATH, or give a fuller chain.',
  )
}
