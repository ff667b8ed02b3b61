import { type Instant, instant } from '../../domain/calendar/instant.ts'
import { ok, type Result, refuse } from '../../domain/refusal.ts'
import type { StoreTransaction } from '../../ports/store/store.ts'
import type { UnitOfWork } from '../../ports/store/unit-of-work.ts'

/** A process that was killed leaves its lease behind for so long. */
const HELD_MS = 60_000
const RENEWED_MS = 15_000

/** Where a lease is kept and for whom. */
export interface LeaseParts {
  readonly work: UnitOfWork<StoreTransaction>
  readonly username: string
  readonly account: string
  /** Names this process, or the folder where only one process can hold it. */
  readonly holder: string
  /** Two processes share the wall's time, not a market's. */
  readonly wallNow: () => Instant
}

/** The claim of this process on the cycles of an account, so that no second one anywhere runs them. */
export class CycleLease {
  readonly #parts: LeaseParts
  readonly #token: number
  #renewedAt: number

  private constructor(parts: LeaseParts, token: number) {
    this.#parts = parts
    this.#token = token
    this.#renewedAt = parts.wallNow()
  }

  /** Claims the cycles. Refuses: `engine_runs_elsewhere`. */
  static async claim(parts: LeaseParts): Promise<Result<CycleLease>> {
    const token = await claim(parts)
    if (token !== null) return ok(new CycleLease(parts, token))
    return refuse(
      'engine_runs_elsewhere',
      `Another process runs the cycles of ${parts.account} on this database; stop it first. If it was killed, wait a minute.`,
    )
  }

  /** Whether the cycles are still ours; renewed when its time has come. To be asked before each cycle. */
  async holds(): Promise<boolean> {
    const now = this.#parts.wallNow()
    if (now - this.#renewedAt < RENEWED_MS) return true
    const token = await claim(this.#parts)
    if (token !== this.#token) return false
    this.#renewedAt = now
    return true
  }

  release(): Promise<void> {
    const { work, username, holder } = this.#parts
    return work.transact(username, (tx) => tx.releaseLease(leaseName(this.#parts), holder))
  }
}

function leaseName({ account }: LeaseParts): string {
  return `cycles:${account}`
}

function claim(parts: LeaseParts): Promise<number | null> {
  const now = parts.wallNow()
  return parts.work.transact(parts.username, (tx) =>
    tx.claimLease(leaseName(parts), parts.holder, now, instant(now + HELD_MS)),
  )
}
