import { describe, expect, it } from 'vitest'
import { instant } from '../calendar/instant.ts'
import { price } from '../money/price.ts'
import { quoteQuality } from './quote-quality.ts'
import { underlyingPrice } from './underlying-price.ts'

const AGE = { staleAfter: 60, declaredDelayMs: 0 }
const at = instant(1_000_000_000)
const quote = (bid: number | null, ask: number | null, ageMs: number | null = 0) => ({
  bid: bid === null ? null : price(bid),
  ask: ask === null ? null : price(ask),
  quotedAt: ageMs === null ? null : instant(at - ageMs),
})

describe('quoteQuality', () => {
  it.each([
    [quote(0, 500), 'good'],
    [quote(500, 500), 'good'],
    [quote(400, 500, 60_000), 'good'],
    [quote(400, 500, 60_001), 'stale'],
    [quote(400, 500, null), 'undated'],
    [quote(null, 500), 'missing'],
    [quote(400, null), 'missing'],
    [quote(0, 0), 'zero'],
    [quote(600, 500), 'crossed'],
  ])('%o is %s', (of, expected) => {
    expect(quoteQuality(of, at, AGE)).toBe(expected)
  })

  it("subtracts the feed's declared delay, and takes seconds for milliseconds as no time at all", () => {
    const delayed = { staleAfter: 60, declaredDelayMs: 900_000 }
    expect(quoteQuality(quote(400, 500, 960_000), at, delayed)).toBe('good')
    expect(quoteQuality(quote(400, 500, 960_001), at, delayed)).toBe('stale')
    expect(quoteQuality({ ...quote(400, 500), quotedAt: instant(at / 1_000) }, at, AGE)).toBe('stale')
    expect(quoteQuality(quote(400, 500, -60_001), at, AGE)).toBe('undated')
  })
})

describe('underlyingPrice', () => {
  const last = price(1_010_000)
  it('is the mid of a good quote, the last of an index, and nothing in doubt', () => {
    expect(underlyingPrice({ ...quote(1_000_000, 1_000_200), last }, at, AGE)).toBe(1_000_100)
    expect(underlyingPrice({ ...quote(null, null), last }, at, AGE)).toBe(1_010_000)
    expect(underlyingPrice({ ...quote(null, null), last: null }, at, AGE)).toBeNull()
    expect(underlyingPrice({ ...quote(1_000_200, 1_000_000), last }, at, AGE)).toBeNull()
    expect(underlyingPrice({ ...quote(1_000_000, null), last }, at, AGE)).toBeNull()
    expect(underlyingPrice({ ...quote(1_000_000, 1_000_200, 61_000), last }, at, AGE)).toBeNull()
    expect(underlyingPrice(null, at, AGE)).toBeNull()
  })
})
