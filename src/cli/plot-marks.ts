/** A price of the underlying that is named below a plot. */
export interface Mark {
  readonly x: number
  readonly name: string
  readonly kind: 'end' | 'breakeven' | 'spot'
}

const TICKS = {
  unicode: { end: '┴', breakeven: '┼', spot: '▲' },
  ascii: { end: '+', breakeven: '|', spot: '^' },
} as const

/** Puts a name around its column on the first line with room for it. */
function place(lines: string[], name: string, column: number, columns: number): void {
  const from = Math.max(0, Math.min(columns - name.length, column - Math.floor(name.length / 2)))
  const to = from + name.length
  for (let i = 0; ; i++) {
    const line = (lines[i] ?? '').padEnd(columns)
    if (line.slice(Math.max(0, from - 1), to + 1).trim() !== '') continue
    lines[i] = line.slice(0, from) + name + line.slice(to)
    return
  }
}

/**
 * The axis below a plot and the names under it: the spot first, then the breakevens, then the ends; a name
 * that would touch another goes a line lower. Marks outside of the plot are left out.
 */
export function markLines(
  marks: readonly Mark[],
  columnOf: (x: number) => number,
  columns: number,
  lead: string,
  floor: string,
  unicode: boolean,
): string[] {
  const ticks = unicode ? TICKS.unicode : TICKS.ascii
  const order = { spot: 0, breakeven: 1, end: 2 }
  const inside = marks
    .map((mark) => ({ ...mark, column: columnOf(mark.x) }))
    .filter(({ column }) => column >= 0 && column < columns)
    .sort((a, b) => order[a.kind] - order[b.kind])
  const axis = Array<string>(columns).fill(floor)
  const names: string[] = []
  for (const { kind, column } of inside.toReversed()) axis[column] = ticks[kind]
  for (const { name, column } of inside) place(names, name, column, columns)
  return [lead + axis.join(''), ...names.map((line) => (' '.repeat(lead.length) + line).trimEnd())]
}
