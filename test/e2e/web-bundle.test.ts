import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildWeb } from '../../tools/browser/build-web.ts'
import { firstScripts } from '../../tools/browser/first-scripts.ts'

const WEB = join(import.meta.dirname, '../../web')
/** Of JavaScript for the first screen, in bytes as a browser fetches them. */
const MOST_GZIP = 250 * 1024

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}

const textOf = (folder: string): string =>
  filesOf(folder)
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n')

/** What the screens say themselves. */
const OWN_WORDS = ['ui', 'pages', 'forms', 'api'].map((name) => textOf(join(WEB, name))).join('\n')

/** The sentences and ids of the mock-ups: what a person would take for an account if it were on the screen. */
const NEEDLES = filesOf(join(WEB, 'mockups'))
  .flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/'([^'\n\\]{4,})'/g)].map(([, text]) => text!))
  .filter((text) => / .* /.test(text) || /^[A-Z]-\d{3,}$/.test(text))
  .filter((text) => !text.includes('../') && !OWN_WORDS.includes(text))

describe('the built screens', { timeout: 120_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'legwork-web-'))
  beforeAll(async () => {
    await buildWeb('production', join(folder, 'production'))
    await buildWeb('mockups', join(folder, 'mockups'))
  }, 120_000)
  afterAll(() => rmSync(folder, { recursive: true }))

  it('C-35: hold no sample data', () => {
    const text = textOf(join(folder, 'production'))
    expect(text).toContain('Pause entries')
    expect(NEEDLES.filter((needle) => text.includes(needle))).toEqual([])
  })

  it('C-35: would be caught with sample data in them', () => {
    const text = textOf(join(folder, 'mockups'))
    expect(NEEDLES.length).toBeGreaterThan(30)
    expect(NEEDLES.filter((needle) => text.includes(needle)).length).toBeGreaterThan(30)
  })

  it('fetch at most 250 KB of JavaScript for the first screen', () => {
    const scripts = firstScripts(join(folder, 'production'))
    const bytes = scripts.reduce((sum, file) => sum + gzipSync(readFileSync(file), { level: 9 }).length, 0)
    expect(scripts.length).toBeGreaterThan(0)
    expect(bytes).toBeLessThan(MOST_GZIP)
  })
})
