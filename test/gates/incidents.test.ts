import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')

function numbered(letter: string, count: number): string[] {
  return Array.from({ length: count }, (_, i) => `${letter}-${String(i + 1).padStart(2, '0')}`)
}

/** The scenarios of the two lists, and the list that must be passed before money is traded. */
const INCIDENTS = [...numbered('B', 40), 'B5', ...numbered('C', 42)]
const IDS = String.raw`((?:(?:[BC]-\d\d|B5)[: ] ?)+)`
/** The title of a test, also of one that is made for each row of a table. It begins with the ids that it is about. */
const TITLE = new RegExp(
  String.raw`\b(?:test|it)(?:\.each\((?:[^()]|\([^()]*\))*\))?\(\s*(['"\`])${IDS}`,
  'g',
)
/** The name of a demand that every implementation of the store is held to, which the contract's runner makes a test of. */
const DEMAND = new RegExp(String.raw`^ *(['"\`])${IDS}[^\n]*\1: async \(`, 'gm')
const LEFT_OUT = /\b(?:test|it|describe)\.(?:skip|todo|only|fails)\b/

function idsIn(text: string, file: string): readonly string[] {
  const titles = file.endsWith('-contract.ts') ? DEMAND : TITLE
  return [...text.matchAll(titles)].flatMap(([, , ids]) => ids!.match(/[BC]-\d\d|B5/g) ?? [])
}

test('every incident has a test whose name begins with its id, and none of these files leaves one out', () => {
  const found = new Set<string>()
  for (const file of globSync('{src,test,tools}/**/{*.test,*-contract}.ts', { cwd: ROOT })) {
    const text = readFileSync(join(ROOT, file), 'utf8')
    const ids = idsIn(text, file)
    if (ids.length > 0) expect(text.match(LEFT_OUT)?.[0], file).toBeUndefined()
    for (const id of ids) found.add(id)
  }
  expect(INCIDENTS.filter((id) => !found.has(id))).toEqual([])
})

test('an id counts at the beginning of a name only, and of a demand only in a contract', () => {
  const [one, two, three] = [1, 2, 3].map((n) => `C-0${n}`)
  const tests = `it('${one} ${two}: both', () => {})\ntest('about ${three}', run)`
  expect(idsIn(tests, 'a.test.ts')).toEqual([one, two])
  const demand = `  '${three}: holds': async (store) => {`
  expect([idsIn(demand, 'a-contract.ts'), idsIn(demand, 'a.test.ts')]).toEqual([[three], []])
})
