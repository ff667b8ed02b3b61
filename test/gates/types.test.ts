import { beforeAll, describe, expect, it } from 'vitest'
import { type GateRun, plantProject, runGate } from './planted-project.ts'

const using = (name: string): string => `export const planted = ${name}\n`

describe('the types', () => {
  let types: GateRun
  let pure: GateRun

  beforeAll(() => {
    const tree = plantProject({
      'src/domain/allowed.ts': 'export const planted: readonly number[] = [Math.PI]\n',
      'src/domain/allowed.test.ts': using('process.argv'),
      'src/domain/reads-process.ts': using('process.argv'),
      'src/ports/reads-page.ts': using('document.title'),
      'src/engine/exits/waits.ts': using('setTimeout(() => {}, 1)'),
      'src/insight/fetches.ts': using("fetch('x')"),
      'src/exchange/venue/imports-node.ts':
        "import { readFileSync } from 'node:fs'\nexport const planted = readFileSync\n",
      'src/app/allowed.ts': using('process.argv'),
      'src/app/mistaken.ts': "export const planted: number = 'text'\n",
      'src/app/not-erasable.ts': 'export enum Planted {\n  One,\n}\n',
      'src/app/unchecked.ts': 'export const planted = (list: number[]): number => list[0]\n',
      'src/app/value-import.ts': "import { Planted } from './a-type.ts'\nexport const planted: Planted = 1\n",
      'src/app/a-type.ts': 'export type Planted = number\n',
    })
    types = runGate(tree, 'tsc', '-p', 'tsconfig.json')
    pure = runGate(tree, 'tsc', '-p', 'tsconfig.pure.json')
    tree.remove()
  })

  it.each([
    ['a wrong type', 'mistaken', 'TS2322'],
    ['syntax that Node cannot strip', 'not-erasable', 'TS1294'],
    ['an element that may not be there', 'unchecked', 'TS2322'],
    ['a type imported as a value', 'value-import', 'TS1484'],
  ])('catch %s', (_, file, code) => {
    expect(types.text).toMatch(new RegExp(`src/app/${file}\\.ts.*${code}`))
  })

  it.each([
    ['process', 'src/domain/reads-process.ts'],
    ['document', 'src/ports/reads-page.ts'],
    ['setTimeout', 'src/engine/exits/waits.ts'],
    ['fetch', 'src/insight/fetches.ts'],
    ['node:fs', 'src/exchange/venue/imports-node.ts'],
  ])('know nothing of %s in a pure room', (name, file) => {
    const lines = pure.text.split('\n').filter((line) => line.startsWith(file))
    expect(lines).toEqual([expect.stringContaining(name)])
  })

  it('let through what is allowed', () => {
    expect(types.text + pure.text).not.toContain('/allowed.')
    expect([types.passed, pure.passed]).toEqual([false, false])
  })
})
