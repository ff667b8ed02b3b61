// npm run sim -- api-fuzz [--requests 100000] [--seed 1]: requests of every route, most of them wrong, as the neighbour of a
// user who has something to hide.
import { parseArgs } from 'node:util'
import { fuzzApi } from '../../support/http/fuzz-run.ts'

const { values } = parseArgs({
  options: { requests: { type: 'string', default: '100000' }, seed: { type: 'string', default: '1' } },
})
/** A world is made anew after so many, so that a failure is soon reached again by its seed. */
const ROUND = 5_000

let left = Number(values.requests)
let failures = 0
const byStatus: Record<string, number> = {}
for (let seed = Number(values.seed); left > 0; seed++, left -= ROUND) {
  const found = await fuzzApi(seed, Math.min(left, ROUND))
  for (const [status, count] of Object.entries(found.byStatus))
    byStatus[status] = (byStatus[status] ?? 0) + count
  for (const [what, names] of Object.entries({ bug: found.bugs, leak: found.leaks, secret: found.secrets })) {
    failures += names.length
    for (const name of names.slice(0, 5)) console.error(`${what}: ${name}`)
  }
}
console.log(
  `${values.requests} requests, answers by status: ${JSON.stringify(byStatus)}; ${failures} failures`,
)
if (failures > 0) process.exitCode = 1
