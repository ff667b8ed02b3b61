import { refusalFacts, type VenueRefusal } from '../venue/venue-refusal.ts'
import { type Reply, recordReply, textReply } from './reply.ts'
import type { FaceSwitches } from './switches.ts'

// Recorded with a code behind it, where the risk system had no words of its own.
const BACK_OFFICE = 'Backoffice rejected override of the order.'

/** What a refused order is told: a text at 400 or 401, or the errors object of the risk checks at 200. */
export function refusalReply(refused: VenueRefusal, switches: Pick<FaceSwitches, 'riskErrors'>): Reply {
  const { kind, tradierCode } = refusalFacts(refused.code)
  if (kind === 'parameter') return textReply(400, refused.message)
  if (kind === 'unknown') return textReply(401, refused.message)
  const wordless = refused.message === tradierCode
  const error = wordless && switches.riskErrors === 'pair' ? [BACK_OFFICE, refused.message] : refused.message
  return recordReply({ errors: { error } })
}

/** The answer to an order or a change that was taken. It says nothing about the market. */
export function acceptedReply(id: number, switches: Pick<FaceSwitches, 'partnerId'>): Reply {
  return recordReply({ order: { id, status: 'ok', partner_id: switches.partnerId } })
}

/** The answer to a cancel, which has no partner. */
export function canceledReply(id: number): Reply {
  return recordReply({ order: { id, status: 'ok' } })
}
