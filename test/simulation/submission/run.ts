// npm run sim -- submission --runs 1000000 [--from WORLD] [--closing] | --seed WORLD [--closing]
// Submissions through the real entry, adapter and exchange on bad days, in worlds of 80; a world is its number. Exits
// with 1 when an order is doubled or lost, and says which world shows it again.
import { parseArgs } from 'node:util'
import { RUNS_A_WORLD, runWorld, type SubmissionResult } from './submission-run.ts'

const REPORT_EVERY_MS = 60_000
/** With `--closing` every trade is closed as well, which takes most of the time. */
const CLOSING_RUNS = 24

const { values } = parseArgs({
  options: {
    closing: { type: 'boolean', default: false },
    runs: { type: 'string' },
    from: { type: 'string' },
    seed: { type: 'string' },
  },
})

function whole(text: string | undefined, otherwise: number): number {
  const number = text === undefined ? otherwise : Number(text)
  if (Number.isSafeInteger(number) && number >= 0) return number
  console.error(`${text} is no whole number`)
  process.exit(2)
}

const first = whole(values.seed ?? values.from, 0)
const runs = values.seed === undefined ? whole(values.runs, 10_000) : 1
const began = performance.now()
const total = { runs: 0, sent: 0, orders: 0, crashes: 0, tombstones: 0, lateTrades: 0, violations: 0 }
let reportedAt = began

function add(result: SubmissionResult): void {
  for (const name of ['runs', 'sent', 'orders', 'crashes', 'tombstones', 'lateTrades'] as const)
    total[name] += result[name]
  for (const { rule, what } of result.violations) {
    total.violations += 1
    console.log(`world ${result.world} (${result.mix}) breaks ${rule}: ${what}`)
  }
}

function report(): void {
  const seconds = (performance.now() - began) / 1_000
  console.log(
    JSON.stringify({
      ...total,
      seconds: Math.round(seconds),
      runs_per_second: Math.round(total.runs / seconds),
    }),
  )
}

for (let world = first; total.runs < runs; world += 1) {
  try {
    add(await runWorld(world, values.closing ? { runs: CLOSING_RUNS, closes: true } : {}))
  } catch (error) {
    total.violations += 1
    total.runs += RUNS_A_WORLD
    console.log(`world ${world} threw: ${error instanceof Error ? error.stack : String(error)}`)
  }
  if (performance.now() - reportedAt < REPORT_EVERY_MS) continue
  reportedAt = performance.now()
  report()
}
report()
if (total.violations > 0) {
  console.log('again: npm run sim -- submission --seed WORLD')
  process.exitCode = 1
}
