import type { AccountTerms } from '../venue/venue-types.ts'
import type { AccessToken, HeldAccount } from './access-token.ts'
import type { FaceCall } from './face-call.ts'
import { oneOrMany } from './list-shape.ts'
import { type Reply, recordReply } from './reply.ts'
import { utcText } from './wire-time.ts'
import type { WireRecord } from './wire-value.ts'

function accountRow(held: HeldAccount, terms: AccountTerms): WireRecord {
  return {
    account_number: held.id,
    classification: held.classification,
    date_created: utcText(held.openedAt),
    day_trader: false,
    option_level: terms.optionLevel,
    status: 'active',
    type: terms.type,
    last_update_date: utcText(held.openedAt),
  }
}

/** The accounts of a token that the venue keeps, in the token's order. */
export function heldAccounts(
  token: AccessToken,
  terms: readonly AccountTerms[],
): [HeldAccount, AccountTerms][] {
  return token.accounts.flatMap((held): [HeldAccount, AccountTerms][] => {
    const found = terms.find((one) => one.id === held.id)
    return found === undefined ? [] : [[held, found]]
  })
}

/** `GET /user/profile`: whose token it is; a single account is an object. */
export function userProfile({ room, token }: FaceCall): Reply {
  const rows = heldAccounts(token, room.venue.accounts()).map(([held, terms]) => accountRow(held, terms))
  return recordReply({
    profile: { id: token.profileId, name: token.name, account: oneOrMany(rows) },
  })
}
