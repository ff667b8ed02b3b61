import { type CodeFile, type Finding, isProduct } from './code-file.ts'
import { functionsOf } from './length-rules.ts'

const MOST_MEDIAN_LINES = 100
const LONG_FILE_LINES = 350
const LONG_FUNCTION_LINES = 50

/** How many long files and functions the product has. The recorded counts may only fall. */
export interface Ratchet {
  readonly filesOver350Lines: number
  readonly functionsOver50Lines: number
}

/** A table that a program wrote is data: its length says nothing about how it reads. */
function isGenerated({ syntax }: CodeFile): boolean {
  return syntax.text.startsWith('// Written by tools/')
}

/** The counts of the product as it is, tests and generated tables left out. */
export function countLong(files: readonly CodeFile[]): Ratchet {
  const product = files.filter((file) => isProduct(file) && !isGenerated(file))
  const functions = product.flatMap((file) => [...functionsOf(file)])
  return {
    filesOver350Lines: product.filter(({ lines }) => lines > LONG_FILE_LINES).length,
    functionsOver50Lines: functions.filter(({ lines }) => lines > LONG_FUNCTION_LINES).length,
  }
}

/** The middle of the product's file lengths in lines, tests left out; 0 of none. */
export function medianLines(files: readonly CodeFile[]): number {
  const lengths = files.filter(isProduct).map(({ lines }) => lines)
  lengths.sort((a, b) => a - b)
  const upper = lengths[Math.floor(lengths.length / 2)] ?? 0
  const lower = lengths[Math.ceil(lengths.length / 2) - 1] ?? 0
  return (lower + upper) / 2
}

/** Half of the files must be short. */
export function inspectMedian(files: readonly CodeFile[]): Finding[] {
  const median = medianLines(files)
  if (median <= MOST_MEDIAN_LINES) return []
  const message = `The median file has ${median} lines, ${MOST_MEDIAN_LINES} are the most: split the files of the latest change.`
  return [{ rule: 'median-length', file: 'src', line: 1, message }]
}

/** No more long files or functions than recorded; and when there are fewer, the record follows, or it would hold nothing. */
export function inspectRatchet(now: Ratchet, recorded: Ratchet): Finding[] {
  const counts = [
    ['files', LONG_FILE_LINES, now.filesOver350Lines, recorded.filesOver350Lines],
    ['functions', LONG_FUNCTION_LINES, now.functionsOver50Lines, recorded.functionsOver50Lines],
  ] as const
  return counts
    .filter(([, , actual, before]) => actual !== before)
    .map(([what, length, actual, before]) => {
      const advice =
        actual > before
          ? 'the count may only fall: shorten the new one'
          : 'well done, now keep it: run "npm run tidy -- --lower" and commit the file'
      const message = `${actual} ${what} have more than ${length} lines and ${before} are recorded; ${advice}.`
      return { rule: 'ratchet', file: 'tools/tidy-ratchet.json', line: 1, message }
    })
}

/** The record after a fall. A count that grew stays as it was recorded: the record never rises by program. */
export function lowered(now: Ratchet, recorded: Ratchet): Ratchet {
  return {
    filesOver350Lines: Math.min(now.filesOver350Lines, recorded.filesOver350Lines),
    functionsOver50Lines: Math.min(now.functionsOver50Lines, recorded.functionsOver50Lines),
  }
}
