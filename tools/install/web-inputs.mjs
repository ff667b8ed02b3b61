import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** What the built screens are made of. */
const INPUTS = ['web', 'src/domain', 'src/contract', 'vite.config.ts', 'package-lock.json']

/** Neither is in what `npm start` builds. */
const LEFT_OUT = /^web\/(dist|mockups)\/|\.test\.tsx?$/

/**
 * The files below a path of the project, sorted, as paths from its root with forward slashes.
 *
 * @param {URL} root
 * @param {string} path
 * @returns {string[]}
 */
function filesBelow(root, path) {
  if (!existsSync(new URL(path, root))) return []
  if (/\.\w+$/.test(path)) return [path]
  return readdirSync(new URL(path, root), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`.replaceAll('\\', '/'))
    .map((full) => full.slice(fileURLToPath(root).replaceAll('\\', '/').length))
    .sort()
}

/**
 * A fingerprint of everything that the built screens are made of: it changes when they have to be built again.
 *
 * @param {URL} root the project's folder, with a slash at its end
 * @returns {string}
 */
export function fingerprintOfWeb(root) {
  const hash = createHash('sha256')
  for (const path of INPUTS.flatMap((input) => filesBelow(root, input))) {
    if (LEFT_OUT.test(path)) continue
    hash.update(`${path}\0`).update(readFileSync(new URL(path, root)))
  }
  return hash.digest('hex')
}
