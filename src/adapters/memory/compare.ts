/** Compares texts by their UTF-16 units, as collation "C" does for the letters that ids are made of. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** A comparison by a time or rank, and among equals by an id. */
export function byNumberThenText<Row>(
  numberOf: (row: Row) => number,
  textOf: (row: Row) => string,
): (a: Row, b: Row) => number {
  return (a, b) => numberOf(a) - numberOf(b) || compareText(textOf(a), textOf(b))
}

/** A comparison by an id. */
export function byText<Row>(textOf: (row: Row) => string): (a: Row, b: Row) => number {
  return (a, b) => compareText(textOf(a), textOf(b))
}

/** Joins the parts of a key by a character that no id holds. */
export function keyOf(...parts: readonly (string | number)[]): string {
  return parts.join('\u0000')
}
