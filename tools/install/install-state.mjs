import { existsSync, readFileSync } from 'node:fs'

/**
 * One package of a lock file.
 *
 * @typedef {object} LockedPackage
 * @property {string} [version]
 * @property {boolean} [dev]
 * @property {boolean} [optional]
 */

/**
 * What is known of this machine and of what is installed on it.
 *
 * @typedef {object} InstallState
 * @property {string} platform as `process.platform` names it
 * @property {string} arch as `process.arch` names it
 * @property {string} nodeVersion of the running Node
 * @property {boolean} production whether npm leaves out what only developers need
 * @property {Record<string, LockedPackage>} wanted what package-lock.json asks for, by path
 * @property {Record<string, LockedPackage> | null} installed what npm last installed completely, by path
 * @property {(path: string) => boolean} has whether a path of the project exists
 */

/**
 * @param {URL} root the project's folder, with a slash at its end
 * @returns {InstallState}
 */
export function readInstallState(root) {
  return {
    platform: process.platform,
    arch: process.arch,
    nodeVersion: process.versions.node,
    production: process.env['NODE_ENV'] === 'production',
    wanted: readPackages(new URL('package-lock.json', root)) ?? {},
    // npm writes its own record last, so an install that was broken off has none.
    installed: readPackages(new URL('node_modules/.package-lock.json', root)),
    has: (path) => existsSync(new URL(path, root)),
  }
}

/**
 * @param {URL} file
 * @returns {Record<string, LockedPackage> | null}
 */
function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? null
  } catch {
    return null
  }
}
