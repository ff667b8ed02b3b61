import { describe, expect, it } from 'vitest'
import { judgeRun } from './judge-run.ts'

const TEST = { name: 'test', passed: true }
const CHECK = { name: 'check', passed: true }
const tests = { passed: 10, failed: 0, skipped: [] }
const gates = { passed: 7, failed: 0 }

describe('the verdict on a CI run', () => {
  it('adds up tests, gates and further slices', () => {
    const verdict = judgeRun([TEST, CHECK, { name: 'simulation', passed: true }], tests, gates)
    expect(verdict).toMatchObject({ passed: 18, failed: 0 })
    expect(verdict.lines).toContain('check: 7 passed, 0 failed')
  })

  it('counts a skipped test as failed and names it', () => {
    const verdict = judgeRun([TEST], { ...tests, skipped: ['the door opens'] }, null)
    expect(verdict).toMatchObject({ passed: 10, failed: 1 })
    expect(verdict.lines.at(-1)).toContain('the door opens')
  })

  it('fails when a slice failed, whatever was counted', () => {
    expect(judgeRun([{ ...TEST, passed: false }, CHECK], tests, gates).failed).toBe(1)
    expect(judgeRun([TEST, { ...CHECK, passed: false }], tests, gates).failed).toBe(1)
    expect(judgeRun([TEST, CHECK, { name: 'bench', passed: false }], tests, gates).failed).toBe(1)
  })

  it('fails when a slice left no counts, or nothing ran', () => {
    expect(judgeRun([TEST, CHECK], null, gates)).toMatchObject({ passed: 7, failed: 1 })
    expect(judgeRun([TEST, CHECK], tests, null)).toMatchObject({ passed: 10, failed: 1 })
    expect(judgeRun([], tests, gates).failed).toBe(1)
    expect(judgeRun([TEST], { passed: 0, failed: 0, skipped: [] }, null).failed).toBe(1)
  })
})
