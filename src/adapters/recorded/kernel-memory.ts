import { COLUMN_NAMES, type ColumnName } from './chain-format.ts'

/**
 * Where things stand in the memory of the row kernel, in bytes. The constants are written once by
 * `writeKernelConstants`; the rest by the reader before, and by the kernel during, each run.
 */

/** Rows that are collected before they are copied to the columns of the chain. */
export const BLOCK_ROWS = 1024
/** Bytes of a file that are looked at in one piece. */
export const WINDOW_BYTES = 1 << 18

/** Results of a run: rows in the block, and the group whose text was not known and its place, or -1. */
export const DONE_ROWS = 0
export const STUCK_GROUP = 4
export const STUCK_AT = 8

/** Vectors of 16 bytes; to load one is cheaper than to make it in a register each time anew. */
export const COMMAS = 16
export const LINE_FEEDS = COMMAS + 16
export const ZEROS = LINE_FEEDS + 16
export const DOTS = ZEROS + 16
/** Added to a digit, these leave the highest bit clear; added to anything above 9, they set it. */
export const ABOVE_NINE = DOTS + 16
export const WEIGHTS_OF_DIGITS = ABOVE_NINE + 16
export const WEIGHTS_OF_PAIRS = WEIGHTS_OF_DIGITS + 16
/** By the length of a number: which of the 16 bytes before its end are its own. */
export const LENGTH_MASKS = WEIGHTS_OF_PAIRS + 16
/** By the number of decimals (16: no dot): which bytes remain, and where, once the dot is taken out. */
export const DOT_PICKS = LENGTH_MASKS + 16 * 16
/** 10 to the number of decimals (16: 1), as floats; then the same, negative. */
export const POWERS = DOT_PICKS + 17 * 16
/** 10 to 4 less the number of decimals (16: 10 to 4), as 64-bit integers; 0 for more than 4 decimals. */
export const STRIKE_FACTORS = POWERS + 2 * 17 * 8

/** Longest text of a group that the kernel compares, and how many texts of each group it remembers. */
export const TEXT_BYTES = 64
export const TEXT_SLOTS = 4
/** A remembered text: its bytes, a mask of its length, its length, and the values of its columns. */
export const SLOT = {
  bytes: 0,
  mask: TEXT_BYTES,
  length: 2 * TEXT_BYTES,
  values: 2 * TEXT_BYTES + 8,
  size: 192,
}
/** At most seven columns repeat, so there are at most seven groups. */
const MOST_GROUPS = 7
/** End of the slots in use, by group. */
export const SLOT_ENDS = 1088
const SLOTS = SLOT_ENDS + 64
export const slotsOf = (group: number): number => SLOTS + group * TEXT_SLOTS * SLOT.size

/** The values of the block, column by column; the stride is no power of two, lest all share one cache set. */
const VALUES = slotsOf(MOST_GROUPS)
const VALUES_STRIDE = BLOCK_ROWS * 8 + 64
export const valuesOf = (column: ColumnName): number => VALUES + COLUMN_NAMES.indexOf(column) * VALUES_STRIDE

/** The window stands last; vectors are read up to 80 bytes past its end. */
export const WINDOW = VALUES + COLUMN_NAMES.length * VALUES_STRIDE
export const PAGES = Math.ceil((WINDOW + WINDOW_BYTES + 128) / 65_536)

/** Writes the constants. */
export function writeKernelConstants(memory: ArrayBuffer): void {
  const bytes = new Uint8Array(memory)
  bytes.fill(44, COMMAS, COMMAS + 16)
  bytes.fill(10, LINE_FEEDS, LINE_FEEDS + 16)
  bytes.fill(48, ZEROS, ZEROS + 16)
  // The dot, once '0' is taken from it by exclusive or.
  bytes.fill(46 ^ 48, DOTS, DOTS + 16)
  bytes.fill(128 - 10, ABOVE_NINE, ABOVE_NINE + 16)
  new Int16Array(memory, WEIGHTS_OF_DIGITS, 8).set([1000, 100, 10, 1, 1000, 100, 10, 1])
  new Int16Array(memory, WEIGHTS_OF_PAIRS, 8).set([10_000, 10_000, 1, 1, 10_000, 10_000, 1, 1])
  for (let length = 0; length < 16; length++) {
    bytes.fill(255, LENGTH_MASKS + 16 * length + 16 - length, LENGTH_MASKS + 16 * length + 16)
  }
  const powers = new Float64Array(memory, POWERS, 2 * 17)
  const factors = new BigInt64Array(memory, STRIKE_FACTORS, 17)
  for (let decimals = 0; decimals <= 16; decimals++) {
    const digits = decimals === 16 ? 0 : decimals
    powers[decimals] = 10 ** digits
    powers[17 + decimals] = -(10 ** digits)
    factors[decimals] = digits <= 4 ? 10n ** BigInt(4 - digits) : 0n
    for (let j = 0; j < 16; j++) {
      // Decimals stay; what stands before the dot moves over it by one. Index 255 picks a zero.
      bytes[DOT_PICKS + 16 * decimals + j] = j >= 16 - decimals ? j : (j - 1) & 255
    }
  }
}
