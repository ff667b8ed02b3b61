// Runs before `npm start` and `npm test`, perhaps on an older Node and with nothing installed: so it is plain
// JavaScript without packages. It prints nothing when all is there.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { readInstallState } from './install/install-state.mjs'
import { judgeInstall, whichNode } from './install/judge-install.mjs'

const root = new URL('..', import.meta.url)

/** Runs npm under the Node it was started with: the one in node_modules is about to be replaced. */
function runNpmCi() {
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  const npm = process.env['npm_execpath']
  const node = process.env['npm_node_execpath'] ?? process.execPath
  const cwd = fileURLToPath(root)
  // npm's own chatter goes nowhere; its errors are shown.
  return npm?.endsWith('.js')
    ? spawnSync(node, [npm, ...args], { cwd, stdio: ['ignore', 'ignore', 'inherit'] })
    : spawnSync('npm', args, {
        cwd,
        stdio: ['ignore', 'ignore', 'inherit'],
        shell: process.platform === 'win32',
      })
}

/** The reason why the program cannot run, or null when all is there. */
function ensureInstall() {
  const before = judgeInstall(readInstallState(root))
  if (before.kind === 'ready') return null
  if (before.kind === 'node_too_old') return before.reason
  console.error(`legwork: ${before.reason}; running "npm ci --ignore-scripts", which takes a minute.`)
  const { status, error } = runNpmCi()
  if (status !== 0) return `the install failed: ${error?.message ?? `npm ended with exit code ${status}`}.`
  const after = readInstallState(root)
  return judgeInstall(after).kind === 'ready' ? null : whichNode(after)
}

const trouble = ensureInstall()
if (trouble !== null) {
  console.error(`legwork: ${trouble}`)
  process.exitCode = 1
}
