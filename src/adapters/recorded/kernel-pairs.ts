import type { ColumnName } from './chain-format.ts'
import { exitUnlessDigits, readCount, readFloat, rowOffset, sumDigits, v } from './kernel-fields.ts'
import * as at from './kernel-memory.ts'
import * as w from './wasm-code.ts'

/** Two columns of numbers of one kind whose fields are read together, once the row's second is reached. */
export type Pair = readonly [ColumnName, ColumnName]

/** Where a pair's first number waits for its second. */
interface Waiting {
  readonly start: w.Local
  readonly end: w.Local
}
const FLOAT: Waiting = { start: v.floatStart, end: v.floatEnd }
const COUNT: Waiting = { start: v.countStart, end: v.countEnd }

const LONGEST = 8

const keep = (first: Waiting): w.Code => [...w.set(first.start, v.start), ...w.set(first.end, v.end)]
/** Notes the field as the first of its pair. */
export const keepFloat: w.Code = keep(FLOAT)
export const keepCount: w.Code = keep(COUNT)

/** Runs `short` where neither number is longer than eight bytes, else reads one after the other. */
const ifShort = (
  first: Waiting,
  short: (stuck: number) => w.Code,
  readOne: (which: 0 | 1, stuck: number) => w.Code,
  stuck: number,
): w.Code => [
  ...w.set(v.firstLength, w.subtract(first.end, first.start)),
  ...w.set(v.secondLength, w.subtract(v.end, v.start)),
  ...w.block(
    w.block(
      w.exitIf(0, w.greaterUnsigned(v.firstLength, LONGEST)),
      w.exitIf(0, w.greaterUnsigned(v.secondLength, LONGEST)),
      short(stuck + 2),
      w.exit(1),
    ),
    readOne(1, stuck + 1),
    // The row goes on behind the second field.
    w.set(v.secondLength, v.end),
    w.set(v.start, first.start),
    w.set(v.end, first.end),
    readOne(0, stuck + 1),
    w.set(v.end, v.secondLength),
  ),
]

/** Right-aligns the two numbers in the halves of `digits`; what is not theirs becomes zero. */
const loadDigits = (first: Waiting, firstMask: w.Code, secondMask: w.Code): w.Code =>
  w.set(
    v.digits,
    w.and128(
      w.xor128(w.loadHalves(w.subtract(first.end, LONGEST), w.subtract(v.end, LONGEST)), v.zeros),
      w.loadHalves(w.multiply(firstMask, 8), w.multiply(secondMask, 8), at.HALF_MASKS),
    ),
  )

const firstDots = w.multiply(w.and(v.dotBits, 255), 8)
const secondDots = w.multiply(w.shiftRight(v.dotBits, 8), 8)
const powerOf = (kind: w.Code, dots: w.Code): w.Code => w.add(w.multiply(kind, 8 * 16), dots)

const readShortFloats = ([first, second]: Pair, stuck: number): w.Code => [
  ...w.set(v.firstKind, w.load8(w.load8(FLOAT.start), at.KINDS)),
  ...w.set(v.secondKind, w.load8(w.load8(v.start), at.KINDS)),
  ...loadDigits(FLOAT, w.add(v.firstKind, v.firstLength), w.add(v.secondKind, v.secondLength)),
  ...w.set(v.dotBits, w.highBits(w.equalBytes(v.digits, v.dots))),
  ...w.set(
    v.digits,
    w.pickBytes(v.digits, w.loadHalves(firstDots, secondDots, at.HALF_PICKS, at.SECOND_HALF_PICKS)),
  ),
  ...exitUnlessDigits(stuck),
  ...sumDigits,
  ...w.set(
    v.digits,
    w.divideFloats(
      w.floatsOf32s(v.digits),
      w.loadHalves(powerOf(v.firstKind, firstDots), powerOf(v.secondKind, secondDots), at.HALF_POWERS),
    ),
  ),
  ...w.storeHalf(rowOffset(8), v.digits, 0, at.valuesOf(first)),
  ...w.storeHalf(rowOffset(8), v.digits, 1, at.valuesOf(second)),
]

/**
 * Reads the float that was kept and the one in the field into their columns, as `readFloat` does: at once
 * where both are short. What either cannot be read from leaves at `stuck`.
 */
export const readFloats = (pair: Pair, stuck: number): w.Code =>
  ifShort(
    FLOAT,
    (exit) => readShortFloats(pair, exit),
    (which, exit) => readFloat(pair[which], exit),
    stuck,
  )

const readShortCounts = ([first, second]: Pair, stuck: number): w.Code => [
  ...loadDigits(COUNT, v.firstLength, v.secondLength),
  // A dot or a minus is left to the careful reader too.
  ...exitUnlessDigits(stuck),
  ...sumDigits,
  ...w.store32(rowOffset(4), w.subtract(w.lane32(v.digits, 0), w.isZero(v.firstLength)), at.valuesOf(first)),
  ...w.store32(
    rowOffset(4),
    w.subtract(w.lane32(v.digits, 1), w.isZero(v.secondLength)),
    at.valuesOf(second),
  ),
]

/** The same for two counts, as `readCount` reads them. */
export const readCounts = (pair: Pair, stuck: number): w.Code =>
  ifShort(
    COUNT,
    (exit) => readShortCounts(pair, exit),
    (which, exit) => readCount(pair[which], exit),
    stuck,
  )
