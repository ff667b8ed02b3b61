import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'

// An authenticator in software, as much of WebAuthn as a server sees of one: ES256 keys, attestation "none".

const UP = 0x01
const UV = 0x04
const AT = 0x40

function head(major: number, length: number): Buffer {
  if (length < 24) return Buffer.from([(major << 5) | length])
  if (length < 256) return Buffer.from([(major << 5) | 24, length])
  return Buffer.from([(major << 5) | 25, length >> 8, length & 255])
}
const bytes = (value: Buffer) => Buffer.concat([head(2, value.length), value])
const text = (value: string) => Buffer.concat([head(3, value.length), Buffer.from(value)])
const int = (value: number) => (value < 0 ? head(1, -1 - value) : head(0, value))
const map = (...pairs: readonly Buffer[]) => Buffer.concat([head(5, pairs.length / 2), ...pairs])

/** A passkey, and what it signs. */
export class SoftwarePasskey {
  readonly #key: KeyObject
  readonly #point: { readonly x: Buffer; readonly y: Buffer }
  readonly #id = randomBytes(32)
  readonly #origin: string
  /** Whether it asks its user for a finger or a number. */
  readonly verifies: boolean
  #count = 0

  constructor(origin: string, verifies = true) {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const { x, y } = publicKey.export({ format: 'jwk' })
    this.#key = privateKey
    this.#point = { x: Buffer.from(x!, 'base64url'), y: Buffer.from(y!, 'base64url') }
    this.#origin = origin
    this.verifies = verifies
  }

  /** What a browser sends after it was asked to make it. */
  register(challenge: string, origin = this.#origin) {
    const { x, y } = this.#point
    const key = map(int(1), int(2), int(3), int(-7), int(-1), int(1), int(-2), bytes(x), int(-3), bytes(y))
    const length = Buffer.from([this.#id.length >> 8, this.#id.length & 255])
    const data = Buffer.concat([this.#data(AT), Buffer.alloc(16), length, this.#id, key])
    const attestation = map(text('fmt'), text('none'), text('attStmt'), map(), text('authData'), bytes(data))
    return this.#answer({
      clientDataJSON: client('webauthn.create', challenge, origin),
      attestationObject: attestation.toString('base64url'),
      transports: ['internal'],
    })
  }

  /** What a browser sends after it was asked to use it. */
  authenticate(challenge: string, origin = this.#origin) {
    this.#count += 1
    const clientDataJSON = client('webauthn.get', challenge, origin)
    const data = this.#data(0)
    const signed = Buffer.concat([
      data,
      createHash('sha256').update(Buffer.from(clientDataJSON, 'base64url')).digest(),
    ])
    return this.#answer({
      clientDataJSON,
      authenticatorData: data.toString('base64url'),
      signature: sign('sha256', signed, this.#key).toString('base64url'),
    })
  }

  #data(flags: number): Buffer {
    const rp = createHash('sha256').update(new URL(this.#origin).hostname).digest()
    const count = Buffer.alloc(4)
    count.writeUInt32BE(this.#count)
    return Buffer.concat([rp, Buffer.from([flags | UP | (this.verifies ? UV : 0)]), count])
  }

  #answer(response: object) {
    const id = this.#id.toString('base64url')
    return { id, rawId: id, type: 'public-key', clientExtensionResults: {}, response }
  }
}

function client(type: string, challenge: string, origin: string): string {
  return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false })).toString('base64url')
}
