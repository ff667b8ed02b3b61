// Runs every gate and shows all failures at the end. `--without-tests` leaves the tests out, for CI, which has just run
// them with `npm test`.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { GATE_STEPS, type GateStep, runStep, type StepOutcome } from './check/gate-steps.ts'

const ROOT = join(import.meta.dirname, '..')

function runAndReport(step: GateStep): StepOutcome {
  const outcome = runStep(ROOT, step)
  const { label, passed, seconds } = outcome
  console.log(`${passed ? 'ok    ' : 'FAILED'} ${label.padEnd(10)} ${seconds.toFixed(1).padStart(6)} s`)
  return outcome
}

const withoutTests = process.argv.includes('--without-tests')
const outcomes = GATE_STEPS.filter(({ script }) => !(withoutTests && script === 'test')).map(runAndReport)
if (withoutTests)
  console.log('--     tests      left out here: --without-tests says that npm test has run them')

const failures = outcomes.filter(({ passed }) => !passed)
for (const { label, output } of failures) console.log(`\n--- ${label} ---\n${output.trimEnd()}`)
const counts = { passed: outcomes.length - failures.length, failed: failures.length }
mkdirSync(join(ROOT, '.cache'), { recursive: true })
writeFileSync(join(ROOT, '.cache/gates.json'), JSON.stringify(counts))
console.log(
  failures.length === 0
    ? `check: all ${outcomes.length} gates passed`
    : `\ncheck: ${failures.map(({ label }) => label).join(', ')} failed, ${counts.passed} gates passed`,
)
if (failures.length > 0) process.exitCode = 1
