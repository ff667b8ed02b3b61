import { existsSync, readdirSync } from 'node:fs'
import { join, relative, sep } from 'node:path'

/** The folders that hold code, from the project's root. */
export const CODE_FOLDERS = ['src', 'web', 'test', 'bench', 'tools', 'bin'] as const

const CODE_FILE = /\.(ts|tsx|mts|cts|js|jsx|mjs|cjs)$/
const NOT_OURS = /(^|\/)(node_modules|fixtures|dist)\//

/** The code files under `folders` of the project at `root`, as sorted paths from the root with forward slashes. */
export function codeFiles(root: string, folders: readonly string[] = CODE_FOLDERS): string[] {
  return folders
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && CODE_FILE.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => !NOT_OURS.test(path))
    .sort()
}

/** Whether the file is a test: it may use what its subject may not. */
export function isTestFile(path: string): boolean {
  return /\.test\.tsx?$/.test(path) || path.startsWith('test/')
}
