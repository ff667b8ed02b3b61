import { invariant } from '../../domain/invariant.ts'
import { deepFreeze } from './deep-freeze.ts'
import type { Journal, Undoable } from './journal.ts'
import { SortedRows } from './sorted-rows.ts'

/** A sorted view of a table in buckets; a row without a bucket is not in it. */
export class MemoryIndex<Row> {
  readonly #bucketOf: (row: Row) => string | null
  readonly #compare: (a: Row, b: Row) => number
  readonly #buckets = new Map<string, SortedRows<Row>>()
  readonly #none: SortedRows<Row>

  constructor(bucketOf: (row: Row) => string | null, compare: (a: Row, b: Row) => number) {
    this.#bucketOf = bucketOf
    this.#compare = compare
    this.#none = new SortedRows(compare)
  }

  change(from: Row | undefined, to: Row | undefined): void {
    const old = from === undefined ? null : this.#bucketOf(from)
    const next = to === undefined ? null : this.#bucketOf(to)
    if (old !== null && old === next && this.#compare(from!, to!) === 0) {
      this.bucket(old).replace(to!)
      return
    }
    if (old !== null) this.bucket(old).remove(from!)
    if (next === null) return
    const rows = this.#buckets.get(next) ?? new SortedRows(this.#compare)
    rows.add(to!)
    this.#buckets.set(next, rows)
  }

  bucket(name: string): SortedRows<Row> {
    return this.#buckets.get(name) ?? this.#none
  }
}

/** Frozen rows by key, with their indexes kept in step and each write noted for a rollback. */
export class MemoryTable<Row> implements Undoable {
  readonly name: string
  readonly #journal: Journal
  readonly #indexes: readonly MemoryIndex<Row>[]
  readonly #rows = new Map<string, Row>()

  constructor(name: string, journal: Journal, indexes: readonly MemoryIndex<Row>[] = []) {
    this.name = name
    this.#journal = journal
    this.#indexes = indexes
  }

  get(key: string): Row | undefined {
    this.#journal.check()
    return this.#rows.get(key)
  }

  has(key: string): boolean {
    this.#journal.check()
    return this.#rows.has(key)
  }

  /** @throws {InvariantViolation} when the key is taken: ids are unique, so the same one again is a bug */
  insert(key: string, row: Row): void {
    invariant(!this.has(key), `${this.name} has a row ${key} already`)
    this.put(key, row)
  }

  put(key: string, row: Row): void {
    const previous = this.get(key)
    this.#journal.note(this, key, previous)
    this.#change(key, previous, deepFreeze(row))
  }

  delete(key: string): boolean {
    const previous = this.get(key)
    if (previous === undefined) return false
    this.#journal.note(this, key, previous)
    this.#change(key, previous, undefined)
    return true
  }

  /** The rows of one bucket of one of the table's indexes. */
  rows(index: MemoryIndex<Row>, bucket: string): SortedRows<Row> {
    this.#journal.check()
    return index.bucket(bucket)
  }

  restore(key: string, row: unknown): void {
    this.#change(key, this.#rows.get(key), row as Row | undefined)
  }

  #change(key: string, from: Row | undefined, to: Row | undefined): void {
    for (const index of this.#indexes) index.change(from, to)
    if (to === undefined) this.#rows.delete(key)
    else this.#rows.set(key, to)
  }
}
