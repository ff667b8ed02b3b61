import type { PositionRow } from './position-reader.ts'

/** What a mirroring did. Rows that were the same already are not written again. */
export interface MirrorCounts {
  readonly written: number
  readonly deleted: number
  readonly unchanged: number
}

/** Writes the mirror. Only `engine/portfolio-sync` may: a position has one source, the broker. */
export interface PositionWriter {
  /**
   * Makes the mirror of an account equal to these rows: new and changed ones are written, those that the broker no
   * longer reports are deleted, in a fixed number of statements whatever their number.
   */
  mirrorPositions(account: string, rows: readonly PositionRow[]): Promise<MirrorCounts>
}
