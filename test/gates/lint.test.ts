import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { type GateRun, plantProject, runGate } from './planted-project.ts'

interface LintRules {
  readonly style?: { readonly noRestrictedGlobals?: { readonly options: { readonly deniedGlobals: object } } }
}

/** The names that biome.json bans in the pure rooms. */
function bannedGlobals(): string[] {
  const text = readFileSync(join(import.meta.dirname, '../../biome.json'), 'utf8')
  const { overrides }: { overrides: { linter: { rules: LintRules } }[] } = JSON.parse(text)
  return overrides.flatMap(({ linter }) =>
    Object.keys(linter.rules.style?.noRestrictedGlobals?.options.deniedGlobals ?? {}),
  )
}

const BANNED = bannedGlobals()
const PURE_ROOMS = ['domain', 'ports', 'engine', 'insight', 'exchange/venue']
const using = (name: string): string => `export const planted = () => ${name}\n`
const usingAll = BANNED.map((name, i) => `export const planted${i} = () => ${name}\n`).join('')

describe('the lint', () => {
  let lint: GateRun
  let format: GateRun

  beforeAll(() => {
    const tree = plantProject({
      ...Object.fromEntries(PURE_ROOMS.map((room) => [`src/${room}/planted.ts`, usingAll])),
      ...Object.fromEntries(BANNED.map((name) => [`src/domain/uses-${name}.ts`, using(name)])),
      'src/adapters/system/allowed.ts': usingAll,
      'src/domain/allowed.test.ts': usingAll,
      'src/app/nameless.ts': 'export default 1\n',
      'src/app/loose.ts': 'export const loose: unknown = 1 as any\n',
      'src/app/crooked.ts': 'export   const crooked = "x";\n',
    })
    lint = runGate(
      tree,
      'biome',
      'lint',
      '--error-on-warnings',
      '--max-diagnostics=none',
      '--reporter=github',
      '.',
    )
    format = runGate(tree, 'biome', 'format', '.')
    tree.remove()
  })

  const finds = (rule: string, file: string): boolean => lint.text.includes(`${rule},file=${file},`)

  it('bans ambient time, timers, randomness, the network and the process', () => {
    const names = [
      'Date',
      'performance',
      'setTimeout',
      'setInterval',
      'fetch',
      'process',
      'crypto',
      'console',
      'globalThis',
    ]
    expect(BANNED).toEqual(expect.arrayContaining(names))
    expect(lint.passed).toBe(false)
  })

  it.each(BANNED)('catches %s in a pure room', (name) => {
    expect(finds('noRestrictedGlobals', `src/domain/uses-${name}.ts`)).toBe(true)
  })

  it.each(PURE_ROOMS)('catches every banned name in %s', (room) => {
    const found = lint.text
      .split('\n')
      .filter((line) => line.includes(`noRestrictedGlobals,file=src/${room}/planted.ts`))
    expect(found).toHaveLength(BANNED.length)
  })

  it('leaves adapters and tests alone', () => {
    expect(lint.text).not.toContain('/allowed.')
  })

  it('catches a default export and any', () => {
    expect(finds('noDefaultExport', 'src/app/nameless.ts')).toBe(true)
    expect(finds('noExplicitAny', 'src/app/loose.ts')).toBe(true)
  })

  it('and the format gate catches a crooked line, and only that', () => {
    expect(format.passed).toBe(false)
    expect(format.text).toContain('src/app/crooked.ts')
    expect(format.text).not.toContain('src/app/loose.ts')
  })
})
