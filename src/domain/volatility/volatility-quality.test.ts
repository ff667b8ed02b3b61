import { expect, test } from 'vitest'
import type { ExpirationVolatility } from './constant-maturity.ts'
import { gradedVolatility } from './volatility-quality.ts'

const at = (days: number, volatility: number): ExpirationVolatility => ({ years: days / 365, volatility })
const REFUSED = { ok: false, code: 'expirations_must_bracket_the_maturity' }

test('two expirations about the maturity are better than a single one nearer to it', () => {
  const found = gradedVolatility([at(23, 0.2), at(37, 0.3)])
  // Total variance half way between 0.04 × 23 and 0.09 × 37.
  expect(found).toMatchObject({ ok: true, value: { quality: 'interpolated' } })
  expect(found.ok && found.value.volatility).toBeCloseTo(0.266_145, 6)
})

test('a single one counts within a week of the maturity, the nearest, and no further', () => {
  const single = (volatility: number) => ({ ok: true, value: { volatility, quality: 'single_expiration' } })
  expect(gradedVolatility([at(5, 0.9), at(33, 0.2), at(61, 0.3)])).toEqual(single(0.2))
  expect(gradedVolatility([at(23, 0.25)])).toEqual(single(0.25))
  expect(gradedVolatility([at(22.9, 0.25)])).toMatchObject(REFUSED)
  expect(gradedVolatility([at(37.1, 0.25)])).toMatchObject(REFUSED)
  expect(gradedVolatility([])).toMatchObject(REFUSED)
})

test('what is no volatility is none here either', () => {
  for (const volatility of [0, -0.2, Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(gradedVolatility([at(30, volatility)])).toMatchObject(REFUSED)
  }
})
