import type { MarketTime } from '../venue/venue-types.ts'

/** Which of Tradier's two environments a token belongs to. */
export type Personality = 'sandbox' | 'live'

/** An account in the profile of its owner. */
export interface HeldAccount {
  readonly id: string
  readonly classification: string
  readonly openedAt: MarketTime
}

/** A bearer token, whose it is, and what it may see. */
export interface AccessToken {
  readonly token: string
  readonly personality: Personality
  readonly profileId: string
  readonly name: string
  readonly accounts: readonly HeldAccount[]
  /** From when on the token is refused; absent for one that does not expire. */
  readonly expiresAt?: MarketTime
}

/** Why the gateway lets nobody in, in its words. */
export interface GatewayRefusal {
  readonly faultstring: string
  readonly errorcode: string
}

/** What an unlisted token gets, and what a transient 401 looks like. */
export const INVALID_TOKEN: GatewayRefusal = {
  faultstring: 'Invalid Access Token',
  errorcode: 'keymanagement.service.invalid_access_token',
}
const EXPIRED: GatewayRefusal = {
  faultstring: 'Access Token expired',
  errorcode: 'keymanagement.service.access_token_expired',
}
/** What a token gets that is good elsewhere: in the other environment, or not for this resource. */
export const OTHER_ENVIRONMENT: GatewayRefusal = {
  faultstring: 'Invalid API call as no apiproduct match found',
  errorcode: 'keymanagement.service.InvalidAPICallAsNoApiProductMatchFound',
}

/** The environment of a host of Tradier's, or null for any other host, which serves both. */
function personalityOfHost(host: string): Personality | null {
  if (host === 'api.tradier.com') return 'live'
  return host === 'sandbox.tradier.com' ? 'sandbox' : null
}

/**
 * Finds the bearer of a request, or says why there is none.
 *
 * @param header the Authorization header, or null
 */
export function authorize(
  tokens: ReadonlyMap<string, AccessToken>,
  header: string | null,
  host: string,
  now: MarketTime,
): AccessToken | GatewayRefusal {
  const given = /^Bearer\s+(\S+)\s*$/i.exec(header ?? '')?.[1]
  const found = given === undefined ? undefined : tokens.get(given)
  if (found === undefined) return INVALID_TOKEN
  if (found.expiresAt !== undefined && now >= found.expiresAt) return EXPIRED
  const wanted = personalityOfHost(host)
  return wanted !== null && wanted !== found.personality ? OTHER_ENVIRONMENT : found
}
