import { readFileSync } from 'node:fs'
import { z } from 'zod'

/** How many passed and failed. */
export interface Counts {
  readonly passed: number
  readonly failed: number
}

/** What the test runner counted, with the names of the tests that did not run. */
export interface TestCounts extends Counts {
  readonly skipped: readonly string[]
}

const reportSchema = z.object({
  success: z.boolean(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
})

/**
 * Counts the tests of a report. A file that could not be loaded is one failure, and so is a run that failed outside of
 * its tests.
 *
 * @throws {Error} when the report is not one of the test runner
 */
export function countTests(report: unknown): TestCounts {
  const { success, testResults } = reportSchema.parse(report)
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults)
  const passed = tests.filter(({ status }) => status === 'passed').length
  const failedTests = tests.filter(({ status }) => status === 'failed').length
  const skipped = tests.filter(({ status }) => status !== 'passed' && status !== 'failed')
  const brokenFiles = testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && assertionResults.every((test) => test.status !== 'failed'),
  ).length
  const failed = failedTests + brokenFiles
  return {
    passed,
    failed: failed === 0 && !success ? 1 : failed,
    skipped: skipped.map(({ fullName }) => fullName),
  }
}

/** Counts the tests of the report in a file; null when there is none that can be read. */
export function readTestCounts(file: string): TestCounts | null {
  try {
    return countTests(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return null
  }
}
