import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const VITE = fileURLToPath(new URL('../../node_modules/vite/bin/vite.js', import.meta.url))

/** Builds the screens, or the mock-ups with their sample data, and returns the folder that holds them. */
export async function buildWeb(what: 'production' | 'mockups', folder?: string): Promise<string> {
  const out = folder ?? `${ROOT}${what === 'mockups' ? '.cache/mockups' : 'web/dist'}`
  // A process of its own: Vite reads NODE_ENV, which a test runner has set to something else.
  const env = { ...process.env, NODE_ENV: 'production' }
  const args = [VITE, 'build', '--mode', what, '--logLevel', 'error', '--outDir', out]
  await promisify(execFile)(process.execPath, args, { cwd: ROOT, env })
  return out
}
