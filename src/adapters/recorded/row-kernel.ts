import { ARRAYS, type ColumnName, FORMAT } from './chain-format.ts'
import {
  LOCAL_TYPES,
  loadConstants,
  PARAMETERS,
  readCount,
  readFloat,
  readStrike,
  readType,
  rowOffset,
  v,
} from './kernel-fields.ts'
import * as at from './kernel-memory.ts'
import * as w from './wasm-code.ts'
import { buildWasm, type WasmProgram } from './wasm-module.ts'

/**
 * What the kernel does with the next field of a row: skip it, or read it to a column; or what it does with
 * the next few, which are a group: find their text among those it remembers.
 */
export type KernelStep = 'skip' | ColumnName | readonly ColumnName[]

const COMMA = 44
const LINE_FEED = 10
const CARRIAGE_RETURN = 13

const delimiterBits = (offset: number): w.Code => {
  const isDelimiter = w.or128(
    w.equalBytes(w.load128(v.base, offset), v.commas),
    w.equalBytes(w.load128(v.base, offset), v.lineFeeds),
  )
  return w.shiftLeft64(w.widen(w.highBits(isDelimiter)), w.i64Const(offset))
}

/** Sets `marks` to the delimiters in the 64 bytes from `base`. */
const markDelimiters = w.set(
  v.marks,
  w.or64(w.or64(delimiterBits(0), delimiterBits(16)), w.or64(delimiterBits(32), delimiterBits(48))),
)

/** Sets `end` to the next delimiter and takes it out of `marks`. One too far away leaves at `stuck`. */
const nextDelimiter = (stuck: number): w.Code => [
  ...w.when(
    w.isZero64(v.marks),
    w.set(v.base, w.add(v.base, 64)),
    markDelimiters,
    // A field of more than 64 bytes.
    w.exitIf(stuck + 1, w.isZero64(v.marks)),
  ),
  ...w.set(v.end, w.add(v.base, w.low32(w.trailingZeros64(v.marks)))),
  ...w.set(v.marks, w.and64(v.marks, w.subtract64(v.marks, w.i64Const(1)))),
]

/** Reads one field from `start` and moves `start` behind its delimiter. */
const readField = (step: 'skip' | ColumnName, isLast: boolean, stuck: number): w.Code => {
  const next = isLast ? v.slot : v.end
  return [
    ...nextDelimiter(stuck),
    ...w.exitIf(stuck, w.notEqual(w.load8(v.end), isLast ? LINE_FEED : COMMA)),
    ...(isLast ? w.set(next, v.end) : []),
    // The line may end in "\r\n". Before an empty field stands a delimiter, so this never passes `start`.
    ...(isLast
      ? w.set(v.end, w.subtract(v.end, w.equal(w.load8(w.subtract(v.end, 1)), CARRIAGE_RETURN)))
      : []),
    ...readValue(step, stuck),
    ...w.set(v.start, w.add(next, 1)),
  ]
}

function readValue(step: 'skip' | ColumnName, stuck: number): w.Code {
  if (step === 'skip') return []
  if (step === 'strike') return readStrike(step, stuck)
  if (step === 'type') return readType(step, stuck)
  return FORMAT[step] === 'int32' ? readCount(step, stuck) : readFloat(step, stuck)
}

const differs = (offset: number): w.Code =>
  w.and128(
    w.xor128(w.load128(v.start, offset), w.load128(v.slot, at.SLOT.bytes + offset)),
    w.load128(v.slot, at.SLOT.mask + offset),
  )
const anyDiffers = w.anySet(w.or128(w.or128(differs(0), differs(16)), w.or128(differs(32), differs(48))))

/**
 * Compares the bytes from `start` with the remembered texts of a group, delimiter included. On a match the
 * text's values are the row's, and `start` moves behind the text. Without one, leaves at `stuck`.
 */
const readGroup = (columns: readonly ColumnName[], group: number, isLast: boolean, stuck: number): w.Code => [
  ...w.set(v.group, group),
  ...w.set(v.slot, at.slotsOf(group)),
  ...w.set(v.slotEnd, w.load32(4 * group, at.SLOT_ENDS)),
  ...w.block(
    w.loop(
      w.exitIf(stuck + 2, w.equal(v.slot, v.slotEnd)),
      w.exitIf(1, w.isZero(anyDiffers)),
      w.set(v.slot, w.add(v.slot, at.SLOT.size)),
      w.exit(0),
    ),
  ),
  ...w.set(v.group, -1),
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

/** Reads the row at `place`; what only a careful reader can judge leaves at `stuck`. */
const readRow = (steps: readonly KernelStep[], stuck: number): w.Code => {
  const groups = steps.filter((step) => typeof step !== 'string')
  return [
    ...w.set(v.start, v.place),
    // A group marks the delimiters behind it; a field needs them marked.
    ...(typeof steps[0] === 'string' ? [...w.set(v.base, v.start), ...markDelimiters] : []),
    ...steps.flatMap((step, index) => {
      const isLast = index === steps.length - 1
      return typeof step === 'string'
        ? readField(step, isLast, stuck)
        : readGroup(step, groups.indexOf(step), isLast, stuck)
    }),
  ]
}

/**
 * Builds the row kernel for files of one layout: the inner loop of the reader. It reads the plain rows of a
 * window of the file into columns and stops before the first row that is anything but plain.
 *
 * Why WebAssembly: byte by byte, a row of a hundred bytes costs JavaScript 400 cycles and more, of which
 * most are checks and mispredicted branches. Here 16 bytes are looked at by one instruction, and a
 * number is read without a loop. It is only ever a shortcut: each row that it does not take is read, or
 * refused with its reason, by `careful-line.ts`, and both give the same values.
 *
 * `run(place, stop, row, rowEnd)` reads from `place`, where a row begins, until `stop`, where one ends, or
 * until the block has `rowEnd` rows. It returns the place of the first row that it did not read.
 */
export function buildRowKernel(steps: readonly KernelStep[]): WasmProgram {
  const body = [
    ...loadConstants,
    ...w.set(v.group, -1),
    ...w.block(
      w.loop(
        w.exitIf(1, w.or(w.atLeastUnsigned(v.place, v.stop), w.atLeastUnsigned(v.row, v.rowEnd))),
        readRow(steps, 1),
        w.set(v.place, v.start),
        w.set(v.row, w.add(v.row, 1)),
        w.exit(0),
      ),
    ),
    ...w.store32(0, v.row, at.DONE_ROWS),
    ...w.store32(0, v.group, at.STUCK_GROUP),
    ...w.store32(0, v.start, at.STUCK_AT),
    ...v.place,
  ]
  const program = buildWasm(PARAMETERS, LOCAL_TYPES, body, at.PAGES)
  at.writeKernelConstants(program.memory)
  return program
}
