import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { recordedText } from '../support/recorded-text.ts'
import { theoreticalRows } from '../support/theoretical-chain.ts'

const MAIN = join(import.meta.dirname, '../../src/app/main.ts')
const folder = mkdtempSync(join(tmpdir(), 'legwork-cli-'))
afterAll(() => rmSync(folder, { recursive: true }))

function file(name: string, content: string | Buffer): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

function legwork(args: string[], environment: NodeJS.ProcessEnv = {}) {
  const env = { PATH: process.env['PATH'], LANG: 'C.UTF-8', COLUMNS: '100', ...environment }
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], { encoding: 'utf8', env })
  return { status, stdout, stderr }
}

const TEXT = recordedText(theoreticalRows())
const CHAIN = file('chain.csv', TEXT)

describe('the legwork program', () => {
  it('scans its sample when no file is named', () => {
    const { status, stdout, stderr } = legwork(['scan'])
    expect([status, stderr]).toEqual([0, ''])
    expect(stdout).toContain('LEGW does not exist')
    expect(stdout).toMatch(/\n1 +bear/)
    expect(stdout).not.toContain('\u001b[')
  })

  it('reads a chain, gzipped or not, and values it', () => {
    const plain = legwork(['chain', CHAIN, '--json'])
    const zipped = legwork(['chain', file('chain.csv.gz', gzipSync(TEXT)), '--json'])
    expect([plain.status, plain.stderr]).toEqual([0, ''])
    expect(zipped.stdout).toBe(plain.stdout)
    const [{ atmIv, comparison }] = JSON.parse(plain.stdout).chains
    expect(atmIv).toBeCloseTo(0.2, 2)
    expect(comparison.max).toBeLessThan(1e-6)
  })

  it('says in one sentence what is wrong with a file, and exits with 2', () => {
    const files = [
      join(folder, 'missing.csv'),
      folder,
      file('notes.txt', 'not,a,chain\n1,2,3\n'),
      file('cut.csv.gz', gzipSync(TEXT).subarray(0, 60)),
      file('word.csv', TEXT.replace(/(\n(?:[^,]*,){9})[^,]*/, '$1cheap')),
      file('empty.csv', ''),
    ]
    for (const path of files) {
      const { status, stdout, stderr } = legwork(['chain', path])
      expect([status, stdout], stderr).toEqual([2, ''])
      expect(stderr).toMatch(/^legwork: [^\n]*expected[^\n]*\.\n$/)
    }
    const { stderr } = legwork(['chain', join(folder, 'word.csv')])
    expect(stderr).toContain('line 2')
    expect(stderr).toContain('"cheap"')
  })

  it('exits with 2 for what it does not understand', () => {
    expect(legwork(['chain', CHAIN, '--expiration', 'friday']).status).toBe(2)
    expect(legwork(['sell', 'everything'])).toMatchObject({ status: 2, stdout: '' })
  })

  it('colours when told to, and not when told not to', () => {
    expect(legwork(['chain', CHAIN], { FORCE_COLOR: '1' }).stdout).toContain('\u001b[')
    expect(legwork(['chain', CHAIN], { FORCE_COLOR: '1', NO_COLOR: '1' }).stdout).not.toContain('\u001b[')
    expect(legwork(['chain', CHAIN], { LC_ALL: 'C' }).stdout).toMatch(/^[\n -~]*$/)
  })

  it('knows its version', () => {
    expect(legwork(['--version']).stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
  })
})
