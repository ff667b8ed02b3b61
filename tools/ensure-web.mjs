// Runs before `npm start`: builds the screens into web/dist when they are missing or older than their sources. It prints
// nothing when they are up to date. It never fails: an engine that watches open trades must not wait for a screen.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { fingerprintOfWeb } from './install/web-inputs.mjs'

const root = new URL('..', import.meta.url)
const stamp = new URL('web/dist/.built-from', root)
const vite = fileURLToPath(new URL('node_modules/vite/bin/vite.js', root))

/** @returns {string | null} what went wrong, for a person */
function ensureWeb() {
  // A production install has no Vite: it brings its screens along, built.
  if (!existsSync(vite)) return existsSync(stamp) ? null : 'Vite is not installed, so they cannot be built'
  const wanted = fingerprintOfWeb(root)
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return null
  console.error('legwork: building the screens, which takes some seconds.')
  const { status, stderr } = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'error'], {
    cwd: fileURLToPath(root),
    encoding: 'utf8',
    env: { ...process.env, NODE_ENV: 'production' },
  })
  if (status !== 0) return stderr.trim()
  writeFileSync(stamp, wanted)
  return null
}

const trouble = ensureWeb()
if (trouble !== null) console.error(`legwork: no new screens, everything else works: ${trouble}.`)
