import { ok, type Refusal, type Result, refuse } from '../../domain/refusal.ts'
import type { BrokerAccountKey } from '../../ports/broker-account.ts'
import type { Clock } from '../../ports/clock.ts'
import type { SealedToken, TokenStore } from '../../ports/store/token-store.ts'
import type { UnitOfWork } from '../../ports/store/unit-of-work.ts'
import type { TokenVault, VaultRefusal, VaultStatus } from '../../ports/token-vault.ts'
import type { KeyRing } from './key-ring.ts'
import { unwrapToken, wrapToken } from './token-envelope.ts'

/** What the vault needs. */
export interface VaultParts {
  readonly work: UnitOfWork<TokenStore>
  /** Every user whose tokens there may be: row level security shows one user's at a time. */
  readonly usernames: () => Promise<readonly string[]>
  /** The keys; or why there are none, in one sentence without a key in it. */
  readonly keys: Result<KeyRing>
  readonly clock: Pick<Clock, 'now'>
}

/** One word, as a header can carry it. */
const TOKEN = /^[A-Za-z0-9._~+/=-]{1,512}$/

/** The vault of brokers' tokens on the store, sealed as Fernet seals. */
export function fernetVault(parts: VaultParts): TokenVault {
  return new FernetVault(parts)
}

class FernetVault implements TokenVault {
  readonly #parts: VaultParts

  constructor(parts: VaultParts) {
    this.#parts = parts
  }

  get #ring(): KeyRing | null {
    return this.#parts.keys.ok ? this.#parts.keys.value : null
  }

  async put(username: string, key: BrokerAccountKey, token: string): Promise<Result<true, VaultRefusal>> {
    if (!TOKEN.test(token)) {
      return refuse(
        'token_must_be_one_word',
        'The token must be one word, as the broker’s dashboard shows it.',
      )
    }
    const status = await this.status()
    if (status.state === 'locked') return locked(status.reason)
    const now = this.#parts.clock.now()
    const sealed = this.#ring?.seal(wrapToken(username, key, token), now) ?? null
    if (sealed === null) return locked(null)
    const { environment, accountId } = key
    return this.#parts.work.transact(username, async (tx) => {
      const before = await tx.sealedToken(key)
      // Somebody with another key may have written it since: what this key does not open is not thrown away.
      if (before !== null && !this.#opens(before)) return locked(unreadable(1))
      await tx.putSealedToken({ environment, accountId, ...sealed, updatedAt: now })
      return ok(true)
    })
  }

  async get(username: string, key: BrokerAccountKey): Promise<Result<string, VaultRefusal>> {
    const sealed = await this.#parts.work.transact(username, (tx) => tx.sealedToken(key))
    if (sealed === null) {
      return refuse(
        'token_must_be_stored',
        `There is no token for ${key.environment}:${key.accountId}; set one first.`,
      )
    }
    const text = this.#ring?.open(sealed.ciphertext) ?? null
    if (text === null) return locked(this.#ring === null ? this.#noKeys() : unreadable(1))
    const token = unwrapToken(username, key, text)
    return token === null ? notTheirs() : ok(token)
  }

  async list(username: string) {
    const tokens = await this.#parts.work.transact(username, (tx) => tx.sealedTokens())
    return tokens.map((sealed) => {
      const { environment, accountId, updatedAt } = sealed
      return { environment, accountId, updatedAt, readable: this.#opens(sealed) }
    })
  }

  drop(username: string, key: BrokerAccountKey): Promise<boolean> {
    return this.#parts.work.transact(username, (tx) => tx.deleteSealedToken(key))
  }

  async status(): Promise<VaultStatus> {
    const ring = this.#ring
    const tokens = await this.#everyToken()
    const unreadableCount = tokens.filter((sealed) => !this.#opens(sealed)).length
    const old = tokens.filter(({ keyId }) => ring?.has(keyId) === true && keyId !== ring.firstId).length
    const reason = ring === null ? this.#noKeys() : unreadableCount > 0 ? unreadable(unreadableCount) : null
    return {
      state: reason === null ? 'open' : 'locked',
      reason,
      keys: ring?.count ?? 0,
      tokens: tokens.length,
      unreadable: unreadableCount,
      old,
    }
  }

  async rotate(): Promise<Result<number, VaultRefusal>> {
    const status = await this.status()
    if (status.state === 'locked') return locked(status.reason)
    let changed = 0
    for (const username of await this.#parts.usernames()) {
      const result = await this.#parts.work.transact(username, (tx) => this.#rotateOf(username, tx))
      if (!result.ok) return result
      changed += result.value
    }
    return ok(changed)
  }

  /** All of one user's, or none: a token that opens for somebody else only is not sealed anew as if it were sound. */
  async #rotateOf(username: string, tx: TokenStore): Promise<Result<number, VaultRefusal>> {
    const ring = this.#ring
    const old = (await tx.sealedTokens()).filter(({ keyId }) => keyId !== ring?.firstId)
    const next: SealedToken[] = []
    for (const token of old) {
      const text = ring?.open(token.ciphertext) ?? null
      if (text === null) return locked(unreadable(1))
      if (unwrapToken(username, token, text) === null) return notTheirs()
      const sealed = ring?.seal(text, this.#parts.clock.now()) ?? null
      if (sealed === null) return locked(null)
      next.push({ ...token, ...sealed })
    }
    // A user has a handful of accounts, so that one statement a token is no loop to speak of.
    for (const token of next) await tx.putSealedToken(token)
    return ok(next.length)
  }

  async #everyToken(): Promise<readonly SealedToken[]> {
    const all: SealedToken[] = []
    for (const username of await this.#parts.usernames()) {
      all.push(...(await this.#parts.work.transact(username, (tx) => tx.sealedTokens())))
    }
    return all
  }

  /** The key's name is not enough: it only says which key was used, not that the text is whole. */
  #opens({ ciphertext }: SealedToken): boolean {
    return this.#ring !== null && this.#ring.open(ciphertext) !== null
  }

  #noKeys(): string {
    return this.#parts.keys.ok ? '' : this.#parts.keys.message
  }
}

function unreadable(count: number): string {
  return `${count} stored ${count === 1 ? 'token was' : 'tokens were'} sealed with a key that is not at hand.`
}

function locked(reason: string | null): Refusal<'vault_must_be_unlocked'> {
  return refuse(
    'vault_must_be_unlocked',
    `The vault is locked. ${reason ?? ''} Give the key back (LEGWORK_VAULT_KEY, or vault.key in the data folder); nothing is overwritten until then.`,
  )
}

function notTheirs(): Refusal<'token_must_be_its_owners'> {
  return refuse(
    'token_must_be_its_owners',
    'What is stored as this token was sealed for another user, environment or account, or was changed; set the token anew.',
  )
}
