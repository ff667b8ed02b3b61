// npm run sim -- brackets --runs 1000 [--from WORLD] | --seed WORLD
// Two devices close and adjust a trade while its bracket fills and the broker has a bad day; a world is its number. Exits
// with 1 when anything is sold twice, short, or left unprotected without an alarm.
import { parseArgs } from 'node:util'
import { type BracketResult, runBrackets } from './bracket-run.ts'

const { values } = parseArgs({
  options: { runs: { type: 'string' }, from: { type: 'string' }, seed: { type: 'string' } },
})

function whole(text: string | undefined, otherwise: number): number {
  const number = text === undefined ? otherwise : Number(text)
  if (Number.isSafeInteger(number) && number >= 0) return number
  console.error(`${text} is no whole number`)
  process.exit(2)
}

const first = whole(values.seed ?? values.from, 0)
const runs = values.seed === undefined ? whole(values.runs, 100) : 1
const began = performance.now()
const total = {
  runs: 0,
  closes: 0,
  adjusts: 0,
  stale: 0,
  brackets: 0,
  exits: 0,
  alarms: 0,
  crashes: 0,
  violations: 0,
}
const reasons: Record<string, number> = {}

function add(result: BracketResult): void {
  for (const name of ['closes', 'adjusts', 'stale', 'brackets', 'exits', 'alarms', 'crashes'] as const)
    total[name] += result[name]
  reasons[result.reason] = (reasons[result.reason] ?? 0) + 1
  total.violations += result.violations.length
  for (const { rule, what } of result.violations.slice(0, 5))
    console.log(`world ${result.world} (${result.mix}) breaks ${rule}: ${what}`)
}

for (let world = first; world < first + runs; world += 1) {
  total.runs += 1
  try {
    add(await runBrackets(world))
  } catch (error) {
    total.violations += 1
    console.log(`world ${world} threw: ${error instanceof Error ? error.stack : String(error)}`)
  }
}
console.log(JSON.stringify({ ...total, reasons, seconds: Math.round((performance.now() - began) / 1_000) }))
if (total.violations > 0) {
  console.log('again: npm run sim -- brackets --seed WORLD')
  process.exitCode = 1
}
