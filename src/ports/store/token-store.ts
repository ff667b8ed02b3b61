import type { Instant } from '../../domain/calendar/instant.ts'
import type { BrokerAccountKey } from '../broker-account.ts'

/** A broker's token as it is stored: sealed, and which key sealed it. The store never sees the token itself. */
export interface SealedToken extends BrokerAccountKey {
  readonly ciphertext: string
  /** Names the key without telling it, so that a missing key is known before anything is tried. */
  readonly keyId: string
  readonly updatedAt: Instant
}

/** The sealed broker tokens of a user, one an account. The account need not be open yet: the token opens it. */
export interface TokenStore {
  sealedToken(key: BrokerAccountKey): Promise<SealedToken | null>
  /** By environment and account. */
  sealedTokens(): Promise<readonly SealedToken[]>
  /** Writes the token of an account, in place of the one that is there. */
  putSealedToken(token: SealedToken): Promise<void>
  /** Whether there was one. */
  deleteSealedToken(key: BrokerAccountKey): Promise<boolean>
}
