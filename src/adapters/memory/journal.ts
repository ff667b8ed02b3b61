import { invariant } from '../../domain/invariant.ts'

/** What a table must do to take a write back. */
export interface Undoable {
  restore(key: string, row: unknown): void
}

/** The writes of the running transaction, so that a failed one can be taken back. */
export class Journal {
  // Three parallel lists instead of objects: a transaction that ends well then leaves nothing to collect.
  readonly #tables: Undoable[] = []
  readonly #keys: string[] = []
  readonly #rows: unknown[] = []
  #isOpen = false

  begin(): void {
    this.#isOpen = true
  }

  /** @throws {InvariantViolation} outside a transaction: a write that is not awaited would escape its rollback */
  check(): void {
    invariant(this.#isOpen, 'the store is used outside its transaction: await every read and write in it')
  }

  note(table: Undoable, key: string, previous: unknown): void {
    this.#tables.push(table)
    this.#keys.push(key)
    this.#rows.push(previous)
  }

  /** Whether anything was written. */
  get isWritten(): boolean {
    return this.#keys.length > 0
  }

  commit(): void {
    this.#end()
  }

  rollBack(): void {
    for (let i = this.#tables.length - 1; i >= 0; i--) this.#tables[i]!.restore(this.#keys[i]!, this.#rows[i])
    this.#end()
  }

  #end(): void {
    this.#isOpen = false
    this.#tables.length = 0
    this.#keys.length = 0
    this.#rows.length = 0
  }
}
