import { rootsOfUnderlying } from './product.ts'

/** SPXPM had third Fridays only, from October 2011 to April 2017, when they became SPXW's (Cboe). */
const RETIRED: ReadonlySet<string> = new Set(['SPXPM'])

/**
 * The roots of an underlying of which options are listed nowadays, in alphabetical order.
 *
 * @example
 * [listedRoots('SPX'), listedRoots('SPY')] // => [['SPX', 'SPXW'], ['SPY']]
 */
export function listedRoots(underlying: string): string[] {
  return rootsOfUnderlying(underlying).filter((root) => !RETIRED.has(root))
}
