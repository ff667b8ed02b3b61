import { expect, test } from 'vitest'
import { hashOf, hashUniform, RandomStream } from '../../../src/exchange/market/random-stream.ts'

const draws = (stream: RandomStream, count: number) => Array.from({ length: count }, () => stream.normal())

test('a key names a stream', () => {
  expect(draws(new RandomStream(1, 2), 50)).toEqual(draws(new RandomStream(1, 2), 50))
  expect(draws(new RandomStream(1, 2), 3)).not.toEqual(draws(new RandomStream(2, 1), 3))
})

test('the integers are the same on every machine', () => {
  const stream = new RandomStream(42)
  expect([stream.uint32(), stream.uint32(), stream.uint32()]).toMatchInlineSnapshot(`
    [
      1342742710,
      2557575986,
      1596245419,
    ]
  `)
  expect(hashOf(1, 2, 3)).toMatchInlineSnapshot(`1108539075`)
})

test('normal draws have the moments of the normal distribution', () => {
  const values = draws(new RandomStream(9), 200_000)
  const moment = (power: number) => values.reduce((sum, value) => sum + value ** power, 0) / values.length
  expect(moment(1)).toBeCloseTo(0, 1.5)
  expect(moment(2)).toBeCloseTo(1, 1.5)
  expect(moment(4)).toBeCloseTo(3, 0.5)
})

test('hashed draws fill the interval evenly', () => {
  const counts = new Array<number>(20).fill(0)
  for (let i = 0; i < 40_000; i++) counts[Math.floor(20 * hashUniform(i, 7))]! += 1
  expect(Math.min(...counts)).toBeGreaterThan(1_800)
  expect(Math.max(...counts)).toBeLessThan(2_200)
})
