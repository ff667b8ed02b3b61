import { settlementSession } from '../../domain/calendar/contract-expiration.ts'
import { coversDay, type MarketCalendar } from '../../domain/calendar/market-calendar.ts'
import type { Session } from '../../domain/calendar/market-day.ts'
import { parseOccSymbol } from '../../domain/option/occ-symbol.ts'
import { productOfRoot } from '../../domain/option/product.ts'
import type { MarketTime } from '../venue/venue-types.ts'

/** What an option settles to, and when. */
export interface SettlementTerms {
  readonly underlying: string
  /** `AM` settles to the opening price of the session, `PM` to the closing one. */
  readonly settlement: 'AM' | 'PM'
  readonly session: Session
  /** The instant from which the price can be known. */
  readonly at: MarketTime
}

/** The terms of a compact OCC symbol; undefined when it is none, or ends on a day that the calendar does not reach. */
export function settlementTerms(calendar: MarketCalendar, optionSymbol: string): SettlementTerms | undefined {
  const parsed = parseOccSymbol(optionSymbol)
  if (!parsed.ok || !coversDay(calendar, parsed.value.expiration)) return undefined
  const { underlying, settlement } = productOfRoot(parsed.value.root)
  const session = settlementSession(calendar, parsed.value)
  return { underlying, settlement, session, at: settlement === 'AM' ? session.opens : session.closes }
}
