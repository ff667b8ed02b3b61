import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import { fingerprintOfWeb } from './web-inputs.mjs'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

function project(files: Readonly<Record<string, string>>): URL {
  const folder = mkdtempSync(join(tmpdir(), 'legwork-inputs-'))
  folders.push(folder)
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, path, '..'), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return pathToFileURL(`${folder}/`)
}

const SOURCES = { 'web/main.tsx': 'one', 'src/domain/money/cents.ts': 'two', 'package-lock.json': '{}' }
const fingerprintOf = (files: Readonly<Record<string, string>>): string => fingerprintOfWeb(project(files))

describe('fingerprintOfWeb', () => {
  it('is the same for the same sources, wherever they are', () => {
    expect(fingerprintOf(SOURCES)).toBe(fingerprintOf(SOURCES))
  })

  it.each([
    ['a changed screen', { 'web/main.tsx': 'other' }],
    ['a new screen', { 'web/pages/new.tsx': '' }],
    ['a changed price', { 'src/domain/money/cents.ts': 'other' }],
    ['another version of a package', { 'package-lock.json': '{ }' }],
  ])('changes with %s', (_, change) => {
    expect(fingerprintOf({ ...SOURCES, ...change })).not.toBe(fingerprintOf(SOURCES))
  })

  it.each(['web/dist/index.html', 'web/mockups/main.tsx', 'src/engine/entry/enter.ts', 'web/ui/a.test.ts'])(
    'does not change with %s, which is in no build',
    (path) => {
      expect(fingerprintOf({ ...SOURCES, [path]: 'more' })).toBe(fingerprintOf(SOURCES))
    },
  )
})
