// node tools/plants.ts [PART OF A NAME...]: plants the bugs of the incidents one by one and runs the test that must turn
// red for each; with arguments only those whose name contains one of them.
import { join } from 'node:path'
import { BRACKET_PLANTS } from './plants/bracket-plants.ts'
import { INCIDENT_PLANTS } from './plants/incident-plants.ts'
import { runPlant } from './plants/run-plants.ts'

const ROOT = join(import.meta.dirname, '..')
const wanted = process.argv.slice(2)
const plants = [...INCIDENT_PLANTS, ...BRACKET_PLANTS].filter(
  ({ name }) => wanted.length === 0 || wanted.some((part) => name.includes(part)),
)

let caught = 0
for (const plant of plants) {
  const { verdict, seconds } = await runPlant(ROOT, plant)
  if (verdict === 'caught') caught += 1
  console.log(
    `${verdict.padEnd(14)} ${seconds.toFixed(1).padStart(5)} s  ${plant.name}  <-  ${plant.test.title}`,
  )
}
console.log(`plants: ${caught} of ${plants.length} caught`)
process.exitCode = plants.length > 0 && caught === plants.length ? 0 : 1
