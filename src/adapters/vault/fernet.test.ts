import { Buffer } from 'node:buffer'
import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fernetDecrypt, fernetEncrypt, newFernetKey, parseFernetKey } from './fernet.ts'

// The vectors of the specification (generate.json, verify.json, invalid.json). Those about a limit in time are left out: a
// stored token has none.
const KEY_TEXT = 'cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4='
const KEY = parseFernetKey(KEY_TEXT)!
const TOKEN =
  'gAAAAAAdwJ6wAAECAwQFBgcICQoLDA0ODy021cpGVWKZ_eEwCGM4BLLF_5CV9dOPmrhuVUPgJobwOz7JcbmrR64jVmpU4IwqDA=='
// Sealed by cryptography 48 with the same key.
const PYTHON_TOKEN =
  'gAAAAABqsTuA4ZPuJ7O86ywOHi8WoRLVKQa8W7f-sNxxzdn0GSIzREi8M4kZvBnlTA27zLFF2sxUFJ7wMQl4V_AJrK7i1QXT35k1HC0uOg_RswPK-ctnE8U='
const INVALID: readonly (readonly [string, string])[] = [
  [
    'incorrect mac',
    'gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAl1-szkFVzXTuGb4hR8AKtwcaX1YdykQUFBQUFBQUFBQQ==',
  ],
  ['too short', 'gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPA=='],
  [
    'invalid base64',
    '%%%%%%%%%%%%%AECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAl1-szkFVzXTuGb4hR8AKtwcaX1YdykRtfsH-p1YsUD2Q==',
  ],
  [
    'payload size not multiple of block size',
    'gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPOm73QeoCk9uGib28Xe5vz6oxq5nmxbx_v7mrfyudzUm',
  ],
  [
    'payload padding error',
    'gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0ODz4LEpdELGQAad7aNEHbf-JkLPIpuiYRLQ3RtXatOYREu2FWke6CnJNYIbkuKNqOhw==',
  ],
  [
    'incorrect IV',
    'gAAAAAAdwJ6xBQECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAkLhFLHpGtDBRLRTZeUfWgHSv49TF2AUEZ1TIvcZjK1zQ==',
  ],
]

/** Signs bytes as a token, whatever they are. */
function signed(bytes: Buffer): string {
  const mac = createHmac('sha256', KEY.signing).update(bytes).digest()
  const text = Buffer.concat([bytes, mac]).toString('base64url')
  return text.padEnd(Math.ceil(text.length / 4) * 4, '=')
}

describe('Fernet', () => {
  it('makes and opens the token of the specification', () => {
    const iv = Buffer.from([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15])
    expect(fernetEncrypt(KEY, 'hello', Date.parse('1985-10-26T01:20:00-07:00'), iv)).toBe(TOKEN)
    expect(fernetDecrypt(KEY, TOKEN)).toBe('hello')
  })

  it.each(INVALID)('refuses what the specification calls invalid: %s', (_, token) => {
    expect(fernetDecrypt(KEY, token)).toBeNull()
  })

  it('opens what Python’s cryptography has sealed', () => {
    expect(fernetDecrypt(KEY, PYTHON_TOKEN)).toBe('{"naïve":"日本"}')
  })

  it('refuses a signed token of another version, or with a broken block or padding', () => {
    const bytes = Buffer.from(TOKEN, 'base64url').subarray(0, -32)
    expect(fernetDecrypt(KEY, signed(bytes))).toBe('hello')
    expect(fernetDecrypt(KEY, signed(Buffer.concat([Buffer.from([0x81]), bytes.subarray(1)])))).toBeNull()
    expect(fernetDecrypt(KEY, signed(Buffer.concat([bytes, Buffer.from([0])])))).toBeNull()
    expect(fernetDecrypt(KEY, signed(bytes.subarray(0, 25)))).toBeNull()
    expect(fernetDecrypt(KEY, signed(Buffer.concat([bytes, Buffer.alloc(16)])))).toBeNull()
  })

  it('opens what it has sealed, whatever it is, and nothing of it with one character changed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(), fc.nat(), (text, at, other) => {
        const key = parseFernetKey(newFernetKey())!
        const token = fernetEncrypt(key, text, 1_790_000_000_000)
        expect(fernetDecrypt(key, token)).toBe(text)
        expect(fernetDecrypt(KEY, token)).toBeNull()
        const place = at % token.length
        const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_='
        const letter = letters[other % letters.length]!
        const changed = token.slice(0, place) + letter + token.slice(place + 1)
        expect(fernetDecrypt(key, changed)).toBe(changed === token ? text : null)
      }),
    )
  })

  it('takes keys of 32 bytes in base64url and no others', () => {
    expect(parseFernetKey(newFernetKey())).not.toBeNull()
    for (const text of [
      '',
      'x',
      KEY_TEXT.slice(0, -1),
      `${KEY_TEXT}A`,
      KEY_TEXT.replace('_', '/'),
      ' '.repeat(44),
    ])
      expect(parseFernetKey(text), text).toBeNull()
  })
})
