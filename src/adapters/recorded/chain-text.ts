import { ok, type Refusal, type Result, refuse } from '../../domain/refusal.ts'
import type { RecordedChain, RecordedChainRefusal } from '../../ports/recorded-chain.ts'
import { readFieldsCarefully, readLineCarefully } from './careful-line.ts'
import { ChainColumns } from './chain-columns.ts'
import { BLOCK_ROWS, TEXT_BYTES, WINDOW, WINDOW_BYTES } from './kernel-memory.ts'
import { KernelSession, type RememberedText, rememberedText } from './kernel-session.ts'
import { expectedRows, lastLineEnd, lineEnd, lineNumberAt } from './line-places.ts'
import { planRows, type RowPlan } from './row-plan.ts'

/** A refusal, and where in the file the refused line begins. */
interface RefusedLine {
  readonly refusal: Refusal<RecordedChainRefusal>
  readonly place: number
}

const COMMA = 44
const LINE_FEED = 10
const QUOTE = 34
const DECODER = new TextDecoder()

/**
 * Reads the text of a recorded chain: a header line, then a row a contract.
 *
 * @param bytes UTF-8, lines ended by "\n" or "\r\n", the last one's end optional; below 2 GiB
 * @param name what the messages call the file
 */
export function readChainText(bytes: Uint8Array, name: string): Result<RecordedChain, RecordedChainRefusal> {
  const rowsBegin = lineEnd(bytes, 0)
  const header = DECODER.decode(bytes.subarray(0, rowsBegin))
  if (header.trim() === '') {
    return refuse(
      'header_must_be_present',
      `${name}: line 1 is empty; expected a header that names the columns.`,
    )
  }
  const plan = planRows(header)
  if (!plan.ok) return refuse(plan.code, `${name}: ${plan.message}`)
  const columns = new ChainColumns(expectedRows(bytes, rowsBegin))
  const refused = new ChainReading(bytes, plan.value, columns).readFrom(rowsBegin)
  if (refused === undefined) return ok(columns.finish(plan.value.rules))
  const line = lineNumberAt(bytes, refused.place)
  return refuse(refused.refusal.code, `${name}, line ${line}: ${refused.refusal.message}`)
}

/** The reading of one file: the row kernel reads what it can, and here is done what it cannot. */
class ChainReading {
  readonly #bytes: Uint8Array
  readonly #plan: RowPlan
  readonly #columns: ChainColumns
  readonly #kernel: KernelSession
  /** What is known of the texts of groups, a map a group. */
  readonly #texts: Map<string, RememberedText>[] = []
  /** Rows of the kernel's block that are not in the columns yet. */
  #rows = 0

  constructor(bytes: Uint8Array, plan: RowPlan, columns: ChainColumns) {
    this.#bytes = bytes
    this.#plan = plan
    this.#columns = columns
    this.#kernel = new KernelSession(plan.steps)
  }

  /** Reads all lines from a place in the file on; undefined when none is refused. */
  readFrom(place: number): RefusedLine | undefined {
    for (let next = place; next < this.#bytes.length; ) {
      const end = lastLineEnd(this.#bytes, next, Math.min(next + WINDOW_BYTES, this.#bytes.length))
      // The last line may lack its end, and a line that is longer than the window has none in it.
      const refused = end === next ? this.#readLine(next) : this.#readWindow(next, end)
      if (refused !== undefined) return refused
      next = end === next ? lineEnd(this.#bytes, next) : end
    }
    this.#flush()
    return undefined
  }

  /** Reads the lines in `[begin, end)` of the file. */
  #readWindow(begin: number, end: number): RefusedLine | undefined {
    const inFile = begin - WINDOW
    const stop = end - inFile
    this.#kernel.bytes.set(this.#bytes.subarray(begin, end), WINDOW)
    for (let place = WINDOW; place < stop; ) {
      place = this.#kernel.run(place, stop, this.#rows)
      this.#rows = this.#kernel.rows
      if (this.#rows === BLOCK_ROWS) {
        this.#flush()
      } else if (place < stop && !this.#teachText()) {
        const refused = this.#readLine(place + inFile)
        if (refused !== undefined) return refused
        place = lineEnd(this.#bytes, place + inFile) - inFile
      }
    }
    return undefined
  }

  /**
   * Where the kernel met a text of a group that it does not know, tells it what that stands for. False when
   * it stopped for another reason or the text is not plain: then the line must be read carefully.
   */
  #teachText(): boolean {
    const unknown = this.#kernel.unknownText
    if (unknown === undefined) return false
    const { group, columns, place } = unknown
    const length = this.#textLength(place, columns.length, columns === this.#plan.steps.at(-1))
    if (length === undefined) return false
    // Not as UTF-8: what is not ASCII is refused either way.
    const text = this.#kernel.bytes.toString('latin1', place, place + length)
    this.#texts[group] ??= new Map()
    let known = this.#texts[group].get(text)
    if (known === undefined) {
      const fields = text.slice(0, -1).split(',')
      const read = readFieldsCarefully(
        this.#plan,
        columns,
        fields.map((field) => field.trim()),
      )
      if (!read.ok) return false
      known = rememberedText(text, columns, read.value)
      this.#texts[group].set(text, known)
    }
    this.#kernel.remember(unknown, known)
    return true
  }

  /** Bytes of so many fields in the window, with their delimiters; undefined if too long or quoted. */
  #textLength(place: number, fieldCount: number, isLast: boolean): number | undefined {
    const bytes = this.#kernel.bytes
    for (let end = place, left = fieldCount; end < place + TEXT_BYTES; end++) {
      const byte = bytes[end]
      if (byte === QUOTE) return undefined
      if (byte !== COMMA && byte !== LINE_FEED) continue
      left--
      if ((byte === LINE_FEED) !== (isLast && left === 0)) return undefined
      if (left === 0) return end + 1 - place
    }
    return undefined
  }

  /** Reads the line that begins at a place in the file. */
  #readLine(place: number): RefusedLine | undefined {
    const line = DECODER.decode(this.#bytes.subarray(place, lineEnd(this.#bytes, place)))
    const values = readLineCarefully(this.#plan, line)
    if (!values.ok) return { refusal: values, place }
    if (values.value === undefined) return undefined
    this.#kernel.putRow(this.#rows++, values.value)
    if (this.#rows === BLOCK_ROWS) this.#flush()
    return undefined
  }

  #flush(): void {
    this.#columns.append(this.#rows, (column) => this.#kernel.values(column, this.#rows))
    this.#rows = 0
  }
}
