import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')
/** B-01 to B-40, and the list that must be passed before money is traded. */
const INCIDENTS = [...Array.from({ length: 40 }, (_, i) => `B-${String(i + 1).padStart(2, '0')}`), 'B5']
/** The title of a test, also of one that is made for each row of a table. */
const TITLE = /\b(?:test|it)(?:\.each\((?:[^()]|\([^()]*\))*\))?\(\s*(['"`])(B-\d\d|B5)[: ]/g
const LEFT_OUT = /\b(?:test|it|describe)\.(?:skip|todo|only|fails)\b/

test('every incident has a test whose name begins with its id, and none of these files leaves one out', () => {
  const found = new Set<string>()
  for (const file of globSync('{src,test,tools}/**/*.test.ts', { cwd: ROOT })) {
    const text = readFileSync(join(ROOT, file), 'utf8')
    const ids = [...text.matchAll(TITLE)].map(([, , id]) => id!)
    if (ids.length > 0) expect(text.match(LEFT_OUT)?.[0], file).toBeUndefined()
    for (const id of ids) found.add(id)
  }
  expect(INCIDENTS.filter((id) => !found.has(id))).toEqual([])
})
