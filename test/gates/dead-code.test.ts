import { beforeAll, describe, expect, it } from 'vitest'
import { type GateRun, plantProject, runGate } from './planted-project.ts'

describe('the dead code gate', () => {
  let run: GateRun

  beforeAll(() => {
    const tree = plantProject({
      'src/app/main.ts':
        "import { used } from './used.ts'\nimport '../domain/allowed.ts'\nimport 'left-pad'\nconsole.log(used)\n",
      'src/app/used.ts': 'export const used = 1\nexport const nobodys = 2\nexport type Nobodys = 3\n',
      'src/app/nobody.ts': 'export const nobody = 1\n',
      'src/domain/nobody.ts': 'export const nobody = 1\n',
      // The domain is a public surface: what it offers may be used by a test alone, or by a later room.
      'src/domain/allowed.ts': 'export const offered = 1\nexport type Offered = 2\n',
      'src/domain/allowed.test.ts': "import { test } from 'vitest'\ntest('nothing', () => {})\n",
      'bin/legwork.mjs': "import '../src/app/main.ts'\n",
      'bench/allowed.bench.ts': 'export const bench = 1\n',
      'tools/allowed.ts': "console.log('a program')\n",
    })
    run = runGate(tree, 'knip', '--reporter=compact', '--no-config-hints')
    tree.remove()
  })

  const listed = (title: string): string =>
    run.text.split(new RegExp(`^${title}.*$`, 'm'))[1]?.split('\n\n')[0] ?? ''

  it('catches a file that nobody imports, in the domain too', () => {
    expect(listed('Unused files')).toContain('src/app/nobody.ts')
    expect(listed('Unused files')).toContain('src/domain/nobody.ts')
    expect(run.passed).toBe(false)
  })

  it('catches an export and a type that nobody uses', () => {
    expect(listed('Unused exports')).toContain('src/app/used.ts: nobodys')
    expect(listed('Unused exported types')).toContain('src/app/used.ts: Nobodys')
  })

  it('catches a package that is used and not listed, and one that is listed and not used', () => {
    expect(listed('Unlisted dependencies')).toContain('left-pad')
    expect(listed('Unused dependencies')).toContain('zod')
  })

  it('lets through what is allowed', () => {
    expect(run.text).not.toContain('allowed')
  })
})
