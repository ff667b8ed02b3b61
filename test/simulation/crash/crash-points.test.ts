import { expect, test } from 'vitest'
import { BRACKET_SCENARIOS } from './bracket-scenarios.ts'
import { liveScenario } from './crash-scenario.ts'
import { CRASH_SCENARIOS } from './crash-scenarios.ts'

const FEWEST_POINTS = 100

test.each([...CRASH_SCENARIOS, ...BRACKET_SCENARIOS])(
  '$name: a process that ends at any point comes to the same end',
  {
    timeout: 180_000,
  },
  async (scenario) => {
    const plain = await liveScenario(scenario, null)
    expect(plain.violations).toEqual([])
    expect(plain.points.length).toBeGreaterThan(scenario.fewestPoints ?? FEWEST_POINTS)
    const broken: string[] = []
    for (const [i, what] of plain.points.entries()) {
      const run = await liveScenario(scenario, i + 1)
      const where = `point ${i + 1}, ${what}`
      for (const violation of run.violations) broken.push(`${where}: ${violation.rule} ${violation.what}`)
      if (JSON.stringify(run.end) !== JSON.stringify(plain.end))
        broken.push(`${where}: ${JSON.stringify(run.end)}`)
    }
    expect(broken).toEqual([])
    console.info(`${scenario.name}: ${plain.points.length} crash points, each once`)
  },
)
