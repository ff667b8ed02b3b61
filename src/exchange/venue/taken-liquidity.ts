import type { TopOfBook } from './venue-types.ts'

/** What fills have taken of one displayed quote. */
export interface TakenLiquidity {
  readonly quote: Omit<TopOfBook, 'last'>
  /** Contracts or shares sold to its bid, bought from its ask. */
  bid: number
  ask: number
}
