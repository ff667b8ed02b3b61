import { type ColumnName, FORMAT } from './chain-format.ts'
import {
  LOCAL_TYPES,
  loadConstants,
  PARAMETERS,
  readCount,
  readFloat,
  readStrike,
  readType,
  v,
} from './kernel-fields.ts'
import { dropMark, markDelimiters, readGroup } from './kernel-groups.ts'
import * as at from './kernel-memory.ts'
import { keepCount, keepFloat, type Pair, readCounts, readFloats } from './kernel-pairs.ts'
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
  ...dropMark,
]

/** Reads one field from `start` and moves `start` behind its delimiter. */
const readField = (
  step: 'skip' | ColumnName,
  pair: Pair | undefined,
  isLast: boolean,
  stuck: number,
): w.Code => {
  const next = isLast ? v.slot : v.end
  return [
    ...nextDelimiter(stuck),
    ...w.exitIf(stuck, w.notEqual(w.load8(v.end), isLast ? LINE_FEED : COMMA)),
    ...(isLast ? w.set(next, v.end) : []),
    // The line may end in "\r\n". Before an empty field stands a delimiter, so this never passes `start`.
    ...(isLast
      ? w.set(v.end, w.subtract(v.end, w.equal(w.load8(w.subtract(v.end, 1)), CARRIAGE_RETURN)))
      : []),
    ...readValue(step, pair, stuck),
    ...w.set(v.start, w.add(next, 1)),
  ]
}

function readValue(step: 'skip' | ColumnName, pair: Pair | undefined, stuck: number): w.Code {
  if (step === 'skip') return []
  if (step === 'strike') return readStrike(step, stuck)
  if (step === 'type') return readType(step, stuck)
  const isCount = FORMAT[step] === 'int32'
  if (pair === undefined) return isCount ? readCount(step, stuck) : readFloat(step, stuck)
  if (step === pair[0]) return isCount ? keepCount : keepFloat
  return isCount ? readCounts(pair, stuck) : readFloats(pair, stuck)
}

/** Pairs the floats, and the counts, in the order of the row; an odd one remains alone. */
function pairsOf(steps: readonly KernelStep[]): Map<KernelStep, Pair> {
  const pairs = new Map<KernelStep, Pair>()
  const first = new Map<string, ColumnName>()
  for (const step of steps) {
    if (typeof step !== 'string' || step === 'skip' || step === 'strike' || step === 'type') continue
    const before = first.get(FORMAT[step])
    if (before === undefined) {
      first.set(FORMAT[step], step)
    } else {
      const pair = [before, step] as const
      pairs.set(before, pair).set(step, pair)
      first.delete(FORMAT[step])
    }
  }
  return pairs
}

/** Reads the row at `place`; what only a careful reader can judge leaves at `stuck`. */
const readRow = (steps: readonly KernelStep[], stuck: number): w.Code => {
  const groups = steps.filter((step) => typeof step !== 'string')
  const pairs = pairsOf(steps)
  return [
    ...w.set(v.start, v.place),
    // A group marks the delimiters behind it; a field needs them marked.
    ...(typeof steps[0] === 'string' ? [...w.set(v.base, v.start), ...markDelimiters] : []),
    ...steps.flatMap((step, index) => {
      const isLast = index === steps.length - 1
      return typeof step === 'string'
        ? readField(step, pairs.get(step), isLast, stuck)
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
    ...w.store32(0, v.slot, at.STUCK_SLOT),
    ...v.place,
  ]
  const program = buildWasm(PARAMETERS, LOCAL_TYPES, body, at.PAGES)
  at.writeKernelConstants(program.memory)
  return program
}
