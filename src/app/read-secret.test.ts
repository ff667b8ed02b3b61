import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { readSecret } from './read-secret.ts'

function terminal(chunks: readonly string[], isTTY: boolean) {
  const modes: boolean[] = []
  const told: string[] = []
  const stream = Object.assign(Readable.from(chunks), {
    isTTY,
    setRawMode: (on: boolean) => void modes.push(on),
  })
  const read = () => readSecret(stream as never, 'Token: ', (text) => void told.push(text))
  return { read, modes, told }
}

test('a line that is piped in ends at its break, and nothing is asked', async () => {
  const { read, modes, told } = terminal(['first', ' half\nsecond line'], false)
  expect(await read()).toBe('first half')
  expect([modes, told]).toEqual([[], []])
  expect(await terminal(['no break'], false).read()).toBe('no break')
})

test('at a terminal nothing that is typed is shown, and its mode is given back', async () => {
  const { read, modes, told } = terminal(['ab', '\u007f', 'c\r'], true)
  expect(await read()).toBe('ac')
  expect(modes).toEqual([true, false])
  expect(told).toEqual(['Token: ', '\n'])
})

test('Ctrl-C gives nothing', async () => {
  expect(await terminal(['ab', '\u0003'], true).read()).toBe('')
})
