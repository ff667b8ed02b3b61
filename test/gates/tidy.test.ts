import { describe, expect, it } from 'vitest'
import { type CodeFile, parseCode, readCode } from '../../tools/tidy/code-file.ts'
import { inspectMedian, inspectRatchet, lowered, medianLines } from '../../tools/tidy/project-rules.ts'
import { FILE_RULES, inspectTidiness } from '../../tools/tidy/tidy-rules.ts'
import { plantTree } from './planted-tree.ts'
import { CLEAN, PLANTS } from './tidy-plants.ts'

const rulesBrokenBy = (path: string, text: string): string[] => {
  const file = parseCode(path, text)
  return [...new Set(FILE_RULES.flatMap((rule) => [...rule.inspect(file)].map((finding) => finding.rule)))]
}

const fileOf = (lines: number, path = 'src/app/planted.ts'): CodeFile =>
  parseCode(path, 'void 0\n'.repeat(lines))

describe('the rules of tidy about one file', () => {
  it.each(FILE_RULES)('$name has a plant', ({ name }) => {
    expect(PLANTS.filter(([rule]) => rule === name)).not.toEqual([])
  })

  it.each(PLANTS)('%s is broken by %s', (rule, _, path, text) => {
    expect(rulesBrokenBy(path, text)).toEqual([rule])
  })

  it.each(CLEAN)('%s is let through', (_, path, text) => {
    expect(rulesBrokenBy(path, text)).toEqual([])
  })

  it('name the line and what to do', () => {
    const file = parseCode('src/app/planted.ts', '\nexport const planted: any = 1\n')
    const [finding] = FILE_RULES.flatMap((rule) => [...rule.inspect(file)])
    expect(finding).toMatchObject({
      file: 'src/app/planted.ts',
      line: 2,
      message: expect.stringMatching(/: say/),
    })
  })
})

describe('the rules of tidy about all files', () => {
  it('median-length: half of the files have at most 100 lines', () => {
    expect(inspectMedian([fileOf(10), fileOf(100), fileOf(400)])).toEqual([])
    expect(inspectMedian([fileOf(10), fileOf(101), fileOf(400)])).toMatchObject([{ rule: 'median-length' }])
  })

  it('median-length: tests do not count', () => {
    expect(medianLines([fileOf(10), fileOf(300, 'src/app/planted.test.ts'), fileOf(20)])).toBe(15)
  })

  it('ratchet: a count may not rise, and a fall is recorded', () => {
    const recorded = { filesOver350Lines: 2, functionsOver50Lines: 3 }
    expect(inspectRatchet(recorded, recorded)).toEqual([])
    const risen = inspectRatchet({ ...recorded, filesOver350Lines: 3 }, recorded)
    expect(risen).toMatchObject([{ rule: 'ratchet', message: expect.stringContaining('may only fall') }])
    const fallen = inspectRatchet({ ...recorded, functionsOver50Lines: 1 }, recorded)
    expect(fallen).toMatchObject([{ rule: 'ratchet', message: expect.stringContaining('--lower') }])
  })

  it('ratchet: the program lowers a record and never raises it', () => {
    const recorded = { filesOver350Lines: 2, functionsOver50Lines: 3 }
    const next = lowered({ filesOver350Lines: 5, functionsOver50Lines: 1 }, recorded)
    expect(next).toEqual({ filesOver350Lines: 2, functionsOver50Lines: 1 })
  })

  it('are applied with the others, to the files on the disk', () => {
    const none = { filesOver350Lines: 0, functionsOver50Lines: 0 }
    const tree = plantTree({
      'src/app/long.ts': 'void 0\n'.repeat(501),
      'src/app/short-utils.ts': 'void 0\n',
    })
    const rules = inspectTidiness(readCode(tree.root), none).map(({ rule }) => rule)
    tree.remove()
    expect(rules).toEqual(['file-length', 'banned-name', 'median-length', 'ratchet'])
  })

  it('fail when there is nothing to look at', () => {
    const none = { filesOver350Lines: 0, functionsOver50Lines: 0 }
    expect(() => inspectTidiness([fileOf(10, 'tools/alone.ts')], none)).toThrow('no file under src')
  })
})
