import type { ExchangeRequest } from '../../cli/exchange-door.ts'
import { instant } from '../../domain/calendar/instant.ts'
import { newYorkDayOf } from '../../domain/calendar/new-york-time.ts'
import { ok, type Result, refuse } from '../../domain/refusal.ts'
import type { OpenedMarket } from './opened-market.ts'
import type { SavedExchange } from './state-file.ts'

type RestoreRefusal =
  | 'state_must_be_of_this_market'
  | 'state_must_be_of_this_seed'
  | 'state_must_be_of_this_day'

/**
 * Whether a saved exchange may go on in a market as it was opened. Positions of one market in another would be valued
 * at prices that they never had.
 *
 * Refuses: `state_must_be_of_this_market`, `state_must_be_of_this_seed`, `state_must_be_of_this_day`.
 */
export function checkRestore(
  { seed, day, stateFile }: ExchangeRequest,
  saved: SavedExchange,
  opened: OpenedMarket,
): Result<true, RestoreRefusal> {
  const [was, is] = [saved.source, opened.source].map((source) => source.split(' ')[0]!)
  if (saved.source !== opened.source) {
    const why = was === is ? `a ${was} market of other data` : `a ${was} market, not a ${is} one`
    return refuse(
      'state_must_be_of_this_market',
      `The state in ${stateFile} is of ${why}; give the --market that it was saved with, or another --state file.`,
    )
  }
  if (saved.seed !== seed) {
    return refuse(
      'state_must_be_of_this_seed',
      `The state in ${stateFile} is of seed ${saved.seed}, not ${seed}; give --seed ${saved.seed}, or another --state file.`,
    )
  }
  const began = newYorkDayOf(instant(saved.start))
  if (day !== null && day !== began) {
    return refuse(
      'state_must_be_of_this_day',
      `The state in ${stateFile} is of a market that began on ${began}; leave --date out, or give another --state file.`,
    )
  }
  return ok(true)
}
