import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { BRACKET_PLANTS } from '../../../tools/plants/bracket-plants.ts'
import { INCIDENT_PLANTS } from '../../../tools/plants/incident-plants.ts'
import { planted } from '../../../tools/plants/plant.ts'

const ROOT = join(import.meta.dirname, '../../..')
/** A limit, an exit, a closing and two of brackets: the whole list is for `npm run plants`. */
const SLICE = [
  'working orders do not count',
  'an exit keeps the type',
  'absent once is flat',
  'bracket: it is not cancelled before a close',
  'bracket: UNPROTECTED is not raised',
]
const PLANTS = [...INCIDENT_PLANTS, ...BRACKET_PLANTS]

describe('planted bugs', () => {
  test('five of them each turn the named test red, which is green without them', {
    timeout: 300_000,
  }, () => {
    const run = spawnSync(process.execPath, [join(ROOT, 'tools/plants.ts'), ...SLICE], { encoding: 'utf8' })
    expect(run.stdout + run.stderr).toContain('plants: 5 of 5 caught')
    expect(run.status).toBe(0)
  })

  test('a name that no plant has is a failure, not a pass of nothing', () => {
    const run = spawnSync(process.execPath, [join(ROOT, 'tools/plants.ts'), 'no such plant'], {
      encoding: 'utf8',
    })
    expect([run.status, run.stdout]).toEqual([1, 'plants: 0 of 0 caught\n'])
  })

  test('at least twenty bugs are planted, no two of one name, and a text that has gone is an error', () => {
    expect(INCIDENT_PLANTS.length).toBeGreaterThanOrEqual(20)
    expect(new Set(PLANTS.map(({ name }) => name)).size).toBe(PLANTS.length)
    const [plant] = INCIDENT_PLANTS
    const { file, find, replace } = plant!.changes[0]!
    expect(planted(`a ${find} b`, file, plant!)).toBe(`a ${replace} b`)
    for (const source of ['', `${find} ${find}`])
      expect(() => planted(source, file, plant!)).toThrow(plant!.name)
    expect(planted('untouched', 'another.ts', plant!)).toBe('untouched')
  })
})
