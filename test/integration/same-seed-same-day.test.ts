import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { scriptedDay } from '../support/scripted-day.ts'

const PROCESS = join(import.meta.dirname, '../support/scripted-day-process.ts')

async function inAnotherProcess(seed: number): Promise<unknown> {
  const { stdout } = await promisify(execFile)(process.execPath, [PROCESS, String(seed)])
  return JSON.parse(stdout)
}

test('a day of a seed is the same day in this process and in others', async () => {
  const [here, ...there] = await Promise.all([scriptedDay(1), inAnotherProcess(1), inAnotherProcess(1)])
  expect(here.fills).toBeGreaterThan(20)
  expect(there).toEqual([here, here])
})
