/** Dots of a Braille cell, by column and row from the top: the bit of the code point from U+2800. */
const BRAILLE_BITS = [
  [0x01, 0x02, 0x04, 0x40],
  [0x08, 0x10, 0x20, 0x80],
] as const

/** A canvas of dots, shown a cell of several dots a character. Dot (0, 0) is the top left one. */
export interface DotCanvas {
  readonly dotColumns: number
  readonly dotRows: number
  /** Sets a dot; dots outside the canvas are left out. */
  set(column: number, row: number, letter: string): void
  /** The character of a cell, or null when no dot of it is set. */
  cell(column: number, row: number): string | null
}

/** A canvas of Braille cells: 2 by 4 dots a character. The letter of a dot does not matter. */
export function brailleCanvas(columns: number, rows: number): DotCanvas {
  const bits = new Uint8Array(columns * rows)
  return {
    dotColumns: 2 * columns,
    dotRows: 4 * rows,
    set(column, row) {
      if (column < 0 || row < 0 || column >= 2 * columns || row >= 4 * rows) return
      bits[(row >> 2) * columns + (column >> 1)]! |= BRAILLE_BITS[column & 1]![row & 3]!
    },
    cell(column, row) {
      const set = bits[row * columns + column]!
      return set === 0 ? null : String.fromCharCode(0x2800 + set)
    },
  }
}

/** A canvas of one letter a character, for screens without Braille. The first letter in a cell stays. */
export function letterCanvas(columns: number, rows: number): DotCanvas {
  const letters = Array<string | null>(columns * rows).fill(null)
  return {
    dotColumns: columns,
    dotRows: rows,
    set(column, row, letter) {
      if (column < 0 || row < 0 || column >= columns || row >= rows) return
      letters[row * columns + column] ??= letter
    },
    cell: (column, row) => letters[row * columns + column]!,
  }
}
