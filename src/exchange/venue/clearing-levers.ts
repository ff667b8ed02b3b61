import { expirationInstant } from '../../domain/calendar/contract-expiration.ts'
import { ok, type Result } from '../../domain/refusal.ts'
import { isAssignable } from './early-assignment.ts'
import { splitUnderlying } from './split-underlying.ts'
import type { VenueControl } from './venue-control.ts'
import { refusal, type VenueRefusalCode } from './venue-refusal.ts'
import type { VenueRoom } from './venue-state.ts'
import type { MarketView } from './venue-types.ts'

function assign(
  room: VenueRoom,
  accountId: string,
  symbol: string,
  market: MarketView,
  contracts: number | undefined,
): Result<{ contracts: number }, VenueRefusalCode> {
  const books = room.state.accounts.get(accountId)
  if (books === undefined) return refusal('account_must_exist', accountId)
  const short = -(books.holdings.get(symbol)?.quantity ?? 0)
  const instrument = room.instruments.option(symbol)
  if (instrument === null || short <= 0) return refusal('position_must_be_held', symbol)
  const { contract } = instrument.option!
  if (!isAssignable(contract.root)) return refusal('contract_must_be_american', symbol)
  // From then on it is settled, by its official price.
  if (market.now >= expirationInstant(room.config.calendar, contract)) {
    return refusal('contract_must_not_be_expired')
  }
  const asked = contracts ?? short
  if (!Number.isSafeInteger(asked) || asked < 1) return refusal('quantity_must_be_whole_and_positive')
  const assigned = Math.min(asked, short)
  room.parts.deliverContracts(room, accountId, instrument, -assigned, market.now)
  return ok({ contracts: assigned })
}

/** The levers of the clearing house: assignment out of turn, and splits. */
export function clearingLevers(room: VenueRoom): Pick<VenueControl, 'assign' | 'split'> {
  return {
    assign: (accountId, symbol, market, contracts) => assign(room, accountId, symbol, market, contracts),
    split: (underlying, newShares, oldShares, market) =>
      splitUnderlying(room, underlying, { newShares, oldShares }, market),
  }
}
