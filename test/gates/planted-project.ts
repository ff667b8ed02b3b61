import { spawnSync } from 'node:child_process'
import { cpSync, symlinkSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { type PlantedTree, plantTree } from './planted-tree.ts'

const ROOT = join(import.meta.dirname, '../..')

/** What the gates of configuration read. */
const CONFIGURATION = [
  'biome.json',
  'knip.json',
  'package.json',
  'tsconfig.base.json',
  'tsconfig.json',
  'tsconfig.pure.json',
  '.gitignore',
]

/** A project under this one's configuration, with its installed packages, made of the given files. */
export function plantProject(files: Readonly<Record<string, string>>): PlantedTree {
  const tree = plantTree(files)
  for (const file of CONFIGURATION) cpSync(join(ROOT, file), join(tree.root, file))
  symlinkSync(join(ROOT, 'node_modules'), join(tree.root, 'node_modules'), 'dir')
  return tree
}

/** How a gate ended, and all that it printed, with paths from the project's root. */
export interface GateRun {
  readonly passed: boolean
  readonly text: string
}

/** Runs an installed tool on a planted project. */
export function runGate({ root }: PlantedTree, tool: string, ...args: readonly string[]): GateRun {
  const bin = join(ROOT, 'node_modules', '.bin')
  const { status, stdout, stderr, error } = spawnSync(join(bin, tool), args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
    env: { ...process.env, PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}`, NO_COLOR: '1' },
  })
  if (error !== undefined) throw error
  return { passed: status === 0, text: (stdout + stderr).replaceAll(`${root}/`, '') }
}
