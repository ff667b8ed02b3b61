/**
 * The Chebyshev points of the second kind on 0 to 1, descending from 1 to 0: `degree + 1` of them.
 *
 * @example
 * [...chebyshevPoints(2)] // => [1, 0.5, 0]
 */
export function chebyshevPoints(degree: number): Float64Array {
  const points = new Float64Array(degree + 1)
  for (let i = 0; i <= degree; i++) points[i] = Math.sin((0.5 * Math.PI * (degree - i)) / degree) ** 2
  points[degree >> 1] = degree % 2 === 0 ? 0.5 : points[degree >> 1]!
  return points
}

/**
 * Writes the Chebyshev coefficients of the polynomial through `values` at `chebyshevPoints`, by the cosine
 * sum (Trefethen, "Approximation Theory and Approximation Practice", chapter 3). The first and the last
 * are halved already, so that `chebyshevAt` is a plain sum.
 *
 * @param values one value a point
 * @param coefficients written; as long as `values`
 */
export function fitChebyshev(values: Float64Array, coefficients: Float64Array): void {
  const degree = values.length - 1
  for (let k = 0; k <= degree; k++) {
    let sum = 0.5 * (values[0]! + (k % 2 === 0 ? values[degree]! : -values[degree]!))
    for (let i = 1; i < degree; i++)
      sum += values[i]! * Math.cos((Math.PI * ((i * k) % (2 * degree))) / degree)
    coefficients[k] = ((k === 0 || k === degree ? 1 : 2) * sum) / degree
  }
}

/**
 * The polynomial at x in 0 to 1, by Clenshaw's recurrence.
 *
 * @param coefficients of `fitChebyshev`
 */
export function chebyshevAt(coefficients: Float64Array, x: number): number {
  const z = 2 * x - 1
  const twice = 2 * z
  let next = 0
  let afterNext = 0
  for (let k = coefficients.length - 1; k > 0; k--) {
    const value = coefficients[k]! + twice * next - afterNext
    afterNext = next
    next = value
  }
  return coefficients[0]! + z * next - afterNext
}
