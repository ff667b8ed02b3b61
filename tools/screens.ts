// Draws every mock-up into docs/screens: light and dark at 1280 px, light at 390 px. `npm run screens -- 02 04` draws some.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openMockups } from './browser/open-mockups.ts'
import { smallPng } from './browser/small-png.ts'

const FOLDER = join(import.meta.dirname, '../docs/screens')
const LOOKS = [
  { name: 'light', theme: 'light', width: 1280, height: 860 },
  { name: 'dark', theme: 'dark', width: 1280, height: 860 },
  { name: 'mobile', theme: 'light', width: 390, height: 844 },
] as const

/** What is longer than a window is drawn whole up to this height, so that no picture grows without end. */
const MOST_HEIGHT = 1900

const asked = process.argv.slice(2)
mkdirSync(FOLDER, { recursive: true })
const mockups = await openMockups()
try {
  for (const { name, window } of mockups.list) {
    if (asked.length > 0 && !asked.some((one) => name.startsWith(one))) continue
    for (const look of LOOKS) {
      await mockups.show(name, look)
      const whole = await mockups.contentHeight()
      const height = window ? look.height : Math.min(MOST_HEIGHT, Math.max(look.height, whole))
      await mockups.page.setViewportSize({ width: look.width, height })
      await mockups.page.waitForTimeout(250)
      const picture = await mockups.page.screenshot({ animations: 'disabled' })
      writeFileSync(join(FOLDER, `${name}.${look.name}.png`), smallPng(picture))
    }
    console.log(name)
  }
} finally {
  await mockups.close()
}
