import type { Market } from '../market/market.ts'
import type { FaceCall } from './face-call.ts'

/** The market that a token may see: of the sandbox the one of a quarter of an hour ago. */
export function shownMarket({ room, token, now }: FaceCall): Market {
  const delay = token.personality === 'sandbox' ? room.switches.sandboxDelayMs : 0
  return delay === 0 ? room.market : room.market.asOf(now - delay)
}

/** Whether a token is given greeks. */
export function showsGreeks({ room, token }: FaceCall): boolean {
  return token.personality === 'live' || room.switches.sandboxGreeks
}
