import type { VenueSettings } from '../../exchange/venue/venue-config.ts'

/** Where it is not known, or not wanted, how Tradier's market and risk desk behave, one switch each. */
export interface VenueSwitches {
  /** Whether displayed sizes limit what fills at once; otherwise orders fill whole, as every order of the sandbox in recordings. */
  readonly partialFills: boolean
  /** How a day order ends that nobody filled: canceled for SPX and expired for the rest, as recorded, or all in one way. */
  readonly dayOrdersEnd: 'recorded' | 'expired' | 'canceled'
  /** Whether the first order of OTO and OTOCO may be at the market. */
  readonly marketOrderMayTrigger: boolean
  /** Whether the broker buys shorts back whose assignment the account could not bear. */
  readonly riskDesk: boolean
}

/** The switches as the evidence favours them. */
export const DEFAULT_VENUE_SWITCHES: VenueSwitches = {
  partialFills: true,
  dayOrdersEnd: 'recorded',
  marketOrderMayTrigger: false,
  riskDesk: true,
}

const CANCELED_AT_CLOSE = { expired: [], canceled: 'all' } as const

/** What the switches that were set say of a venue's configuration. */
export function venueSettings({
  partialFills,
  dayOrdersEnd = 'recorded',
  marketOrderMayTrigger,
  riskDesk,
}: Partial<VenueSwitches>): VenueSettings {
  return {
    ...(partialFills === undefined ? {} : { matching: { displayedSizeOnly: partialFills } }),
    ...(dayOrdersEnd === 'recorded'
      ? {}
      : { dayEnding: { canceledUnderlyings: CANCELED_AT_CLOSE[dayOrdersEnd] } }),
    ...(marketOrderMayTrigger === undefined ? {} : { marketOrderMayTrigger }),
    ...(riskDesk === undefined ? {} : { riskDesk: { isActive: riskDesk } }),
  }
}
