import { spawnSync } from 'node:child_process'
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { plantTree } from '../gates/planted-tree.ts'

const ROOT = join(import.meta.dirname, '../..')
const benchOf = (run: string, imports = ''): string =>
  `${imports}\nexport const bench = { name: 'planted', about: 'how the bench runs', run: ${run} }\n`

const project = plantTree({
  'package.json': '{ "type": "module" }',
  'bench/sum.bench.ts': benchOf('(print: (line: string) => void) => (print("a row"), { sums_per_s: 3 })'),
  'bench/two-sums.bench.ts': benchOf('() => ({ sums_per_s: 2 })'),
  'bench/two-bytes.bench.ts': benchOf('() => ({ bytes: 7 })'),
  'bench/recorded.bench.ts': benchOf(
    "() => { throw new BenchUnavailable('set LEGWORK_DATA') }",
    "import { BenchUnavailable } from './harness.ts'",
  ),
  'bench/broken.bench.ts': benchOf('() => ({ sums_per_s: Number.NaN })'),
})
for (const file of ['run.ts', 'harness.ts'])
  cpSync(join(ROOT, 'bench', file), join(project.root, 'bench', file))
afterAll(() => project.remove())

function runBench(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, ['bench/run.ts', ...args], { cwd: project.root, encoding: 'utf8' })
}

describe('npm run bench', () => {
  it('prints rows, the machine, and last the figures as one line of JSON', () => {
    const { status, stdout } = runBench('sum')
    const lines = stdout.trimEnd().split('\n')
    expect(status).toBe(0)
    expect(lines[1]).toMatch(/^on .* cores, Node v/)
    expect(lines[2]).toBe('a row')
    expect(lines.at(-1)).toBe('{"bench":"sum","figures":{"sums_per_s":3}}')
  })

  it('measures all that begin with a name, and gives their figures together', () => {
    const { status, stdout } = runBench('two')
    expect(status).toBe(0)
    expect(stdout.trimEnd().split('\n').at(-1)).toBe('{"bench":"two","figures":{"bytes":7,"sums_per_s":2}}')
  })

  it.each([[[]], [['nothing']]])('lists the benchmarks when asked for %j', (args) => {
    const { status, stderr } = runBench(...args)
    expect(status).toBe(2)
    expect(stderr).toContain('broken, recorded, sum, two-bytes, two-sums')
  })

  it('says what to set when it needs recorded data', () => {
    expect(runBench('recorded')).toMatchObject({ status: 2, stderr: expect.stringContaining('LEGWORK_DATA') })
  })

  it('fails on a figure that is not a number', () => {
    expect(runBench('broken').status).toBe(1)
  })
})
