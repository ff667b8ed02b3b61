import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Look, type OpenMockups, openMockups } from '../../tools/browser/open-mockups.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const LOOKS: readonly Look[] = [
  { theme: 'light', width: 1280, height: 900 },
  { theme: 'dark', width: 1280, height: 900 },
  { theme: 'dark', width: 390, height: 900 },
  { theme: 'light', width: 390, height: 900 },
  { theme: 'light', width: 320, height: 700 },
]

/** What axe objects to, each with the first element that it names. */
async function violations({ page }: OpenMockups): Promise<string[]> {
  const results = await page.evaluate<AxeResults>('axe.run(document)')
  return results.violations.map(({ id, help, nodes }) => `${id}: ${help} (${nodes.length}) ${nodes[0]?.html}`)
}

/** How far the page can be scrolled sideways, in pixels. */
const sidewaysOf = ({ page }: OpenMockups): Promise<number> =>
  page.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth)

describe('every mock-up', { timeout: 240_000 }, () => {
  let mockups: OpenMockups
  beforeAll(async () => {
    mockups = await openMockups()
    await mockups.page.addInitScript(AXE)
  }, 60_000)
  afterAll(() => mockups?.close())

  it('has no violation of axe in either theme at 390 and 1280 px, and never scrolls sideways from 320 px on', async () => {
    const found: string[] = []
    for (const { name } of mockups.list) {
      await mockups.show(name, LOOKS[0]!)
      for (const look of LOOKS) {
        await mockups.change(look)
        const own = look.width === 320 ? [] : await violations(mockups)
        const sideways = await sidewaysOf(mockups)
        if (sideways > 0) own.push(`scrolls sideways by ${sideways} px`)
        found.push(...own.map((text) => `${name} ${look.theme} ${look.width}: ${text}`))
      }
    }
    expect(mockups.list.length).toBeGreaterThanOrEqual(14)
    expect(found).toEqual([])
  })

  it('is looked at by an axe that finds what is planted', async () => {
    await mockups.show('01-open-positions', LOOKS[0]!)
    const plant = '<button></button><p style="color: #999; background: #aaa">faint</p>'
    await mockups.page
      .locator('main')
      .evaluate((main, html) => main.insertAdjacentHTML('beforeend', html), plant)
    const ids = (await violations(mockups)).map((text) => text.split(':')[0])
    expect(ids).toEqual(expect.arrayContaining(['button-name', 'color-contrast']))
  })
})
