import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inspectRooms, type RoomsReport } from '../../tools/rooms/inspect-rooms.ts'
import { HOME_RULE, IMPORT_RULES } from '../../tools/rooms-rules.ts'
import { type PlantedTree, plantTree } from './planted-tree.ts'
import { ALLOWED, PLANTS, SURROUNDINGS } from './room-plants.ts'

const RULES = [...IMPORT_RULES, HOME_RULE]

/** Each planted file and the rule it breaks. */
const planted = Object.entries(PLANTS).flatMap(([rule, files]) =>
  Object.keys(files).map((file) => ({ rule, file })),
)

describe('the rooms gate', () => {
  let tree: PlantedTree
  let report: RoomsReport

  beforeAll(async () => {
    // All in one tree: the tool is slow to start and quick to read.
    tree = plantTree({ ...SURROUNDINGS, ...ALLOWED, ...Object.assign({}, ...Object.values(PLANTS)) })
    report = await inspectRooms(tree.root)
  })
  afterAll(() => tree.remove())

  const rulesBrokenBy = (file: string): string[] => [
    ...new Set(report.violations.filter((violation) => violation.file === file).map(({ rule }) => rule)),
  ]

  it.each(RULES.map(({ name }) => name))('%s has a plant', (name) => {
    expect(Object.keys(PLANTS[name] ?? {})).not.toEqual([])
  })

  it.each(planted)('$rule is broken by $file, and no other rule is', ({ rule, file }) => {
    expect(rulesBrokenBy(file)).toEqual([rule])
  })

  it.each(Object.keys(ALLOWED))('%s is let through', (file) => {
    expect(rulesBrokenBy(file)).toEqual([])
  })

  it('finds nothing where nothing was planted', () => {
    const files = new Set(report.violations.map(({ file }) => file))
    expect(files).toEqual(new Set(planted.map(({ file }) => file)))
  })

  it.each(RULES)('$name says why, and where the code belongs instead', ({ comment }) => {
    expect(comment.length).toBeGreaterThan(60)
    expect(comment).toMatch(/\b(src|web|test|docs|db)\/|package\.json|module|import type/)
  })

  it('fails when there is nothing to look at', async () => {
    const empty = plantTree({ 'README.md': 'nothing', 'tools/alone.ts': 'export const alone = 1\n' })
    await expect(inspectRooms(empty.root)).rejects.toThrow('no source file')
    empty.remove()
  })
})
