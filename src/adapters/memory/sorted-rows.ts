/** Rows in the order of a comparison that no two of them answer with 0. */
export class SortedRows<Row> {
  readonly #rows: Row[] = []
  readonly #compare: (a: Row, b: Row) => number

  constructor(compare: (a: Row, b: Row) => number) {
    this.#compare = compare
  }

  /** The first place whose row is not before this one. */
  #placeOf(row: Row): number {
    const rows = this.#rows
    // Most rows come in order: ids and times ascend.
    const last = rows.at(-1)
    if (last === undefined || this.#compare(last, row) < 0) return rows.length
    let low = 0
    let high = rows.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.#compare(rows[middle]!, row) < 0) low = middle + 1
      else high = middle
    }
    return low
  }

  add(row: Row): void {
    const place = this.#placeOf(row)
    if (place === this.#rows.length) this.#rows.push(row)
    else this.#rows.splice(place, 0, row)
  }

  remove(row: Row): void {
    const place = this.#placeOf(row)
    if (place === this.#rows.length - 1) this.#rows.pop()
    else this.#rows.splice(place, 1)
  }

  /** Puts a row in the place of one that compares equal to it. */
  replace(row: Row): void {
    this.#rows[this.#placeOf(row)] = row
  }

  /** All of them, in order; a copy, so that later writes do not show in an answer. */
  all(): readonly Row[] {
    return this.#rows.slice()
  }

  /** The last ones, the last first. */
  newest(count: number): readonly Row[] {
    return count <= 0 ? [] : this.#rows.slice(-count).reverse()
  }

  /** From the end back to the first row that does not fit, in order. */
  lastWhile(fits: (row: Row) => boolean): readonly Row[] {
    let first = this.#rows.length
    while (first > 0 && fits(this.#rows[first - 1]!)) first--
    return this.#rows.slice(first)
  }
}
