import type { AccountWish } from '../../cli/exchange-door.ts'
import type { AccessToken } from '../../exchange/tradier-api/access-token.ts'
import type { AccountTerms, MarketTime } from '../../exchange/venue/venue-types.ts'

type Personality = AccessToken['personality']

/** Account numbers look as Tradier's do in each of its environments. */
const FIRST_ID = { sandbox: ['VA', 10_000_001], live: ['6YA', 10_001] } as const

/** The accounts to open; one without an id gets the next free one. */
export function accountTerms(wishes: readonly AccountWish[], personality: Personality): AccountTerms[] {
  const [prefix, first] = FIRST_ID[personality]
  const taken = new Set(wishes.flatMap(({ id }) => id ?? []))
  let next: number = first
  return wishes.map(({ id, type, cash, optionLevel }) => {
    while (taken.has(`${prefix}${next}`)) next++
    const own = id ?? `${prefix}${next}`
    taken.add(own)
    return { id: own, type, optionLevel, openingCash: cash }
  })
}

/** The bearer token that sees every account. */
export function ownerToken(
  token: string,
  personality: Personality,
  accounts: readonly AccountTerms[],
  openedAt: MarketTime,
): AccessToken {
  return {
    token,
    personality,
    profileId: 'id-legwork-1',
    name: 'Paper Trader',
    accounts: accounts.map(({ id }) => ({ id, classification: 'individual', openedAt })),
  }
}
