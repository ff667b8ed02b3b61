import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isTestFile } from '../../tools/source-files.ts'
import { readCode } from '../../tools/tidy/code-file.ts'
import { expectExample } from './expect-example.ts'
import { findExamples } from './find-examples.ts'

const ROOT = join(import.meta.dirname, '../..')
const ROOMS = /^src\/(domain|ports|engine|insight|exchange|service)\//

const examples = readCode(ROOT)
  .filter(({ path }) => ROOMS.test(path) && !isTestFile(path))
  .flatMap((file) => findExamples(file).map((example) => ({ ...example, path: file.path })))

describe('the examples in docstrings', () => {
  it('are found', () => {
    expect(examples.length).toBeGreaterThan(0)
  })

  it.each(examples.map((example) => [`${example.path}:${example.line}`, example] as const))(
    '%s',
    async (_, example) => {
      const { path, code } = example
      await expectExample(join(ROOT, path), code)
    },
  )
})
