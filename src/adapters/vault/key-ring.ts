import { Buffer } from 'node:buffer'
import { hkdfSync } from 'node:crypto'
import { ok, type Result, refuse } from '../../domain/refusal.ts'
import { type FernetKey, fernetDecrypt, fernetEncrypt, parseFernetKey } from './fernet.ts'

interface RingKey {
  readonly id: string
  readonly key: FernetKey
}

/** Names a key without telling it: derived one way, so that the name stands beside the ciphertext in the database. */
function idOf(key: FernetKey): string {
  const bytes = Buffer.concat([key.signing, key.encryption])
  return Buffer.from(hkdfSync('sha256', bytes, '', 'legwork vault key id', 8)).toString('hex')
}

/** Keys in order: the first one seals, every one is tried to open. */
export class KeyRing {
  readonly #keys: readonly RingKey[]

  constructor(keys: readonly FernetKey[]) {
    this.#keys = keys.map((key) => ({ id: idOf(key), key }))
  }

  get count(): number {
    return this.#keys.length
  }

  /** The id of the key that seals; null without one. */
  get firstId(): string | null {
    return this.#keys[0]?.id ?? null
  }

  has(id: string): boolean {
    return this.#keys.some((key) => key.id === id)
  }

  /** Seals with the first key; null without one. */
  seal(plaintext: string, nowMs: number): { readonly ciphertext: string; readonly keyId: string } | null {
    const [first] = this.#keys
    return first === undefined
      ? null
      : { ciphertext: fernetEncrypt(first.key, plaintext, nowMs), keyId: first.id }
  }

  /** What the ciphertext holds, by whichever key opens it; null when none does. */
  open(ciphertext: string): string | null {
    for (const { key } of this.#keys) {
      const plaintext = fernetDecrypt(key, ciphertext)
      if (plaintext !== null) return plaintext
    }
    return null
  }
}

/**
 * A ring from keys separated by commas, the first of which seals.
 *
 * Refuses, without showing what was given: `vault_key_must_be_a_fernet_key`.
 */
export function parseKeyRing(text: string): Result<KeyRing, 'vault_key_must_be_a_fernet_key'> {
  const keys = text.split(',').map((part) => parseFernetKey(part.trim()))
  const bad = keys.indexOf(null)
  if (bad === -1) return ok(new KeyRing(keys.filter((key) => key !== null)))
  return refuse(
    'vault_key_must_be_a_fernet_key',
    `Key ${bad + 1} of ${keys.length} of the vault is not a Fernet key: 32 bytes as 44 characters of base64url.`,
  )
}
