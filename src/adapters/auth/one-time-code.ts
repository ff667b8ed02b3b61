import { createHash, randomBytes } from 'node:crypto'

/** What a secret text is for; its beginning says so, so that it is known wherever it turns up. */
export type SecretKind = 'key' | 'invitation'

const BEGINNINGS: Readonly<Record<SecretKind, string>> = { key: 'lwk_', invitation: 'lwi_' }
const SECRET_BYTES = 32
const SHAPES: Readonly<Record<SecretKind, RegExp>> = {
  key: /^lwk_[A-Za-z0-9_-]{43}$/,
  invitation: /^lwi_[A-Za-z0-9_-]{43}$/,
}

/** A new secret of 256 bits. */
export function mintSecret(kind: SecretKind): string {
  return BEGINNINGS[kind] + randomBytes(SECRET_BYTES).toString('base64url')
}

/** Whether a text may be a secret of a kind; nothing else is looked up. */
export function isSecretOf(kind: SecretKind, text: string): boolean {
  return SHAPES[kind].test(text)
}

/** What is stored of a secret. It has 256 bits of chance, so that nothing slower than SHA-256 is needed. */
export function hashSecret(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
