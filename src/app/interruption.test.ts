import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, test } from 'vitest'

const MODULE = new URL('./interruption.ts', import.meta.url).href

/** A program that takes as long as it likes to end, and how it ended after signals at some times. */
async function ending(signals: readonly (readonly [atMs: number, NodeJS.Signals])[]) {
  const program = `
    import { interruption } from '${MODULE}'
    interruption().then(() => { console.log('ending'); setTimeout(() => process.exit(0), 1500) })
    setInterval(() => {}, 1000)
    console.log('ready')`
  const child = spawn(process.execPath, ['--input-type=module-typescript', '--eval', program])
  await once(child.stdout, 'data')
  for (const [atMs, signal] of signals) setTimeout(() => child.kill(signal), atMs)
  const [code] = await once(child, 'close')
  return code
}

test('the first wish to end is heeded, a second one at once, and an echo of the first is none', async () => {
  const codes = await Promise.all([
    ending([[0, 'SIGTERM']]),
    ending([
      [0, 'SIGINT'],
      [20, 'SIGINT'],
    ]),
    ending([
      [0, 'SIGINT'],
      [700, 'SIGINT'],
    ]),
  ])
  expect(codes).toEqual([0, 0, 130])
})
