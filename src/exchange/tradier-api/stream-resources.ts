import { OTHER_ENVIRONMENT } from './access-token.ts'
import type { FaceCall } from './face-call.ts'
import { faultReply, type Reply, recordReply } from './reply.ts'

const ACCOUNT_HOSTS = { sandbox: 'sandbox-ws.tradier.com', live: 'ws.tradier.com' }
const MARKET_STREAM = 'https://stream.tradier.com/v1/markets/events'

function isTradier(host: string): boolean {
  return host.endsWith('.tradier.com')
}

/**
 * `POST /markets/events/session`: of live tokens only, the sandbox has no market stream. The streams are at Tradier's
 * addresses when the request named one of Tradier's hosts, otherwise at the host that it named.
 */
export function marketSession({ room, token, host, now }: FaceCall): Reply {
  if (token.personality === 'sandbox') return faultReply(OTHER_ENVIRONMENT, 401)
  const { id } = room.sessions.create('market', token, now)
  const url = isTradier(host) ? MARKET_STREAM : `http://${host}/v1/markets/events`
  return recordReply({ stream: { url, sessionid: id } })
}

/** `POST /accounts/events/session`. */
export function accountSession({ room, token, host, now }: FaceCall): Reply {
  const { id } = room.sessions.create('account', token, now)
  const origin = isTradier(host) ? `wss://${ACCOUNT_HOSTS[token.personality]}` : `ws://${host}`
  return recordReply({ stream: { url: `${origin}/v1/accounts/events`, sessionid: id } })
}
