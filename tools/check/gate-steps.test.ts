import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { GATE_STEPS, runStep } from './gate-steps.ts'

const root = mkdtempSync(join(tmpdir(), 'legwork-steps-'))
writeFileSync(
  join(root, 'package.json'),
  JSON.stringify({
    scripts: { good: 'echo fine', bad: 'echo out && echo err >&2 && exit 3', gone: 'no-such-tool' },
  }),
)
afterAll(() => rmSync(root, { recursive: true }))

describe('a step of npm run check', () => {
  it('passes when its command does', () => {
    expect(runStep(root, { label: 'a', script: 'good' })).toMatchObject({
      label: 'a',
      passed: true,
      output: 'fine\n',
    })
  })

  it('fails with all that its command printed', () => {
    expect(runStep(root, { label: 'a', script: 'bad' })).toMatchObject({
      passed: false,
      output: 'out\nerr\n',
    })
  })

  it('fails when its tool is not installed', () => {
    expect(runStep(root, { label: 'a', script: 'gone' }).passed).toBe(false)
  })

  it('is an error when package.json has no such script', () => {
    expect(() => runStep(root, { label: 'a', script: 'forgotten' })).toThrow('no script "forgotten"')
  })

  it('is one of eight, each a script of the project', () => {
    const text = readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8')
    const { scripts }: { scripts: Record<string, string> } = JSON.parse(text)
    expect(GATE_STEPS.map(({ label }) => label)).toEqual([
      'format',
      'lint',
      'types',
      'pure types',
      'rooms',
      'tidy',
      'dead code',
      'tests',
    ])
    for (const { script } of GATE_STEPS) expect(scripts[script], script).toBeTypeOf('string')
  })
})
