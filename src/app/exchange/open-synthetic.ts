import { ok, type Result } from '../../domain/refusal.ts'
import { createSyntheticMarket } from '../../exchange/market/synthetic-market.ts'
import type { OpenedMarket, OpeningTerms } from './opened-market.ts'
import { beginningNow, openInstant, openingOn } from './opening-time.ts'

/**
 * Invents a market: on a day that was asked for from its open, otherwise from now on.
 *
 * Refuses: `day_must_be_in_the_calendar`, `day_must_be_a_session`.
 */
export function openSynthetic(terms: OpeningTerms, speed: number): Result<OpenedMarket> {
  const { calendar, seed, day, time, alwaysOpen, now } = terms
  const wanted = day === null ? beginningNow(calendar, now) : openingOn(calendar, day, time)
  if (!wanted.ok) return wanted
  const start = terms.start ?? openInstant(calendar, wanted.value, alwaysOpen)
  return ok({
    market: createSyntheticMarket({ seed, start, calendar }),
    start,
    endsAt: null,
    isWallTime: day === null && speed === 1 && !alwaysOpen,
    source: 'synthetic',
    description: `A synthetic market, seed ${seed}`,
    notes: ['Its prices are invented: the names are real, the market is not.'],
  })
}
