import { type Browser, chromium } from 'playwright-core'
import { findChromium, HOW_TO_INSTALL } from './find-chromium.ts'

/**
 * A Chromium without a window.
 *
 * @throws {Error} that says how to install one when there is none
 */
export async function openBrowser(): Promise<Browser> {
  const executablePath = findChromium()
  if (executablePath === null) throw new Error(HOW_TO_INSTALL)
  // Chromium refuses to run as root with its sandbox; CI runs as root and opens only our own pages.
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  return chromium.launch({ executablePath, args: [...args, '--font-render-hinting=none'] })
}
