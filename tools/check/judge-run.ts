import type { Counts, TestCounts } from './test-counts.ts'

/** One command of a CI run: the tests (`test`), the gates (`check`), or a further one. */
export interface CiSlice {
  readonly name: string
  readonly passed: boolean
}

/** What a CI run came to, and a line on each slice. */
export interface RunVerdict extends Counts {
  readonly lines: readonly string[]
}

/** The counts of a slice that failed without naming a failure, or left no counts, say that one thing failed. */
function atLeastItsStatus(slice: CiSlice, counts: Counts | null): Counts {
  if (counts === null) return { passed: 0, failed: 1 }
  return slice.passed ? counts : { passed: counts.passed, failed: Math.max(counts.failed, 1) }
}

function countsOf(slice: CiSlice, tests: TestCounts | null, gates: Counts | null): Counts {
  if (slice.name === 'check') return atLeastItsStatus(slice, gates)
  if (slice.name !== 'test') return slice.passed ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
  // In CI a skipped test is a failure: what never runs is never seen to fail.
  const counted = tests && { passed: tests.passed, failed: tests.failed + tests.skipped.length }
  return atLeastItsStatus(slice, counted)
}

/** Adds up a CI run. `tests` and `gates` are null when their slice left no counts behind. */
export function judgeRun(
  slices: readonly CiSlice[],
  tests: TestCounts | null,
  gates: Counts | null,
): RunVerdict {
  const counted = slices.map((slice) => ({ slice, counts: countsOf(slice, tests, gates) }))
  const lines = counted.map(
    ({ slice, counts }) => `${slice.name}: ${counts.passed} passed, ${counts.failed} failed`,
  )
  const skips = (tests?.skipped ?? []).map((name) => `skipped, which CI forbids: ${name}`)
  const passed = counted.reduce((sum, { counts }) => sum + counts.passed, 0)
  const failed = counted.reduce((sum, { counts }) => sum + counts.failed, 0)
  // A run of nothing must not be green.
  return passed + failed === 0
    ? { lines, passed, failed: 1 }
    : { lines: [...lines, ...skips], passed, failed }
}
