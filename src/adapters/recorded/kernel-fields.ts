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
  /** The group whose text is being looked up, or -1; the slot that is compared, and the end of the slots. */
  group: w.local(6),
  slot: w.local(7),
  slotEnd: w.local(8),
  /** Whether the number is negative, its length without sign, and how many decimals it has (16: no dot). */
  negative: w.local(9),
  length: w.local(10),
  decimals: w.local(11),
  /** Delimiters not yet used among the 64 bytes from `base`, one bit each. */
  base: w.local(12),
  marks: w.local(13),
  /** The number's digits as an integer. */
  mantissa: w.local(14),
  digits: w.local(15),
  /** Constants, kept in registers. */
  commas: w.local(16),
  lineFeeds: w.local(17),
  zeros: w.local(18),
  dots: w.local(19),
  aboveNine: w.local(20),
  weightsOfDigits: w.local(21),
  weightsOfPairs: w.local(22),
} as const
export const PARAMETERS = 4
export const LOCAL_TYPES = [
  ...Array<number>(9).fill(w.TYPE.i32),
  ...Array<number>(2).fill(w.TYPE.i64),
  ...Array<number>(8).fill(w.TYPE.v128),
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
]

const MINUS = 45
const ZERO = 48
const LETTER_CALL = 67
const LETTER_PUT = 80
const NO_DOT = 16
const LARGEST_INT32 = 2 ** 31 - 1

/** Address of the row's value in a column, less the constant `at.valuesOf(column)`. */
export const rowOffset = (bytes: number): w.Code => (bytes === 1 ? v.row : w.multiply(v.row, bytes))

/** Four-digit numbers out of eight digits, each as two neighbours that are still to be added. */
const fours = (eightDigits: w.Code): w.Code => w.sumOfProducts(eightDigits, v.weightsOfDigits)
/** Adds those neighbours, and gives each first of two numbers the weight 10,000. */
const eights = (pairs: w.Code): w.Code => w.sumOfProducts(pairs, v.weightsOfPairs)

/**
 * Reads the digits of `[start, end)`, a decimal number of 1 to 15 characters and perhaps a minus before
 * them, all at once: they are right-aligned in 16 bytes, the dot is taken out, and neighbours are summed
 * with their weights, twice. Sets `mantissa`, `decimals` and `negative`. Anything else leaves at `stuck`.
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
  // A byte that still is no digit: an exponent, a quote, a blank, a second dot.
  w.exitIf(stuck, w.highBits(w.addBytes(v.digits, v.aboveNine))),
  w.whenElse(w.greaterUnsigned(v.length, 8), sumSixteenDigits, sumEightDigits),
]

const sumSixteenDigits: w.Code = [
  ...w.set(v.digits, eights(w.narrow(fours(w.widenLow(v.digits)), fours(w.widenHigh(v.digits))))),
  ...w.set(v.digits, w.add32s(v.digits, w.shiftRight64s(v.digits, 32))),
  ...w.set(
    v.mantissa,
    w.add64(
      w.multiply64(w.widen(w.lane32(v.digits, 0)), w.i64Const(100_000_000)),
      w.widen(w.lane32(v.digits, 2)),
    ),
  ),
]

/** The same for the last eight of them, as the others are zero. */
const sumEightDigits: w.Code = [
  ...w.set(v.digits, fours(w.widenHigh(v.digits))),
  ...w.set(v.digits, eights(w.narrow(v.digits, v.digits))),
  ...w.set(v.mantissa, w.widen(w.add(w.lane32(v.digits, 0), w.lane32(v.digits, 1)))),
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
