import type { UnitOfWork } from '../../ports/store/unit-of-work.ts'

/**
 * Counts the changes of each user's rows in this process: while the count stands, a list that was made since is the same
 * list. Every transaction counts, whether it wrote or not; what only reads belongs to `Store.reads`.
 */
export class ChangeCounter {
  readonly #counts = new Map<string, number>()

  /** How many transactions of the user have ended; 0 before the first. */
  of(username: string): number {
    return this.#counts.get(username) ?? 0
  }

  /** Something of the user's has changed that no transaction tells. */
  changed(username: string): void {
    this.#counts.set(username, this.of(username) + 1)
  }

  /** The same work, counted. A transaction that failed counts as well: its commit may have arrived. */
  counting<Tx>(work: UnitOfWork<Tx>): UnitOfWork<Tx> {
    return {
      transact: (username, job) => work.transact(username, job).finally(() => this.changed(username)),
    }
  }
}
