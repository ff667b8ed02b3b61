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
  /** Looks at the shown mock-up in another way, without loading it again. */
  change(look: Look): Promise<void>
  /** How tall the shown mock-up is, in pixels. */
  contentHeight(): Promise<number>
  close(): Promise<void>
}

/** Ends after some frames, in which the page draws what has changed. */
const DRAWN = `(async () => {
  for (let i = 0; i < 3; i++) await new Promise((drawn) => requestAnimationFrame(drawn))
})()`

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
  const change = async ({ theme, width, height }: Look): Promise<void> => {
    await page.setViewportSize({ width, height })
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
    // The answer may come before the page has heard of the change; then it has to be drawn.
    await page.waitForFunction(
      `matchMedia('(prefers-color-scheme: ${theme})').matches && innerWidth === ${width}`,
    )
    await page.evaluate(DRAWN)
  }
  return {
    list,
    page,
    change,
    async show(name, look) {
      await change(look)
      await page.goto(`${server.origin}/mockups/${name}`)
      await page.locator('h1').first().waitFor({ state: 'attached' })
      // The parts that a mock-up fetches later, such as its charts.
      await page.waitForLoadState('networkidle')
      if (errors.length > 0) throw new Error(`${name}: ${errors.splice(0).join('; ')}`)
    },
    contentHeight: () => page.locator('html').evaluate((html) => html.scrollHeight),
    async close() {
      await browser.close()
      await server.close()
    },
  }
}
