import { invariant } from '../../domain/invariant.ts'
import type { RowValues } from './careful-line.ts'
import { ARRAYS, COLUMN_NAMES, type ColumnArrays, type ColumnName, FORMAT } from './chain-format.ts'
import * as at from './kernel-memory.ts'
import { buildRowKernel, type KernelStep } from './row-kernel.ts'
import type { WasmProgram } from './wasm-module.ts'

/**
 * The kernel of the layout that was read last; nearly all files have the same one. Its memory is scratch
 * within one reading, which never waits for anything, so no two readings meet in it.
 */
let latest: { readonly layout: string; readonly program: WasmProgram } | undefined

function kernelFor(steps: readonly KernelStep[]): WasmProgram {
  const layout = JSON.stringify(steps)
  if (latest?.layout !== layout) latest = { layout, program: buildRowKernel(steps) }
  return latest.program
}

/** Where in the window, and at which group, a run met a text that it does not know. */
export interface UnknownText {
  readonly group: number
  readonly columns: readonly ColumnName[]
  readonly place: number
}

/** The row kernel, set up for the reading of one file. */
export class KernelSession {
  /** The kernel's memory. The piece of the file that is read stands at `WINDOW`. */
  readonly bytes: Buffer
  readonly #kernel: WasmProgram
  readonly #memory: DataView
  readonly #block: ColumnArrays
  readonly #groups: readonly (readonly ColumnName[])[]
  readonly #remembered: number[]

  constructor(steps: readonly KernelStep[]) {
    this.#kernel = kernelFor(steps)
    const { memory } = this.#kernel
    this.bytes = Buffer.from(memory)
    this.#memory = new DataView(memory)
    this.#groups = steps.filter((step) => typeof step !== 'string')
    this.#remembered = this.#groups.map(() => 0)
    for (const group of this.#groups.keys()) this.#setSlotsInUse(group, 0)
    const arrays = COLUMN_NAMES.map(
      (name) => [name, new ARRAYS[FORMAT[name]](memory, at.valuesOf(name), at.BLOCK_ROWS)] as const,
    )
    this.#block = Object.fromEntries(arrays) as unknown as ColumnArrays
  }

  /** Reads plain rows to the block behind its `rows` first; returns the place of the first one not read. */
  run(place: number, stop: number, rows: number): number {
    return this.#kernel.run(place, stop, rows, at.BLOCK_ROWS)
  }

  /** Rows of the block after the last run. */
  get rows(): number {
    return this.#memory.getInt32(at.DONE_ROWS, true)
  }

  /** The text for want of which the last run stopped. */
  get unknownText(): UnknownText | undefined {
    const group = this.#memory.getInt32(at.STUCK_GROUP, true)
    const columns = this.#groups[group]
    return columns && { group, columns, place: this.#memory.getInt32(at.STUCK_AT, true) }
  }

  /** The first `rows` values of a column of the block. */
  values(column: ColumnName, rows: number): ArrayLike<number> {
    const values = this.#block[column]
    return rows === at.BLOCK_ROWS ? values : values.subarray(0, rows)
  }

  /** Puts a row that the kernel did not read in the block. */
  putRow(row: number, values: RowValues): void {
    for (const [column, value] of values) this.#block[column][row] = value
  }

  /**
   * Lets the kernel know a text of a group. It remembers the last few; the oldest is forgotten.
   *
   * @param length bytes of the text and the delimiter behind it, at most `TEXT_BYTES`
   * @param values the values that the text stands for, by column
   */
  remember({ group, columns, place }: UnknownText, length: number, values: RowValues): void {
    invariant(length <= at.TEXT_BYTES, 'a longer text would be compared only in part')
    const count = this.#remembered[group] ?? 0
    this.#remembered[group] = count + 1
    const slot = at.slotsOf(group) + (count % at.TEXT_SLOTS) * at.SLOT.size
    for (let i = 0; i < at.TEXT_BYTES; i++) {
      this.bytes[slot + at.SLOT.bytes + i] = this.bytes[place + i] ?? 0
      this.bytes[slot + at.SLOT.mask + i] = i < length ? 255 : 0
    }
    this.#memory.setInt32(slot + at.SLOT.length, length, true)
    for (const [index, column] of columns.entries()) {
      const valueAt = slot + at.SLOT.values + 8 * index
      const value = values.get(column) ?? Number.NaN
      if (FORMAT[column] === 'float64') this.#memory.setFloat64(valueAt, value, true)
      // The kernel takes the low bytes, as many as the column is wide.
      else this.#memory.setInt32(valueAt, value, true)
    }
    this.#setSlotsInUse(group, Math.min(count + 1, at.TEXT_SLOTS))
  }

  #setSlotsInUse(group: number, count: number): void {
    this.#memory.setInt32(at.SLOT_ENDS + 4 * group, at.slotsOf(group) + count * at.SLOT.size, true)
  }
}
