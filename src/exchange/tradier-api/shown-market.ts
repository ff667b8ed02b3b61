import type { Market } from '../market/market.ts'
import type { FaceCall } from './face-call.ts'

/** The market that a token may see: of the sandbox the one of a quarter of an hour ago. */
export function shownMarket({ room, token }: FaceCall): Market {
  return token.personality === 'sandbox' ? room.delayed.shown : room.market
}

/** Whether a token is given greeks. */
export function showsGreeks({ room, token }: FaceCall): boolean {
  return token.personality === 'live' || room.switches.sandboxGreeks
}
