import { describe, expect, it } from 'vitest'
import { countTests, readTestCounts } from './test-counts.ts'

const file = (status: string, ...tests: string[]) => ({
  name: 'a.test.ts',
  status,
  assertionResults: tests.map((outcome, i) => ({ fullName: `test ${i}`, status: outcome })),
})

describe('the counts of a test report', () => {
  it('are the tests that passed, failed and did not run', () => {
    const report = {
      success: false,
      testResults: [file('failed', 'passed', 'failed'), file('passed', 'skipped', 'todo')],
    }
    expect(countTests(report)).toEqual({ passed: 1, failed: 1, skipped: ['test 0', 'test 1'] })
  })

  it('count a file that could not be loaded as a failure', () => {
    expect(
      countTests({ success: false, testResults: [file('failed'), file('passed', 'passed')] }),
    ).toMatchObject({
      passed: 1,
      failed: 1,
    })
  })

  it('count a run that failed outside of its tests as a failure', () => {
    expect(countTests({ success: false, testResults: [file('passed', 'passed')] })).toMatchObject({
      passed: 1,
      failed: 1,
    })
  })

  it('do not exist without a report', () => {
    expect(readTestCounts('no-such-report.json')).toBeNull()
    expect(() => countTests({ testResults: 3 })).toThrow()
  })
})
