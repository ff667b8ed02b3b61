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
  /** Where the kernel will look for it. */
  readonly slot: number
}

/** A text of a group and what it stands for, as the kernel keeps it. */
export type RememberedText = Uint8Array

/**
 * Makes a text known to the kernel once it is remembered.
 *
 * @param text with the delimiter behind it, at most `TEXT_BYTES`, none beyond 8 bits
 * @param values the values that the text stands for, by column
 */
export function rememberedText(
  text: string,
  columns: readonly ColumnName[],
  values: RowValues,
): RememberedText {
  invariant(text.length <= at.TEXT_BYTES, 'a longer text would be compared only in part')
  // From the pool: a file may have as many texts as rows.
  const slot = Buffer.allocUnsafe(at.SLOT.size).fill(0)
  slot.write(text, at.SLOT.bytes, 'latin1')
  slot.fill(255, at.SLOT.mask, at.SLOT.mask + text.length)
  slot.writeInt32LE(text.length, at.SLOT.length)
  for (const [index, column] of columns.entries()) {
    const valueAt = at.SLOT.values + 8 * index
    const value = values.get(column) ?? Number.NaN
    if (FORMAT[column] === 'float64') slot.writeDoubleLE(value, valueAt)
    // The kernel takes the low bytes, as many as the column is wide.
    else slot.writeInt32LE(value, valueAt)
  }
  return slot
}

/** The row kernel, set up for the reading of one file. */
export class KernelSession {
  /** The kernel's memory. The piece of the file that is read stands at `WINDOW`. */
  readonly bytes: Buffer
  readonly #kernel: WasmProgram
  readonly #memory: DataView
  readonly #block: ColumnArrays
  readonly #groups: readonly (readonly ColumnName[])[]

  constructor(steps: readonly KernelStep[]) {
    this.#kernel = kernelFor(steps)
    const { memory } = this.#kernel
    this.bytes = Buffer.from(memory)
    this.#memory = new DataView(memory)
    this.#groups = steps.filter((step) => typeof step !== 'string')
    this.bytes.fill(0, at.slotsOf(0), at.slotsOf(this.#groups.length))
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
    const place = this.#memory.getInt32(at.STUCK_AT, true)
    return columns && { group, columns, place, slot: this.#memory.getInt32(at.STUCK_SLOT, true) }
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

  /** Lets the kernel know the text for want of which it stopped, until another needs the same slot. */
  remember({ slot }: UnknownText, text: RememberedText): void {
    this.bytes.set(text, slot)
  }
}
