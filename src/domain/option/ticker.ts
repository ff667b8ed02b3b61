import { ok, type Result, refuse } from '../refusal.ts'
import { CLASS_SHARES } from './product-table.ts'
import { underlyingOfRoot } from './product.ts'

/** An underlying as people name it, and the root that its options are asked for by. */
export interface Ticker {
  /** As it stands in the store and at the broker: `SPY`, `SPX`, `BRK/B`. */
  readonly underlying: string
  /** The root that was named, or the one of the ticker: `SPXW` is one of SPX, `BRKB` that of BRK/B. */
  readonly root: string
}

const PLAIN = /^\$?([A-Z]{1,6})$/
const CLASS = /^([A-Z]{1,5})[./]([A-Z])$/
/** What is quoted back of a text that is no ticker: a page of it would be an answer of a page. */
const SHOWN = 20

/**
 * Reads a ticker or a root of options as a person writes it: capitals or not, an index with a dollar sign, a class of
 * shares with a dot or a slash. Nothing is looked up: a word that could be a ticker is one here.
 *
 * Refuses `ticker_must_be_plausible`.
 *
 * @example
 * [readTicker('spy').value.root, readTicker('BRK.B').value, readTicker('$SPX').value.underlying] // => ['SPY', { underlying: 'BRK/B', root: 'BRKB' }, 'SPX']
 * [readTicker('MSTRAAPL').code, readTicker('; DROP').code] // => ['ticker_must_be_plausible', 'ticker_must_be_plausible']
 */
export function readTicker(text: string): Result<Ticker, 'ticker_must_be_plausible'> {
  const written = text.length > SHOWN ? '' : text.trim().toUpperCase()
  const classed = CLASS.exec(written)
  if (classed !== null) {
    const underlying = `${classed[1]}/${classed[2]}`
    const found = [...CLASS_SHARES].find(([, ticker]) => ticker === underlying)
    return ok({ underlying, root: found?.[0] ?? `${classed[1]}${classed[2]}` })
  }
  const root = PLAIN.exec(written)?.[1]
  if (root !== undefined) return ok({ underlying: underlyingOfRoot(root), root })
  const shown = text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text
  return refuse(
    'ticker_must_be_plausible',
    `"${shown}" is no ticker; give 1 to 6 letters such as SPY, an index such as $SPX or a class such as BRK.B.`,
  )
}
