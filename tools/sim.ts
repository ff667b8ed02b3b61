// `npm run sim` runs every simulation in its short, seeded form; `npm run sim -- NAME ...` runs the one in
// test/simulation/NAME by its own program, with its own options, as long as it is told to.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '..')
const [name = '', ...rest] = process.argv.slice(2)
const program = join(ROOT, 'test/simulation', name, 'run.ts')
const isNamed = /^[a-z-]+$/.test(name) && existsSync(program)
const args = isNamed
  ? [program, ...rest]
  : [join(ROOT, 'node_modules/vitest/vitest.mjs'), 'run', '--reporter=default', ...process.argv.slice(2)]
process.exitCode = spawnSync(process.execPath, args, { cwd: ROOT, stdio: 'inherit' }).status ?? 1
