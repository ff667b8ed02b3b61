import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { parseCode } from '../../tools/tidy/code-file.ts'
import { expectExample } from '../examples/expect-example.ts'
import { findExamples } from '../examples/find-examples.ts'
import { plantTree } from './planted-tree.ts'

const tree = plantTree({
  'half.ts': 'export const half = (n: number): number => n / 2\nexport const one = 1\n',
  'third.ts': 'export const third = (n: number): number => n / 3\nexport type Third = number\n',
})
afterAll(() => tree.remove())
const run = (...lines: string[]): Promise<void> => expectExample(join(tree.root, 'half.ts'), lines.join('\n'))

describe('an example that is wrong', () => {
  it.each([
    ['another number', ['half(2) // => 2']],
    ['another object', ['({ a: half(2) }) // => { a: 2 }']],
    ['the second of two lines', ['half(2) // => 1', 'half(4) // => 1']],
    ['the last digit written', ['half(0.2469) // => ≈ 0.1234']],
    ['a name that is not exported', ['quarter(4) // => 1']],
    ['a name that is not imported', ['third(3) // => 1']],
    ['no claim', ['half(2)']],
    ['a claim of no expression', ['const a = half(2) // => 1']],
    ['lines after the last claim', ['half(2) // => 1', 'half(4)']],
    ['≈ before something else than a number', ['[half(1)] // => ≈ [0.5]']],
  ])('is caught: %s', async (_, lines) => {
    await expect(run(...lines)).rejects.toThrow()
  })
})

describe('an example that is right', () => {
  it.each([
    ['a value', ['half(2) // => 1']],
    ['a structure', ['[half(2), { a: half(4) }] // => [1, { a: 2 }]']],
    ['the digits written', ['half(0.2469) // => ≈ 0.123', 'half(2.469e-5) // => ≈ 1.23e-5']],
    ['setup', ['const a: number = half(4)', 'half(a) // => 1']],
    ['an import', ["import { third as t, type Third } from './third.ts'", 'half(t(6)) // => 1']],
    ['an expression of several lines', ['half(', '  4,', ') // => 2']],
    ['a line that begins with a bracket', ['half(2) // => 1', '[half(2)] // => [1]', '(half(2)) // => 1']],
    ['a constant named like an export', ['const one = half(2)', 'one // => 1']],
  ])('passes: %s', async (_, lines) => {
    await run(...lines)
  })
})

describe('the examples of a file', () => {
  it('are those of what is exported, with the line of their tag', () => {
    const text = [
      '/**',
      ' * Halves.',
      ' *',
      ' * @example',
      ' * half(2) // => 1',
      ' * @example half(4) // => 2',
      ' * @returns the half',
      ' */',
      'export const half = (n: number) => n / 2',
      '/** @example hidden() // => 1 */',
      'function hidden() {}',
      'export interface Ruler {',
      '  /** @example half(6) // => 3 */',
      '  half(): number',
      '}',
    ]
    const examples = findExamples(parseCode('src/domain/half.ts', text.join('\n')))
    expect(examples.map(({ line, code }) => [line, code.trim()])).toEqual([
      [4, 'half(2) // => 1'],
      [6, 'half(4) // => 2'],
      [13, 'half(6) // => 3'],
    ])
  })
})
