import type { Browser, Page } from 'playwright-core'
import { buildWeb } from './build-web.ts'
import { openBrowser } from './open-browser.ts'
import { type FolderServer, serveFolder } from './serve-folder.ts'

/** How a mock-up is looked at. */
export interface Look {
  readonly theme: 'light' | 'dark'
  readonly width: number
  readonly height: number
}

/** The mock-ups, built and served, in a browser. */
export interface OpenMockups {
  readonly list: readonly { readonly name: string; readonly window: boolean }[]
  readonly page: Page
  /** Goes to a mock-up and waits until it stands still. Errors of the page are thrown. */
  show(name: string, look: Look): Promise<void>
  /** How tall the shown mock-up is, in pixels. */
  contentHeight(): Promise<number>
  close(): Promise<void>
}

/** Builds the mock-ups and opens them. */
export async function openMockups(): Promise<OpenMockups> {
  const folder = await buildWeb('mockups')
  const server: FolderServer = await serveFolder(folder, 'mockups/index.html')
  const browser: Browser = await openBrowser()
  const page = await browser.newPage({
    reducedMotion: 'reduce',
    timezoneId: 'America/New_York',
    locale: 'en-US',
  })
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text())
  })
  await page.goto(`${server.origin}/mockups/`)
  await page.getByRole('heading', { name: 'Mock-ups' }).waitFor()
  const list = await page.evaluate(
    () => (globalThis as unknown as { mockups: { name: string; window: boolean }[] }).mockups,
  )
  return {
    list,
    page,
    async show(name, { theme, width, height }) {
      await page.setViewportSize({ width, height })
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
      await page.goto(`${server.origin}/mockups/${name}`)
      await page.waitForLoadState('networkidle')
      await page
        .getByRole('heading', { level: 1, includeHidden: true })
        .first()
        .waitFor({ state: 'attached' })
      if (errors.length > 0) throw new Error(`${name}: ${errors.splice(0).join('; ')}`)
    },
    contentHeight: () => page.locator('html').evaluate((html) => html.scrollHeight),
    async close() {
      await browser.close()
      await server.close()
    },
  }
}
