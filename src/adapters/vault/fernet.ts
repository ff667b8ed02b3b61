import { Buffer } from 'node:buffer'
import { createCipheriv, createDecipheriv, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

// Fernet, as its specification has it (github.com/fernet/spec): version 0x80, 8 bytes of seconds, 16 of an initial vector,
// AES-128-CBC with PKCS #7 padding, and an HMAC-SHA-256 over all of it; in base64url with its padding.

const VERSION = 0x80
const KEY_BYTES = 32
const HEAD_BYTES = 25
const MAC_BYTES = 32
const BLOCK_BYTES = 16
const BASE64URL = /^[A-Za-z0-9_-]*={0,2}$/

/** A key of 32 bytes: the first half signs, the second encrypts. */
export interface FernetKey {
  readonly signing: Buffer
  readonly encryption: Buffer
}

/** The bytes of strict base64url with padding; null for anything else, so that a text has one reading only. */
function decode(text: string): Buffer | null {
  if (text.length % 4 !== 0 || !BASE64URL.test(text)) return null
  const bytes = Buffer.from(text, 'base64url')
  return encode(bytes) === text ? bytes : null
}

function encode(bytes: Buffer): string {
  const text = bytes.toString('base64url')
  return text.padEnd(Math.ceil(text.length / 4) * 4, '=')
}

/** A key from its text of 44 characters; null when it is none. */
export function parseFernetKey(text: string): FernetKey | null {
  const bytes = decode(text)
  if (bytes === null || bytes.length !== KEY_BYTES) return null
  return { signing: bytes.subarray(0, 16), encryption: bytes.subarray(16) }
}

/** The text of a new key. */
export function newFernetKey(): string {
  return encode(randomBytes(KEY_BYTES))
}

/**
 * Encrypts and signs a text. The moment is written into the token, readable to everybody.
 *
 * @param nowMs epoch milliseconds
 * @param iv 16 bytes, never the same twice; random unless a test gives them
 */
export function fernetEncrypt(
  key: FernetKey,
  plaintext: string,
  nowMs: number,
  iv: Buffer = randomBytes(BLOCK_BYTES),
): string {
  const head = Buffer.alloc(HEAD_BYTES)
  head.writeUInt8(VERSION, 0)
  head.writeBigUInt64BE(BigInt(Math.floor(nowMs / 1_000)), 1)
  iv.copy(head, 9)
  const cipher = createCipheriv('aes-128-cbc', key.encryption, iv)
  const signed = Buffer.concat([head, cipher.update(plaintext, 'utf8'), cipher.final()])
  return encode(Buffer.concat([signed, sign(key, signed)]))
}

/**
 * The text of a token; null when the token is malformed, changed, or another key's: which of these is not told. A token
 * that is kept has no end by time, so its moment is not judged.
 */
export function fernetDecrypt(key: FernetKey, token: string): string | null {
  const bytes = decode(token)
  const blocks = bytes === null ? 0 : bytes.length - HEAD_BYTES - MAC_BYTES
  if (bytes === null || blocks < BLOCK_BYTES || blocks % BLOCK_BYTES !== 0) return null
  const signed = bytes.subarray(0, -MAC_BYTES)
  // Before anything else is decided: a padding that is judged first would answer questions about the text.
  if (!timingSafeEqual(sign(key, signed), bytes.subarray(-MAC_BYTES))) return null
  if (bytes[0] !== VERSION) return null
  try {
    const decipher = createDecipheriv('aes-128-cbc', key.encryption, signed.subarray(9, HEAD_BYTES))
    return Buffer.concat([decipher.update(signed.subarray(HEAD_BYTES)), decipher.final()]).toString('utf8')
  } catch {
    return null
  }
}

function sign(key: FernetKey, bytes: Buffer): Buffer {
  return createHmac('sha256', key.signing).update(bytes).digest()
}
