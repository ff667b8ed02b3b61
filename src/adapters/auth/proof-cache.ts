import type { Identity } from '../../ports/identity.ts'

/** How long a proof is believed without looking again. */
const KEEP_MS = 3_000
const MOST = 10_000

interface Proof {
  readonly identity: Identity
  readonly until: number
}

/**
 * What was proved in the last few seconds, by the cookie or key as it was sent. An end that comes while a look-up is
 * under way wins: what was read before it is not kept.
 */
export class ProofCache {
  readonly #proofs = new Map<string, Proof>()
  readonly #now: () => number
  #ends = 0

  constructor(now: () => number) {
    this.#now = now
  }

  /** The identity that the credential proves, from memory or as `look` finds it. */
  async identity(credential: string, look: () => Promise<Identity | null>): Promise<Identity | null> {
    const known = this.#proofs.get(credential)
    if (known !== undefined && known.until > this.#now()) return known.identity
    const ends = this.#ends
    const identity = await look()
    if (identity === null || ends !== this.#ends) return identity
    if (this.#proofs.size >= MOST) this.#proofs.clear()
    this.#proofs.set(credential, { identity, until: this.#now() + KEEP_MS })
    return identity
  }

  /** Forgets all that was proved: something ended, and what it was is cheaper to find again than to find here. */
  forget(): void {
    this.#ends += 1
    this.#proofs.clear()
  }
}
