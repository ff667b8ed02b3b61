import { describe, expect, it } from 'vitest'
import { millsDropSeries, millsRatio, millsSlope } from './mills.ts'

// From mpmath at 50 digits: z, R(z), Q(z).
const EXACT: readonly (readonly [number, number, number])[] = [
  [0, 1.2533141373155003, 1],
  [0.1, 1.1592623996187363, 0.8840737600381263],
  [0.5, 0.8763644564536923, 0.5618177717731538],
  [1, 0.6556795424187984, 0.34432045758120156],
  [2, 0.4213692292880545, 0.15726154142389107],
  [5, 0.19280810471531576, 0.03595947642342118],
  [12, 0.08276628650136918, 0.006804561983569873],
  [40, 0.02498440420572057, 0.0006238317711771541],
]

function relative(actual: number, exact: number): number {
  return Math.abs(actual / exact - 1)
}

describe('Mills ratio', () => {
  it.each(EXACT)('at %s keeps 15 digits, and so does its slope', (z, ratio, slope) => {
    expect(relative(millsRatio(z), ratio)).toBeLessThan(1e-15)
    expect(relative(millsSlope(z), slope)).toBeLessThan(2e-15)
  })

  it('has no seam between its cells', () => {
    for (let cell = 1; cell < 128; cell++) {
      const border = 384 / cell - 3
      const [below, above] = [border * (1 - 1e-15), border * (1 + 1e-15)]
      expect(relative(millsRatio(above), millsRatio(below))).toBeLessThan(3e-15)
    }
  })

  it('falls off as 1 / z far out', () => {
    expect(relative(millsRatio(1e9), 1e-9)).toBeLessThan(1e-15)
  })
})

describe('the series of R(a - t) - R(a + t)', () => {
  it('agrees with the plain difference where that does not cancel', () => {
    for (const a of [0.1, 0.5, 1, 2, 5]) {
      const plain = millsRatio(a - 0.1) - millsRatio(a + 0.1)
      expect(relative(millsDropSeries(a, 0.1), plain)).toBeLessThan(1e-14)
    }
  })

  it('keeps 15 digits for a tiny step, where the difference keeps ten', () => {
    const t = 1e-6
    expect(relative(millsDropSeries(1, t), 2 * t * 0.34432045758120156)).toBeLessThan(3e-12)
    expect(relative(millsDropSeries(0, t), 2 * t * (1 + (t * t) / 3))).toBeLessThan(1e-15)
  })
})
