import { existsSync } from 'node:fs'

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** How to get a browser, in one sentence. */
export const HOW_TO_INSTALL =
  'No Chromium was found: install one ("apt-get install chromium" on Debian), or name its program in LEGWORK_CHROMIUM.'

/** The program of the Chromium on this machine, or null. */
export function findChromium(): string | null {
  const named = process.env['LEGWORK_CHROMIUM']
  if (named !== undefined) return existsSync(named) ? named : null
  return PLACES.find((path) => existsSync(path)) ?? null
}
