import type { BrokerAccountKey } from '../../ports/broker-account.ts'

/** What is sealed: the token, and for whom. Fernet authenticates nothing outside of its text, so the owner goes inside. */
interface TokenEnvelope {
  readonly v: 1
  readonly username: string
  readonly environment: string
  readonly accountId: string
  readonly token: string
}

/** The text to seal. */
export function wrapToken(
  username: string,
  { environment, accountId }: BrokerAccountKey,
  token: string,
): string {
  return JSON.stringify({ v: 1, username, environment, accountId, token } satisfies TokenEnvelope)
}

/** The token, when the envelope is for just this user, environment and account; null otherwise. */
export function unwrapToken(
  username: string,
  { environment, accountId }: BrokerAccountKey,
  text: string,
): string | null {
  const envelope = parse(text)
  const isTheirs =
    envelope.v === 1 &&
    envelope.username === username &&
    envelope.environment === environment &&
    envelope.accountId === accountId
  return isTheirs && typeof envelope.token === 'string' ? envelope.token : null
}

function parse(text: string): Partial<TokenEnvelope> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : {}
  } catch {
    return {}
  }
}
