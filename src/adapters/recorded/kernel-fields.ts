import type { ColumnName } from './chain-format.ts'
import * as at from './kernel-memory.ts'
import * as w from './wasm-code.ts'

/** The variables of the row kernel. The first four are its parameters. */
export const v = {
  /** Where the row begins, where to stop; number of the row in the block, and where to stop. */
  place: w.local(0),
  stop: w.local(1),
  row: w.local(2),
  rowEnd: w.local(3),
  /** First byte of the field, and the delimiter behind it. */
  start: w.local(4),
  end: w.local(5),
  /** The group whose text is being looked up, or -1; the slot that it may be in. */
  group: w.local(6),
  slot: w.local(7),
  /** Where the mask of the text's length begins. */
  mask: w.local(8),
  /** Whether the number is negative, its length without sign, and how many decimals it has (16: no dot). */
  negative: w.local(9),
  length: w.local(10),
  decimals: w.local(11),
  /** The first number of a pair, floats and counts, while the second is not there yet. */
  floatStart: w.local(12),
  floatEnd: w.local(13),
  countStart: w.local(14),
  countEnd: w.local(15),
  /** Lengths of the two numbers of a pair, their kinds, and which bytes of both are dots. */
  firstLength: w.local(16),
  secondLength: w.local(17),
  firstKind: w.local(18),
  secondKind: w.local(19),
  dotBits: w.local(20),
  /** Delimiters not yet used among the 64 bytes from `base`, one bit each. */
  base: w.local(21),
  marks: w.local(22 + 2 * at.MOST_GROUPS),
  /** The number's digits as an integer. */
  mantissa: w.local(23 + 2 * at.MOST_GROUPS),
  digits: w.local(24 + 2 * at.MOST_GROUPS),
  /** Constants, kept in registers. */
  commas: w.local(25 + 2 * at.MOST_GROUPS),
  lineFeeds: w.local(26 + 2 * at.MOST_GROUPS),
  zeros: w.local(27 + 2 * at.MOST_GROUPS),
  dots: w.local(28 + 2 * at.MOST_GROUPS),
  aboveNine: w.local(29 + 2 * at.MOST_GROUPS),
  weightsOfDigits: w.local(30 + 2 * at.MOST_GROUPS),
  weightsOfPairs: w.local(31 + 2 * at.MOST_GROUPS),
  weightsOfFours: w.local(32 + 2 * at.MOST_GROUPS),
} as const
export const PARAMETERS = 4
/** The slot in which a group's text was found last, and the one before that was another; or 0. */
export const latestSlot = (group: number): w.Local => w.local(22 + group)
export const earlierSlot = (group: number): w.Local => w.local(22 + at.MOST_GROUPS + group)
export const LOCAL_TYPES = [
  ...Array<number>(18 + 2 * at.MOST_GROUPS).fill(w.TYPE.i32),
  ...Array<number>(2).fill(w.TYPE.i64),
  ...Array<number>(9).fill(w.TYPE.v128),
]

/** Sets the constants. */
export const loadConstants: w.Code = [
  ...w.set(v.commas, w.load128(at.COMMAS)),
  ...w.set(v.lineFeeds, w.load128(at.LINE_FEEDS)),
  ...w.set(v.zeros, w.load128(at.ZEROS)),
  ...w.set(v.dots, w.load128(at.DOTS)),
  ...w.set(v.aboveNine, w.load128(at.ABOVE_NINE)),
  ...w.set(v.weightsOfDigits, w.load128(at.WEIGHTS_OF_DIGITS)),
  ...w.set(v.weightsOfPairs, w.load128(at.WEIGHTS_OF_PAIRS)),
  ...w.set(v.weightsOfFours, w.load128(at.WEIGHTS_OF_FOURS)),
]

const MINUS = 45
const ZERO = 48
const LETTER_CALL = 67
const LETTER_PUT = 80
const NO_DOT = 16
const LARGEST_INT32 = 2 ** 31 - 1

/** Address of the row's value in a column, less the constant `at.valuesOf(column)`. */
export const rowOffset = (bytes: number): w.Code => (bytes === 1 ? v.row : w.multiply(v.row, bytes))

/** Leaves at `stuck` where a byte is no digit: an exponent, a quote, a blank, a second dot. */
export const exitUnlessDigits = (stuck: number): w.Code =>
  w.exitIf(stuck, w.highBits(w.addBytes(v.digits, v.aboveNine)))

const pairs = w.sumOfByteProducts(v.digits, v.weightsOfDigits)
const fours = w.sumOfProducts(pairs, v.weightsOfPairs)
/** The numbers that the first and the second eight digits make, as the first two 32-bit integers. */
export const sumDigits: w.Code = w.set(
  v.digits,
  w.sumOfProducts(w.narrow(fours, w.NO_BITS), v.weightsOfFours),
)

/**
 * Reads the digits of `[start, end)`, a decimal number of 1 to 15 characters and perhaps a minus before
 * them, all at once: they are right-aligned in 16 bytes, the dot is taken out, and neighbours are summed
 * with their weights, three times. Sets `mantissa`, `decimals` and `negative`. Anything else leaves at `stuck`.
 */
const readDecimal = (stuck: number): w.Code[] => [
  w.set(v.negative, w.equal(w.load8(v.start), MINUS)),
  w.set(v.length, w.subtract(w.subtract(v.end, v.start), v.negative)),
  w.exitIf(stuck, w.greaterUnsigned(v.length, 15)),
  w.set(
    v.digits,
    w.and128(
      w.xor128(w.load128(w.subtract(v.end, 16)), v.zeros),
      w.load128(w.multiply(v.length, 16), at.LENGTH_MASKS),
    ),
  ),
  w.set(v.decimals, w.subtract(w.leadingZeros(w.highBits(w.equalBytes(v.digits, v.dots))), 16)),
  // A sign or a dot without a digit is no number.
  w.exitIf(stuck, w.equal(v.length, w.lessUnsigned(v.decimals, NO_DOT))),
  w.set(v.digits, w.pickBytes(v.digits, w.load128(w.multiply(v.decimals, 16), at.DOT_PICKS))),
  exitUnlessDigits(stuck),
  sumDigits,
  w.set(v.mantissa, w.lane64(v.digits, 0)),
  w.set(
    v.mantissa,
    w.add64(
      w.multiply64(w.widen(w.low32(v.mantissa)), w.i64Const(100_000_000)),
      w.shiftRight64(v.mantissa, w.i64Const(32)),
    ),
  ),
]

/** Runs the first when the field is empty, else the others; exits inside count two levels more. */
const emptyOr = (whenEmpty: w.Code, ...otherwise: w.Code[]): w.Code =>
  w.block(w.when(w.equal(v.start, v.end), whenEmpty, w.exit(1)), ...otherwise)

/**
 * Reads a number into a float column; the empty field is NaN. The digits are an exact integer below 10^15,
 * and the power of ten is exact, so the quotient is the double nearest to the text (Clinger, 1990).
 */
export function readFloat(column: ColumnName, stuck: number): w.Code {
  const power = w.loadFloat(w.multiply(w.add(v.decimals, w.multiply(v.negative, 17)), 8), at.POWERS)
  return emptyOr(
    w.storeFloat(rowOffset(8), w.NOT_A_NUMBER, at.valuesOf(column)),
    ...readDecimal(stuck + 1),
    w.storeFloat(rowOffset(8), w.divideFloat(w.floatOf64(v.mantissa), power), at.valuesOf(column)),
  )
}

/** Reads a whole number into a 32-bit column; the empty field is -1. */
export function readCount(column: ColumnName, stuck: number): w.Code {
  const oneDigit = w.subtract(w.load8(v.start), ZERO)
  return emptyOr(
    w.store32(rowOffset(4), -1, at.valuesOf(column)),
    // Most counts of most chains are a single zero.
    w.when(
      w.and(w.equal(w.subtract(v.end, v.start), 1), w.lessUnsigned(oneDigit, 10)),
      w.store32(rowOffset(4), oneDigit, at.valuesOf(column)),
      w.exit(1),
    ),
    ...readDecimal(stuck + 1),
    w.exitIf(stuck + 1, w.or(v.negative, w.lessUnsigned(v.decimals, NO_DOT))),
    w.exitIf(stuck + 1, w.greaterUnsigned64(v.mantissa, w.i64Const(LARGEST_INT32))),
    w.store32(rowOffset(4), w.low32(v.mantissa), at.valuesOf(column)),
  )
}

/** Reads dollars into a 32-bit column as units of `Price`. */
export function readStrike(column: ColumnName, stuck: number): w.Code {
  const factor = w.load64(w.multiply(v.decimals, 8), at.STRIKE_FACTORS)
  return [
    ...readDecimal(stuck).flat(),
    ...w.exitIf(stuck, v.negative),
    ...w.set(v.mantissa, w.multiply64(v.mantissa, factor)),
    // Less one, lest zero pass: no strike is zero, and too many decimals have the factor zero.
    ...w.exitIf(
      stuck,
      w.greaterUnsigned64(w.subtract64(v.mantissa, w.i64Const(1)), w.i64Const(LARGEST_INT32 - 1)),
    ),
    ...w.store32(rowOffset(4), w.low32(v.mantissa), at.valuesOf(column)),
  ]
}

/** Reads C as 1 and P as 0 into an 8-bit column. */
export function readType(column: ColumnName, stuck: number): w.Code {
  const letter = w.load8(v.start)
  return [
    ...w.exitIf(stuck, w.notEqual(w.subtract(v.end, v.start), 1)),
    ...w.exitIf(stuck, w.isZero(w.or(w.equal(letter, LETTER_CALL), w.equal(letter, LETTER_PUT)))),
    ...w.store8(rowOffset(1), w.equal(letter, LETTER_CALL), at.valuesOf(column)),
  ]
}
