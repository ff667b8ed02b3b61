import { COLUMN_NAMES, type ColumnName } from './chain-format.ts'

/**
 * Where things stand in the memory of the row kernel, in bytes. The constants are written once by
 * `writeKernelConstants`; the rest by the reader before, and by the kernel during, each run.
 */

/** Rows that are collected before they are copied to the columns of the chain. */
export const BLOCK_ROWS = 1024
/** Bytes of a file that are looked at in one piece. */
export const WINDOW_BYTES = 1 << 18

/** Results of a run: rows in the block; the group whose text was not known, or -1, its place and its slot. */
export const DONE_ROWS = 0
export const STUCK_GROUP = 4
export const STUCK_AT = 8
export const STUCK_SLOT = 12

/** Vectors of 16 bytes; to load one is cheaper than to make it in a register each time anew. */
export const COMMAS = 16
export const LINE_FEEDS = COMMAS + 16
export const ZEROS = LINE_FEEDS + 16
export const DOTS = ZEROS + 16
/** Added to a digit, these leave the highest bit clear; added to anything above 9, they set it. */
export const ABOVE_NINE = DOTS + 16
/** 10 and 1 as bytes, 100 and 1 and then 10,000 and 1 as 16-bit integers, over and over. */
export const WEIGHTS_OF_DIGITS = ABOVE_NINE + 16
export const WEIGHTS_OF_PAIRS = WEIGHTS_OF_DIGITS + 16
export const WEIGHTS_OF_FOURS = WEIGHTS_OF_PAIRS + 16
/** By the length of a number: which of the 16 bytes before its end are its own. */
export const LENGTH_MASKS = WEIGHTS_OF_FOURS + 16
/** By the number of decimals (16: no dot): which bytes remain, and where, once the dot is taken out. */
export const DOT_PICKS = LENGTH_MASKS + 16 * 16
/** 10 to the number of decimals (16: 1), as floats; then the same, negative. */
export const POWERS = DOT_PICKS + 17 * 16
/** 10 to 4 less the number of decimals (16: 10 to 4), as 64-bit integers; 0 for more than 4 decimals. */
export const STRIKE_FACTORS = POWERS + 2 * 17 * 8

/**
 * For numbers of at most eight bytes, of which two are read at once. The kind of a number by its first byte:
 * `MINUS_KIND`, `EMPTY_KIND` where that is a delimiter, else 0.
 */
export const KINDS = STRIKE_FACTORS + 17 * 8
export const MINUS_KIND = 16
export const EMPTY_KIND = 32
/** By kind plus length: which of the eight bytes before the number's end are digits, or its dot. */
export const HALF_MASKS = KINDS + 256
/** By the bits of the bytes that are dots: which bytes remain, and where, in the first and the second half. */
export const HALF_PICKS = HALF_MASKS + 3 * 16 * 8
export const SECOND_HALF_PICKS = HALF_PICKS + 256 * 8
/** By kind times 16 plus those bits: the float by which to divide; 0 for the empty number, as 0/0 is NaN. */
export const HALF_POWERS = SECOND_HALF_PICKS + 256 * 8

/** Longest text of a group that the kernel compares, with the delimiter behind it. */
export const TEXT_BYTES = 64
/** A mask of a text's length is what begins that many bytes before here. */
export const TEXT_MASKS_END = HALF_POWERS + 3 * 256 * 8 + TEXT_BYTES
/**
 * A remembered text: its bytes, a mask of its length, its length (0: none is remembered here), and the values
 * of its columns.
 */
export const SLOT = {
  bytes: 0,
  mask: TEXT_BYTES,
  length: 2 * TEXT_BYTES,
  values: 2 * TEXT_BYTES + 8,
  size: 192,
}
/** Each text has one slot of its group, by the highest bits of its hash. */
export const SLOT_BITS = 10
const GROUP_BYTES = SLOT.size << SLOT_BITS
/** At most seven columns repeat, so there are at most seven groups. */
export const MOST_GROUPS = 7
const SLOTS = TEXT_MASKS_END + TEXT_BYTES
export const slotsOf = (group: number): number => SLOTS + group * GROUP_BYTES

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
  bytes.set(
    Array.from({ length: 16 }, (_, j) => (j % 2 === 0 ? 10 : 1)),
    WEIGHTS_OF_DIGITS,
  )
  new Int16Array(memory, WEIGHTS_OF_PAIRS, 8).set([100, 1, 100, 1, 100, 1, 100, 1])
  new Int16Array(memory, WEIGHTS_OF_FOURS, 8).set([10_000, 1, 10_000, 1, 10_000, 1, 10_000, 1])
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
  bytes.fill(255, TEXT_MASKS_END - TEXT_BYTES, TEXT_MASKS_END)
  writeHalfTables(memory)
}

function writeHalfTables(memory: ArrayBuffer): void {
  const bytes = new Uint8Array(memory)
  bytes[KINDS + 45] = MINUS_KIND
  for (const delimiter of [10, 13, 44]) bytes[KINDS + delimiter] = EMPTY_KIND
  for (const kind of [0, MINUS_KIND, EMPTY_KIND]) {
    for (let length = 1; length <= 8; length++) {
      // A minus alone is taken for a digit, which it is not.
      const digits = kind === MINUS_KIND && length > 1 ? length - 1 : length
      const end = HALF_MASKS + 8 * (kind + length) + 8
      bytes.fill(255, end - digits, end)
    }
  }
  const powers = new Float64Array(memory, HALF_POWERS, 3 * 256)
  for (let dots = 0; dots < 256; dots++) {
    const dot = [1, 2, 4, 8, 16, 32, 64].indexOf(dots)
    const power = dot < 0 ? 1 : 10 ** (7 - dot)
    powers[dots] = power
    powers[16 * MINUS_KIND + dots] = -power
    for (let j = 0; j < 8; j++) {
      // Two dots, or one at the end, remain where they are, and are no digits.
      const from = j <= dot ? j - 1 : j
      bytes[HALF_PICKS + 8 * dots + j] = from & 255
      bytes[SECOND_HALF_PICKS + 8 * dots + j] = from < 0 ? 255 : from + 8
    }
  }
}
