/**
 * The few WebAssembly instructions that the row kernel needs, as functions that compose: an expression is
 * its bytes. `add(s, 1)` is `(i32.add (local.get $s) (i32.const 1))`. Opcodes are those of the WebAssembly
 * core specification, "Binary Format: Instructions".
 */
export type Code = readonly number[]

/** An expression, or a number that stands for an `i32` constant. */
export type Operand = Code | number

/** The type of a local variable, by its code in the binary format. */
export const TYPE = { i32: 0x7f, i64: 0x7e, f64: 0x7c, v128: 0x7b } as const

/** A variable of the function; used as an expression, it is its value. */
export interface Local extends Code {
  readonly 0: 0x20
  readonly 1: number
}

/** An unsigned integer in LEB128. */
export function unsignedLeb(value: number): Code {
  return value < 128 ? [value] : [(value & 127) | 128, ...unsignedLeb(value >>> 7)]
}

/** A signed integer (of 32 or 64 bits) in LEB128. */
export function signedLeb(value: number): Code {
  const low = value & 127
  const rest = Math.floor(value / 128)
  const last = (rest === 0 && (low & 64) === 0) || (rest === -1 && (low & 64) !== 0)
  return last ? [low] : [low | 128, ...signedLeb(rest)]
}

function signedBigLeb(value: bigint): Code {
  const low = Number(value & 127n)
  const rest = value >> 7n
  const last = rest === (low & 64 ? -1n : 0n)
  return last ? [low] : [low | 128, ...signedBigLeb(rest)]
}

const code = (operand: Operand): Code =>
  typeof operand === 'number' ? [0x41, ...signedLeb(operand)] : operand
const plain =
  (...opcode: Code) =>
  (...operands: Operand[]): Code => [...operands.flatMap(code), ...opcode]
const simd = (opcode: number) => plain(0xfd, ...unsignedLeb(opcode))
const load =
  (...opcode: Code) =>
  (address: Operand, offset = 0): Code => [...code(address), ...opcode, 0, ...unsignedLeb(offset)]
const store =
  (opcode: number) =>
  (address: Operand, value: Operand, offset = 0): Code => [
    ...code(address),
    ...code(value),
    opcode,
    0,
    ...unsignedLeb(offset),
  ]

/** The `index`-th variable, parameters first. */
export const local = (index: number): Local => [0x20, index] as const
export const set = (variable: Local, value: Operand): Code => [...code(value), 0x21, variable[1]]

/** Runs the body; `exit(n)` inside, at depth n, leaves it. */
export const block = (...body: Code[]): Code => [0x02, 0x40, ...body.flat(), 0x0b]
/** Runs the body; `exit(n)` inside, at depth n, runs it again. */
export const loop = (...body: Code[]): Code => [0x03, 0x40, ...body.flat(), 0x0b]
/** Runs the body when the condition is not 0; an exit inside counts one level more. */
export const when = (condition: Code, ...body: Code[]): Code => [
  ...condition,
  0x04,
  0x40,
  ...body.flat(),
  0x0b,
]
export const exit = (depth: number): Code => [0x0c, depth]
export const exitIf = (depth: number, condition: Code): Code => [...condition, 0x0d, depth]
export const i64Const = (value: number | bigint): Code => [
  0x42,
  ...(typeof value === 'number' ? signedLeb(value) : signedBigLeb(value)),
]

export const NOT_A_NUMBER: Code = [0x44, 0, 0, 0, 0, 0, 0, 0xf8, 0x7f]
/** A vector of zeros. */
export const NO_BITS: Code = [0xfd, 0x0c, ...Array<number>(16).fill(0)]

/** Loads and stores at an address plus a constant offset; the narrow ones keep the low bits. */
export const load8 = load(0x2d)
export const load16 = load(0x2f)
export const load32 = load(0x28)
export const load64 = load(0x29)
export const loadFloat = load(0x2b)
export const load128 = load(0xfd, 0)
export const store8 = store(0x3a)
export const store16 = store(0x3b)
export const store32 = store(0x36)
export const storeFloat = store(0x39)

export const isZero = plain(0x45)
export const equal = plain(0x46)
export const notEqual = plain(0x47)
export const lessUnsigned = plain(0x49)
export const greaterUnsigned = plain(0x4b)
export const atLeastUnsigned = plain(0x4f)
export const leadingZeros = plain(0x67)
export const add = plain(0x6a)
export const subtract = plain(0x6b)
export const multiply = plain(0x6c)
export const and = plain(0x71)
export const or = plain(0x72)
export const shiftRight = plain(0x76)

export const greaterUnsigned64 = plain(0x56)
export const isZero64 = plain(0x50)
export const trailingZeros64 = plain(0x7a)
export const add64 = plain(0x7c)
export const subtract64 = plain(0x7d)
export const multiply64 = plain(0x7e)
export const and64 = plain(0x83)
export const or64 = plain(0x84)
export const xor64 = plain(0x85)
export const shiftLeft64 = plain(0x86)
export const shiftRight64 = plain(0x88)
export const low32 = plain(0xa7)
export const widen = plain(0xad)

/** The numbers at two addresses plus a constant offset, 64 bits each, as the halves of a vector. */
export const loadHalves = (first: Operand, second: Operand, offset = 0, offsetOfSecond = offset): Code => [
  ...code(second),
  ...[...code(first), 0xfd, 0x5d, 0, ...unsignedLeb(offset)],
  ...[0xfd, 0x57, 0, ...unsignedLeb(offsetOfSecond), 1],
]
/** Stores the first (0) or second (1) half of a vector. */
export const storeHalf = (address: Operand, vector: Code, half: 0 | 1, offset = 0): Code => [
  ...[...code(address), ...vector],
  ...[0xfd, 0x5b, 0, ...unsignedLeb(offset), half],
]

export const divideFloat = plain(0xa3)
export const floatOf64 = plain(0xb9)

/**
 * Byte j is the byte of the first operand that byte j of the second names, 0 to 15, or 0 for 255. The
 * relaxed form, one instruction less: for all other indices machines differ, so none may occur.
 */
export const pickBytes = simd(0x100)
export const equalBytes = simd(0x23)
/** Sums of bytes, 255 where they exceed it. */
export const addBytes = simd(0x70)
export const and128 = simd(0x4e)
export const or128 = simd(0x50)
export const xor128 = simd(0x51)
export const anySet = simd(0x53)
/** One bit a byte: the highest. */
export const highBits = simd(0x64)
/** Two vectors of four 32-bit integers as one of eight 16-bit integers. */
export const narrow = simd(0x86)
/**
 * Products of bytes, the neighbours summed: eight 16-bit integers. Relaxed too: machines differ where a byte
 * is above 127 or a sum is above 32,767, so neither may occur.
 */
export const sumOfByteProducts = simd(0x112)
/** Products of 16-bit integers, the neighbours summed: four 32-bit integers. */
export const sumOfProducts = simd(0xba)
/** The first two 32-bit integers as two floats. */
export const floatsOf32s = simd(0xfe)
export const divideFloats = simd(0xf3)
export const lane32 = (vector: Code, lane: number): Code => [...vector, 0xfd, 0x1b, lane]
export const lane64 = (vector: Code, lane: number): Code => [...vector, 0xfd, 0x1d, lane]
