import { describe, expect, it } from 'vitest'
import { chebyshevAt, chebyshevPoints, fitChebyshev } from './chebyshev.ts'
import { gaussLegendre } from './gauss-legendre.ts'
import { timeRule } from './time-rule.ts'

describe('Gauss-Legendre', () => {
  it.each([1, 2, 5, 12, 40, 200])('with %i points integrates the powers it should', (count) => {
    const { nodes, weights } = gaussLegendre(count)
    for (const power of [0, 1, 2 * count - 2, 2 * count - 1]) {
      const sum = weights.reduce((total, weight, i) => total + weight * nodes[i]! ** power, 0)
      expect(sum).toBeCloseTo(power % 2 === 0 ? 2 / (power + 1) : 0, 12)
    }
  })

  it('in time integrates square roots at both ends', () => {
    for (const crowding of [1, 2]) {
      const { sine, cosine, weight } = timeRule(16, crowding)
      const integral = (f: (s: number, rest: number) => number) =>
        weight.reduce((sum, w, j) => sum + w * f(sine[j]! ** 2, cosine[j]! ** 2), 0)
      expect(integral((s) => Math.sqrt(s))).toBeCloseTo(2 / 3, 10)
      expect(integral((_, rest) => Math.sqrt(rest))).toBeCloseTo(2 / 3, 10)
      expect(integral((s) => 1 / Math.sqrt(s))).toBeCloseTo(2, 10)
    }
  })
})

describe('Chebyshev', () => {
  it.each([1, 4, 7, 10])('of degree %i passes through its points and any such polynomial', (degree) => {
    const points = chebyshevPoints(degree)
    const polynomial = (x: number) => 3 - 2 * x + 5 * x ** degree
    const coefficients = new Float64Array(degree + 1)
    fitChebyshev(points.map(polynomial), coefficients)
    for (const x of [...points, 0.1, 0.33, 0.9]) {
      expect(chebyshevAt(coefficients, x)).toBeCloseTo(polynomial(x), 12)
    }
  })
})
