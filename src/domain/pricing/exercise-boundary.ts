import { approximateBoundaryStep, type BoundaryInput, logPerpetualBoundary } from './boundary-guess.ts'
import { boundarySweep, BOUNDARY_DEGREE as DEGREE, BOUNDARY_POINTS as POINTS } from './boundary-sweep.ts'
import { chebyshevAt, fitChebyshev } from './chebyshev.ts'

/** The early exercise boundary of an American put over its whole life, as a share of its strike. */
export interface ExerciseBoundary extends BoundaryInput {
  /** ln of the boundary just before expiration: ln min(1, rate / dividendYield). */
  readonly logStart: number
  /** Chebyshev coefficients, over √(time left / years), of the squared fall of ln boundary from its start. */
  readonly coefficients: Float64Array
}

const GUESS_STEPS = 4
/** Fixed, so that a price is a smooth function of its inputs. */
const SWEEPS = 12
/**
 * One plain sweep leaves between -5 % and 67 % of any error, in all markets alike, so the sweeps can be
 * weighted to wipe out that whole range (Chebyshev's semi-iteration): each then leaves about 28 %.
 */
const [LEAST_LEFT, MOST_LEFT] = [-0.05, 0.67]

/**
 * How an American put is exercised early: `never`, below a single boundary that falls with the time left
 * (`single`), or between two boundaries (`double`, when dividendYield < rate < 0). For a call exchange the
 * rate and the dividend yield (McDonald and Schroder 1998).
 *
 * @example
 * [exerciseKind(0.05, 0.02), exerciseKind(0, 0.02), exerciseKind(-0.01, -0.02)] // => ['single', 'never', 'double']
 */
export function exerciseKind(rate: number, dividendYield: number): 'never' | 'single' | 'double' {
  if (rate > 0) return 'single'
  if (dividendYield >= rate) return 'never'
  return rate === 0 ? 'single' : 'double'
}

/**
 * Solves the early exercise boundary of an American put, where `exerciseKind` is `single`.
 *
 * At the boundary B the put is worth strike - B. With the premium integral of Kim (1990) that reads
 * B / strike = N / D, N = e^(-rτ) Φ(d-) + r ∫ e^(-rs) Φ(d-) ds, D = e^(-qτ) Φ(d+) + q ∫ e^(-qs) Φ(d+) ds.
 * As in Andersen, Lake and Offengenden, "High Performance American Option Pricing" (2016), the squared
 * fall of ln B is a polynomial in √τ through Chebyshev points, and the equation is iterated from an
 * approximation, with weighted sweeps. The integrals are those of `timeRule`.
 */
export function solveExerciseBoundary(input: BoundaryInput): ExerciseBoundary {
  const logStart = input.dividendYield > input.rate ? Math.log(input.rate / input.dividendYield) : 0
  const logEnd = logPerpetualBoundary(input)
  const sweep = boundarySweep(input, logStart)
  const falls = firstFalls(input, logStart, logEnd)
  const squares = falls.map((fall) => fall * fall)
  const moves = new Float64Array(DEGREE)
  const center = 1 - 0.5 * (MOST_LEFT + LEAST_LEFT)
  const half = 0.5 * (MOST_LEFT - LEAST_LEFT)
  let memory = 0
  for (let round = 0; round < SWEEPS; round++) {
    const before = memory
    memory = round === 0 ? half / center : 1 / ((2 * center) / half - before)
    const step = round === 0 ? 1 / center : (2 * memory) / half
    for (let i = 0; i < DEGREE; i++) {
      const miss = logStart - sweep.logBoundary(i, squares) - falls[i]!
      moves[i] = memory * before * moves[i]! + step * miss
    }
    for (let i = 0; i < DEGREE; i++) {
      falls[i] = Math.min(logStart - logEnd, Math.max(0, falls[i]! + moves[i]!))
      squares[i] = falls[i]! ** 2
    }
  }
  const coefficients = new Float64Array(DEGREE + 1)
  fitChebyshev(squares, coefficients)
  return { ...input, logStart, coefficients }
}

/** How far ln boundary has fallen from its start, at √(time left / years) = x. */
export function fallAt(coefficients: Float64Array, x: number): number {
  return Math.sqrt(Math.max(0, chebyshevAt(coefficients, x)))
}

/** The approximate boundary at each point, each found from its neighbour closer to expiration. */
function firstFalls(input: BoundaryInput, logStart: number, logEnd: number): Float64Array {
  const falls = new Float64Array(DEGREE + 1)
  let log = logStart
  let rootBefore = 0
  for (let i = DEGREE - 1; i >= 0; i--) {
    const root = POINTS[i]! * Math.sqrt(input.years)
    const market = { ...input, years: root * root }
    log -= input.volatility * (root - rootBefore)
    rootBefore = root
    for (let step = 0; step < GUESS_STEPS; step++) {
      log = Math.min(logStart, Math.max(logEnd, approximateBoundaryStep(market, log)))
    }
    falls[i] = logStart - log
  }
  return falls
}
