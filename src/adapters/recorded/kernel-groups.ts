import { ARRAYS, type ColumnName, FORMAT } from './chain-format.ts'
import { earlierSlot, latestSlot, rowOffset, v } from './kernel-fields.ts'
import * as at from './kernel-memory.ts'
import * as w from './wasm-code.ts'

const delimiterBits = (offset: number): w.Code => {
  const isDelimiter = w.or128(
    w.equalBytes(w.load128(v.base, offset), v.commas),
    w.equalBytes(w.load128(v.base, offset), v.lineFeeds),
  )
  return w.shiftLeft64(w.widen(w.highBits(isDelimiter)), w.i64Const(offset))
}

/** Sets `marks` to the delimiters in the 64 bytes from `base`. */
export const markDelimiters = w.set(
  v.marks,
  w.or64(w.or64(delimiterBits(0), delimiterBits(16)), w.or64(delimiterBits(32), delimiterBits(48))),
)

/** Takes the next delimiter out of `marks`. */
export const dropMark = w.set(v.marks, w.and64(v.marks, w.subtract64(v.marks, w.i64Const(1))))

const differs = (offset: number): w.Code =>
  w.and128(
    w.xor128(w.load128(v.start, offset), w.load128(v.slot, at.SLOT.bytes + offset)),
    w.load128(v.slot, at.SLOT.mask + offset),
  )
const anyDiffers = w.anySet(w.or128(w.or128(differs(0), differs(16)), w.or128(differs(32), differs(48))))

/** 2 to 64, divided by the golden ratio: an odd factor whose products differ in their highest bits. */
const FACTOR = -0x61c8_8646_80b5_83ebn

/** Hashes the bytes from `start` that the mask keeps: 64-bit words, each times a power of the factor. */
const hashText: w.Code = [
  ...w.set(v.mantissa, w.i64Const(0)),
  ...Array.from({ length: at.TEXT_BYTES / 8 }, (_, word) => {
    const bytes = w.and64(w.load64(v.start, 8 * word), w.load64(v.mask, 8 * word))
    const power = w.i64Const(BigInt.asIntN(64, FACTOR ** BigInt(word + 1)))
    return w.set(v.mantissa, w.add64(v.mantissa, w.multiply64(bytes, power)))
  }).flat(),
  // The highest bits, the best mixed, are added to the lowest, which the last product lifts.
  ...w.set(
    v.mantissa,
    w.multiply64(w.xor64(v.mantissa, w.shiftRight64(v.mantissa, w.i64Const(32))), w.i64Const(FACTOR)),
  ),
]
const slotNumber = w.low32(w.shiftRight64(v.mantissa, w.i64Const(64 - at.SLOT_BITS)))

/** Finds the slot of the text from `start`; leaves at `stuck` where that has another text or none. */
const findSlot = (columns: readonly ColumnName[], group: number, stuck: number): w.Code => [
  ...w.set(v.group, group),
  ...w.set(v.base, v.start),
  ...markDelimiters,
  ...columns.slice(1).flatMap(() => dropMark),
  // A text of more than 64 bytes.
  ...w.exitIf(stuck, w.isZero64(v.marks)),
  ...w.set(v.length, w.add(w.low32(w.trailingZeros64(v.marks)), 1)),
  ...w.set(v.mask, w.subtract(at.TEXT_MASKS_END, v.length)),
  ...hashText,
  ...w.set(v.slot, w.add(w.multiply(slotNumber, at.SLOT.size), at.slotsOf(group))),
  ...w.exitIf(stuck, w.notEqual(w.load32(v.slot, at.SLOT.length), v.length)),
  ...w.exitIf(stuck, anyDiffers),
  ...w.set(v.group, -1),
  ...w.set(latestSlot(group), v.slot),
]

/**
 * Finds the bytes from `start`, as many fields as the group has columns and the delimiter behind them, among
 * the remembered texts: mostly it is the one that was found last, or the one before that. The text's values are
 * the row's, and `start` moves behind the text. One that is not remembered leaves at `stuck`.
 */
export const readGroup = (
  columns: readonly ColumnName[],
  group: number,
  isLast: boolean,
  stuck: number,
): w.Code => [
  ...w.set(v.slot, latestSlot(group)),
  ...w.block(
    w.when(v.slot, w.exitIf(1, w.isZero(anyDiffers))),
    w.set(v.slot, earlierSlot(group)),
    w.set(earlierSlot(group), latestSlot(group)),
    w.set(latestSlot(group), v.slot),
    w.when(v.slot, w.exitIf(1, w.isZero(anyDiffers))),
    findSlot(columns, group, stuck + 1),
  ),
  ...columns.flatMap((column, index) => copyValue(column, at.SLOT.values + 8 * index)),
  ...w.set(v.start, w.add(v.start, w.load32(v.slot, at.SLOT.length))),
  ...(isLast ? [] : [...w.set(v.base, v.start), ...markDelimiters]),
]

/** Copies one value of the remembered text to the row. */
const copyValue = (column: ColumnName, offset: number): w.Code => {
  const to = at.valuesOf(column)
  switch (ARRAYS[FORMAT[column]].BYTES_PER_ELEMENT) {
    case 8:
      return w.storeFloat(rowOffset(8), w.loadFloat(v.slot, offset), to)
    case 4:
      return w.store32(rowOffset(4), w.load32(v.slot, offset), to)
    case 2:
      return w.store16(rowOffset(2), w.load16(v.slot, offset), to)
    default:
      return w.store8(rowOffset(1), w.load8(v.slot, offset), to)
  }
}
