import type { Ink, Paint } from './paint.ts'

/** One column of a table: its head and a text for each row. */
export interface TextColumn {
  readonly head: string
  readonly cells: readonly string[]
  readonly align?: 'left' | 'right' | 'centre'
  /** The ink of a row's cell. */
  readonly ink?: (row: number) => Ink | null
}

/** The characters that a column takes. */
export function columnWidth({ head, cells }: TextColumn): number {
  return Math.max(head.length, ...cells.map((cell) => cell.length))
}

/** A text filled up with blanks to a width. */
export function padText(text: string, width: number, align: TextColumn['align'] = 'right'): string {
  if (align === 'left') return text.padEnd(width)
  if (align === 'right') return text.padStart(width)
  return text.padStart(text.length + Math.ceil((width - text.length) / 2)).padEnd(width)
}

/** The lines of a table, heads first, columns two blanks apart. All columns have the same rows. */
export function renderTable(columns: readonly TextColumn[], paint: Paint, gap = '  '): string[] {
  const widths = columns.map(columnWidth)
  const rows = columns[0]?.cells.length ?? 0
  const line = (cell: (column: TextColumn) => string, ink: (column: TextColumn) => Ink | null): string =>
    columns
      .map((column, i) => paint(ink(column), padText(cell(column), widths[i]!, column.align)))
      .join(gap)
      .trimEnd()
  const head = line(
    (column) => column.head,
    () => 'faint',
  )
  const body = Array.from({ length: rows }, (_, row) =>
    line(
      (column) => column.cells[row]!,
      (column) => column.ink?.(row) ?? null,
    ),
  )
  return [head, ...body]
}

/** The first columns that fit into `width` characters; the rest are left out. */
export function columnsThatFit(columns: readonly TextColumn[], width: number, gap = 2): TextColumn[] {
  let taken = -gap
  const fitting: TextColumn[] = []
  for (const column of columns) {
    taken += columnWidth(column) + gap
    if (taken > width) break
    fitting.push(column)
  }
  return fitting
}

/** Sentences and figures set into lines of at most `width` characters, broken between words. */
export function wrapText(text: string, width: number, indent = ''): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line)
      line = indent + word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return line === '' ? lines : [...lines, line]
}

/** Groups of words, three blanks apart, set into lines of at most `width`; a group is never broken. */
export function flowGroups(groups: readonly string[], width: number): string[] {
  const lines: string[] = []
  for (const group of groups) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 3 + group.length <= width) {
      lines[lines.length - 1] = `${last}   ${group}`
    } else lines.push(group)
  }
  return lines
}
