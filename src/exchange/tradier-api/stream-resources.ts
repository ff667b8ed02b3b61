import { OTHER_ENVIRONMENT } from './access-token.ts'
import type { FaceCall } from './face-call.ts'
import { faultReply, type Reply, recordReply } from './reply.ts'

const ACCOUNT_HOSTS = { sandbox: 'sandbox-ws.tradier.com', live: 'ws.tradier.com' }
const MARKET_STREAM = 'https://stream.tradier.com/v1/markets/events'

/** `POST /markets/events/session`: of live tokens only, the sandbox has no market stream. */
export function marketSession({ room, token, now }: FaceCall): Reply {
  if (token.personality === 'sandbox') return faultReply(OTHER_ENVIRONMENT, 401)
  const { id } = room.sessions.create('market', token, now)
  return recordReply({ stream: { url: room.streamUrls.market ?? MARKET_STREAM, sessionid: id } })
}

/** `POST /accounts/events/session`. */
export function accountSession({ room, token, now }: FaceCall): Reply {
  const { id } = room.sessions.create('account', token, now)
  const url = room.streamUrls.account ?? `wss://${ACCOUNT_HOSTS[token.personality]}/v1/accounts/events`
  return recordReply({ stream: { url, sessionid: id } })
}
