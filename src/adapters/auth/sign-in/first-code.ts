import { timingSafeEqual } from 'node:crypto'
import { hashSecret, mintSecret } from '../one-time-code.ts'

/**
 * The code that lets the first person in, who becomes the admin. It is shown at the console and kept in memory alone, as
 * a hash: whoever reads the console of the server may own it, and nobody else.
 */
export class FirstCode {
  #hash: string | null = null

  /** A new code, in place of any before. */
  make(): string {
    const code = mintSecret('invitation')
    this.#hash = hashSecret(code)
    return code
  }

  matches(code: string): boolean {
    return this.#hash !== null && timingSafeEqual(Buffer.from(hashSecret(code)), Buffer.from(this.#hash))
  }

  /** It was used. */
  end(): void {
    this.#hash = null
  }
}
