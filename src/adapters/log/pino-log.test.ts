import { expect, test } from 'vitest'
import { pinoLog } from './pino-log.ts'
import { Secrets } from './secrets.ts'

function written(): { lines: string[]; log: ReturnType<typeof pinoLog>; secrets: Secrets } {
  const lines: string[] = []
  const secrets = new Secrets()
  const destination = { write: (line: string) => void lines.push(line) }
  return { lines, secrets, log: pinoLog({ destination, level: 'info', secrets, now: () => 17 }) }
}

test('a line has its level, tag, message, facts and the engine’s time', () => {
  const { lines, log } = written()
  log.write('critical', '[monitor][phantom-close]', 'gone', { trade: 'T1', shortQuantity: -1 })
  log.write('debug', '[monitor]', 'not shown')
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    expect.objectContaining({
      level: 60,
      tag: '[monitor][phantom-close]',
      msg: 'gone',
      trade: 'T1',
      shortQuantity: -1,
      marketTime: 17,
    }),
  ])
})

test('a secret is hidden by its name, by its value and by its look', () => {
  const { lines, log, secrets } = written()
  secrets.add('canary-4711')
  secrets.add('')
  log.write('info', '[broker]', 'Authorization: Bearer abc.def-ghi', {
    url: '/x?t=canary-4711',
    apiKey: 'k',
    note: 'ok',
  })
  expect(lines[0]).not.toMatch(/canary|abc\.def|"k"/)
  expect(JSON.parse(lines[0]!)).toMatchObject({ url: '/x?t=[hidden]', apiKey: '[hidden]', note: 'ok' })
})

test('a destination that fails stops nothing', () => {
  const destination = {
    write: () => {
      throw new Error('disk full')
    },
  }
  const log = pinoLog({ destination, level: 'info', secrets: new Secrets(), now: () => 0 })
  expect(() => log.write('error', '[x]', 'y')).not.toThrow()
})

test('S1, A16: what is a secret of ours by its look is hidden without being registered', () => {
  const { lines, log } = written()
  const key = `lwk_${'a1B_'.repeat(10)}xyz`
  const code = `lwi_${'a1B-'.repeat(10)}xyz`
  const sealed = `gAAAAABq${'xY_-'.repeat(30)}==`
  log.write('error', '[http]', `failed with ${key}, ${code} and ${sealed}`, { detail: `near ${key}.` })
  expect(lines.join('')).not.toMatch(/a1B|xY_/)
  expect(lines.join('')).toContain('[hidden]')
})
