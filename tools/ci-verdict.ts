// The end of a CI run: what was counted, and the last line "N passed, N failed". A test counts one, a gate of
// `npm run check` counts one, and so does each further slice. Its arguments are the slices that were run as NAME=STATUS.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type CiSlice, judgeRun } from './check/judge-run.ts'
import { type Counts, readTestCounts } from './check/test-counts.ts'
import { TEST_REPORT } from './check/test-report.ts'

const ROOT = join(import.meta.dirname, '..')

function readGateCounts(): Counts | null {
  try {
    return JSON.parse(readFileSync(join(ROOT, '.cache/gates.json'), 'utf8'))
  } catch {
    return null
  }
}

const slices: CiSlice[] = process.argv.slice(2).map((argument) => {
  const [name = '', status = ''] = argument.split('=')
  return { name, passed: status === '0' }
})
const { lines, passed, failed } = judgeRun(slices, readTestCounts(join(ROOT, TEST_REPORT)), readGateCounts())
for (const line of lines) console.log(line)
console.log(`${passed} passed, ${failed} failed`)
if (failed > 0) process.exitCode = 1
