import { Buffer } from 'node:buffer'
import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'

// argon2id with 19 MiB, two passes and one lane, as OWASP advises; written in the usual form, so that other programs read it.

const MEMORY_KIB = 19_456
const PASSES = 2
const LANES = 1
const SALT_BYTES = 16
const HASH_BYTES = 32
const WRITTEN = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/

/** Each hash takes 19 MiB and a processor for some 20 ms: more at once would starve the exits, which share the machine. */
const AT_ONCE = 2
const MOST_WAITING = 32

/** Too many passwords are being checked; who asks should come again. */
export class HashingBusyError extends Error {
  constructor() {
    super('Too many passwords are being checked at the moment.')
  }
}

interface Terms {
  readonly memory: number
  readonly passes: number
  readonly parallelism: number
  readonly salt: Buffer
  readonly length: number
}

/** Hashes and checks passwords, few at once and the rest one after the other. */
export class PasswordHasher {
  #running = 0
  readonly #waiting: (() => void)[] = []
  /** How many hashes were computed, for whoever wants to see that an unknown name costs as much as a known one. */
  computed = 0

  async hash(password: string): Promise<string> {
    const salt = randomBytes(SALT_BYTES)
    const terms = { memory: MEMORY_KIB, passes: PASSES, parallelism: LANES, salt, length: HASH_BYTES }
    const bytes = await this.#derive(password, terms)
    const text = (part: Buffer) => part.toString('base64').replace(/=+$/, '')
    return `$argon2id$v=19$m=${MEMORY_KIB},t=${PASSES},p=${LANES}$${text(salt)}$${text(bytes)}`
  }

  /** Whether the password is the one of the hash; a hash that cannot be read is nobody's. */
  async verify(hash: string, password: string): Promise<boolean> {
    const [, memory, passes, parallelism, salt, bytes] = WRITTEN.exec(hash) ?? []
    if (memory === undefined || passes === undefined || bytes === undefined || salt === undefined)
      return false
    const wanted = Buffer.from(bytes, 'base64')
    const found = await this.#derive(password, {
      memory: Number(memory),
      passes: Number(passes),
      parallelism: Number(parallelism),
      salt: Buffer.from(salt, 'base64'),
      length: wanted.length,
    })
    return timingSafeEqual(found, wanted)
  }

  async #derive(password: string, { memory, passes, parallelism, salt, length }: Terms): Promise<Buffer> {
    await this.#enter()
    try {
      this.computed += 1
      return await new Promise<Buffer>((resolve, reject) => {
        argon2(
          'argon2id',
          // Composed letters: the same password typed on another keyboard is the same password.
          {
            message: password.normalize('NFKC'),
            nonce: salt,
            memory,
            passes,
            parallelism,
            tagLength: length,
          },
          (error, bytes) => (error === null ? resolve(bytes) : reject(error)),
        )
      })
    } finally {
      this.#leave()
    }
  }

  async #enter(): Promise<void> {
    if (this.#running < AT_ONCE) {
      this.#running += 1
      return
    }
    if (this.#waiting.length >= MOST_WAITING) throw new HashingBusyError()
    // Whoever leaves hands its place over, so that nobody new gets in between.
    await new Promise<void>((resolve) => this.#waiting.push(resolve))
  }

  #leave(): void {
    const next = this.#waiting.shift()
    if (next === undefined) this.#running -= 1
    else next()
  }
}
