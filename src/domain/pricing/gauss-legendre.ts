/** Points and weights of a rule that integrates over -1 to 1. */
export interface Quadrature {
  readonly nodes: Float64Array
  readonly weights: Float64Array
}

/**
 * The Gauss-Legendre rule with `count` points on -1 to 1, ascending; exact for polynomials of degree
 * 2 count - 1. Nodes are the roots of the Legendre polynomial, found by Newton's method from the cosine
 * estimate (Abramowitz and Stegun 22.16.6); weights are 2 / ((1 - x²) P'(x)²).
 *
 * @param count 1 to 200
 * @example
 * gaussLegendre(2).nodes[1] // => ≈ 0.5773502692
 */
export function gaussLegendre(count: number): Quadrature {
  const nodes = new Float64Array(count)
  const weights = new Float64Array(count)
  for (let i = 0; i < count; i++) {
    let x = -Math.cos((Math.PI * (i + 0.75)) / (count + 0.5))
    let slope = 1
    for (let step = 0; step < 8; step++) {
      let before = 0
      let value = 1
      for (let k = 0; k < count; k++) {
        const next = ((2 * k + 1) * x * value - k * before) / (k + 1)
        before = value
        value = next
      }
      slope = (count * (x * value - before)) / (x * x - 1)
      x -= value / slope
    }
    nodes[i] = x
    weights[i] = 2 / ((1 - x * x) * slope * slope)
  }
  return { nodes, weights }
}
