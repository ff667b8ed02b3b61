import { brailleCanvas, type DotCanvas, letterCanvas } from './dot-canvas.ts'
import type { Paint } from './paint.ts'
import { type Mark, markLines } from './plot-marks.ts'

/** A curve: solid, or dotted where a second one must be told from it. */
export interface PlotLine {
  readonly style: 'solid' | 'dotted'
  /** Its letter on screens without Braille. */
  readonly letter: string
  at(x: number): number
}

/** A small plot of money over the price of the underlying. */
export interface Plot {
  readonly from: number
  readonly to: number
  readonly lines: readonly PlotLine[]
  /** Prices of the underlying that are marked and named below the axis. */
  readonly marks: readonly Mark[]
  /** The label of a value on the left axis. */
  label(value: number): string
}

/** The room that a plot has, and how it may be drawn. */
export interface PlotFrame {
  /** Characters between the axes. */
  readonly columns: number
  readonly rows: number
  readonly unicode: boolean
  readonly paint: Paint
}

const DOT_RUN = 2

interface Range {
  readonly low: number
  readonly high: number
}

/** The values that the lines take, and always 0, so that profit and loss are seen from the zero line. */
function rangeOf(samples: readonly (readonly number[])[]): Range {
  const values = [0, ...samples.flat().filter(Number.isFinite)]
  const low = Math.min(...values)
  const high = Math.max(...values)
  return low === high ? { low: low - 1, high: high + 1 } : { low, high }
}

function drawLine(canvas: DotCanvas, { style, letter }: PlotLine, rowsOf: readonly number[]): void {
  for (const [column, row] of rowsOf.entries()) {
    if (!Number.isFinite(row)) continue
    if (style === 'dotted' && canvas.dotColumns > canvas.dotRows && column % (2 * DOT_RUN) >= DOT_RUN)
      continue
    const before = column === 0 ? Number.NaN : rowsOf[column - 1]!
    // A steep piece is filled up from half-way to its neighbour, so that the curve has no gaps.
    const from = Number.isFinite(before) ? before + Math.sign(row - before) : row
    const step = Math.sign(row - from)
    for (let y = from; y !== row; y += step) canvas.set(column, y, letter)
    canvas.set(column, row, letter)
  }
}

/**
 * Draws a plot as lines of text: the curves over a zero line, the values of top, zero and bottom on the
 * left, the marked prices below. A dollar above zero has the ink of profit, below it that of loss.
 */
export function drawPlot(plot: Plot, { columns, rows, unicode, paint }: PlotFrame): string[] {
  const canvas = unicode ? brailleCanvas(columns, rows) : letterCanvas(columns, rows)
  const { dotColumns, dotRows } = canvas
  const xAt = (column: number): number =>
    plot.from + ((plot.to - plot.from) * column) / Math.max(1, dotColumns - 1)
  const samples = plot.lines.map((line) => Array.from({ length: dotColumns }, (_, c) => line.at(xAt(c))))
  const { low, high } = rangeOf(samples)
  const dotRowOf = (value: number): number => Math.round(((high - value) / (high - low)) * (dotRows - 1))
  for (const [i, line] of plot.lines.entries()) drawLine(canvas, line, samples[i]!.map(dotRowOf))
  const zeroRow = Math.floor(dotRowOf(0) / (dotRows / rows))
  const labels = new Map([
    [0, plot.label(high)],
    [rows - 1, plot.label(low)],
    [zeroRow, plot.label(0)],
  ])
  const width = Math.max(...[...labels.values()].map((label) => label.length))
  const glyphs = unicode
    ? { side: '│', tick: '┤', zero: '─', corner: '└', floor: '─' }
    : { side: '|', tick: '+', zero: '-', corner: '+', floor: '-' }
  const body = Array.from({ length: rows }, (_, row) => {
    const label = (labels.get(row) ?? '').padStart(width)
    const cells = Array.from({ length: columns }, (_, column) => canvas.cell(column, row))
    const inked = cells.map((cell) => ({
      text: cell ?? (row === zeroRow ? glyphs.zero : ' '),
      ink: cell === null || row === zeroRow ? null : row < zeroRow ? ('profit' as const) : ('loss' as const),
    }))
    return `${label} ${labels.has(row) ? glyphs.tick : glyphs.side}${inkRuns(inked, paint)}`.trimEnd()
  })
  const columnOf = (x: number): number =>
    Math.round(((x - plot.from) / (plot.to - plot.from)) * (columns - 1))
  const floor = `${' '.repeat(width)} ${glyphs.corner}`
  return [...body, ...markLines(plot.marks, columnOf, columns, floor, glyphs.floor, unicode)]
}

function inkRuns(cells: readonly { text: string; ink: 'profit' | 'loss' | null }[], paint: Paint): string {
  let out = ''
  for (let from = 0; from < cells.length; ) {
    const { ink } = cells[from]!
    let to = from
    while (to < cells.length && cells[to]!.ink === ink) to++
    out += paint(
      ink,
      cells
        .slice(from, to)
        .map((cell) => cell.text)
        .join(''),
    )
    from = to
  }
  return out
}
