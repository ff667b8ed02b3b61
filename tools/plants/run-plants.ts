import { join } from 'node:path'
import { startVitest } from 'vitest/node'
import { type Plant, planted } from './plant.ts'

/** How a named test ended with and without its bug. */
export interface PlantOutcome {
  readonly plant: Plant
  /** `caught`: green without the bug, red with it. Anything else says what was wrong. */
  readonly verdict: 'caught' | 'not caught' | 'red without it' | 'test not found' | 'not planted'
  readonly seconds: number
}

/** The state of a plant's test after a run with the bug or without it: Vitest's word, `missing` or `not planted`. */
async function stateOf(root: string, plant: Plant, isPlanted: boolean): Promise<string> {
  const done = new Set<string>()
  const vitest = await startVitest(
    'test',
    [plant.test.file],
    {
      config: false,
      root,
      watch: false,
      reporters: [{}],
      testTimeout: 30_000,
      maxWorkers: 1,
      // The sources are not the same from one run to the next.
      fsModuleCache: false,
      testNamePattern: `${plant.test.title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`,
    },
    {
      plugins: [
        {
          name: 'plant',
          enforce: 'pre',
          transform(code: string, id: string) {
            const change = plant.changes.find(({ file }) => id.split('?')[0] === join(root, file))
            if (!isPlanted || change === undefined) return undefined
            done.add(change.file)
            return planted(code, change.file, plant)
          },
        },
      ],
    },
  )
  const tests = vitest.state.getTestModules().flatMap((module) => [...module.children.allTests()])
  const found = tests.find(({ name }) => name === plant.test.title)
  const errors = vitest.state.getTestModules().flatMap((module) => module.errors())
  await vitest.close()
  // The run itself is meant to fail; what the process answers is for the caller to say.
  process.exitCode = 0
  if (isPlanted && plant.changes.some(({ file }) => !done.has(file))) return 'not planted'
  if (errors.length > 0) return `not planted: ${errors[0]!.message}`
  return found?.result().state ?? 'missing'
}

/** Plants a bug in the sources as they are loaded, never on the disk, and runs the test that must notice. */
export async function runPlant(root: string, plant: Plant): Promise<PlantOutcome> {
  const begun = performance.now()
  const answer = (verdict: PlantOutcome['verdict']): PlantOutcome => ({
    plant,
    verdict,
    seconds: (performance.now() - begun) / 1_000,
  })
  const without = await stateOf(root, plant, false)
  if (without === 'missing' || without === 'skipped') return answer('test not found')
  if (without !== 'passed') return answer('red without it')
  const withBug = await stateOf(root, plant, true)
  if (withBug.startsWith('not planted')) return answer('not planted')
  return answer(withBug === 'failed' ? 'caught' : 'not caught')
}
