import { join } from 'node:path'
import process from 'node:process'
import { readRecordedChain } from '../src/adapters/recorded/chain-file.ts'
import type { ContractColumns, ExpirationTerms } from '../src/domain/pricing/chain-columns.ts'
import type { RecordedChain } from '../src/ports/recorded-chain.ts'
import { SAMPLE_CHAIN } from './harness.ts'

const RECORDED = 'cboe_2023-09-14_spx_xsp_spy.csv.gz'

/** Interest rate at which the recorded prices are discounted; solving takes as long at any other. */
const RATE = 0.053

/** Two-sided quotes of a real market, repeated until there are as many as wanted. */
export interface TiledQuotes {
  readonly source: string
  /** Quotes before they were repeated. */
  readonly distinct: number
  readonly contracts: ContractColumns
  readonly terms: ExpirationTerms
  readonly price: Float64Array
}

interface Listed {
  readonly row: number
  readonly expiration: number
}

/** Reads the recorded market that LEGWORK_DATA names, or the built-in sample, and repeats it to `rows`. */
export async function tiledQuotes(rows: number): Promise<TiledQuotes> {
  const folder = process.env['LEGWORK_DATA']
  const source = folder === undefined ? SAMPLE_CHAIN : join(folder, RECORDED)
  const read = await readRecordedChain(source)
  if (!read.ok) throw new Error(read.message)
  const chain = read.value
  const expirations = new Map<string, number>()
  const listed: Listed[] = []
  for (let row = 0; row < chain.rowCount; row++) {
    const key = `${chain.underlying.codes[row]} ${chain.expirationDay[row]}`
    if (!(yearsOf(chain, row) > 0 && chain.bid[row]! > 0 && chain.ask[row]! >= chain.bid[row]!)) continue
    const expiration = expirations.get(key) ?? expirations.size
    expirations.set(key, expiration)
    listed.push({ row, expiration })
  }
  const terms = termsOf(chain, listed, expirations.size)
  const at = (i: number): Listed => listed[i % listed.length]!
  const column = (value: (row: number) => number): Float64Array =>
    Float64Array.from({ length: rows }, (_, i) => value(at(i).row))
  return {
    source:
      folder === undefined ? 'the built-in sample chain (set LEGWORK_DATA for a real market)' : RECORDED,
    distinct: listed.length,
    contracts: {
      expiration: Uint16Array.from({ length: rows }, (_, i) => at(i).expiration),
      strike: column((row) => chain.strike[row]! / 10_000),
      isCall: Uint8Array.from({ length: rows }, (_, i) => chain.isCall[at(i).row]!),
    },
    terms,
    price: column((row) => midOf(chain, row)),
  }
}

function midOf(chain: RecordedChain, row: number): number {
  return 0.5 * (chain.bid[row]! + chain.ask[row]!)
}

/** Years from the quote to 16:00 on the expiration day. */
function yearsOf(chain: RecordedChain, row: number): number {
  const minute = chain.quoteMinute[row]! < 0 ? 960 : chain.quoteMinute[row]!
  return (chain.expirationDay[row]! - chain.quoteDay[row]! + (960 - minute) / 1440) / 365
}

/** Forward of each expiration by parity at the strike where call and put are worth most nearly the same. */
function termsOf(chain: RecordedChain, listed: readonly Listed[], count: number): ExpirationTerms {
  const column = (): Float64Array => new Float64Array(count)
  const terms = { spot: column(), forward: column(), discount: column(), years: column() }
  const nearest = new Float64Array(count).fill(Number.POSITIVE_INFINITY)
  const calls = new Map<string, number>()
  for (const { row, expiration } of listed) {
    if (chain.isCall[row] === 1) calls.set(`${expiration} ${chain.strike[row]}`, midOf(chain, row))
  }
  for (const { row, expiration: e } of listed) {
    const years = yearsOf(chain, row)
    const call = calls.get(`${e} ${chain.strike[row]}`)
    const gap = call === undefined || chain.isCall[row] === 1 ? Number.NaN : call - midOf(chain, row)
    terms.spot[e] = chain.spot[row]!
    terms.years[e] = years
    terms.discount[e] = Math.exp(-RATE * years)
    if (Math.abs(gap) < nearest[e]!) {
      nearest[e] = Math.abs(gap)
      terms.forward[e] = chain.strike[row]! / 10_000 + gap / terms.discount[e]!
    }
  }
  terms.forward.forEach((forward, e) => {
    if (forward === 0) terms.forward[e] = terms.spot[e]! / terms.discount[e]!
  })
  return terms
}
